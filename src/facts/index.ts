import { account } from './account.fact.ts';
import { calendarHoliday } from './calendar-holiday.fact.ts';
import { calendarHours } from './calendar-hours.fact.ts';
import { contact } from './contact.fact.ts';
import { cost } from './cost.fact.ts';
import type { Fact } from './fact.ts';
import { fxRate } from './fx-rate.fact.ts';
import { interaction } from './interaction.fact.ts';
import { invoice } from './invoice.fact.ts';
import { milestone } from './milestone.fact.ts';
import { opportunity } from './opportunity.fact.ts';
import { rating } from './rating.fact.ts';
import { renewal } from './renewal.fact.ts';
import { series } from './series.fact.ts';
import { slaClock } from './sla-clock.fact.ts';
import { subscription } from './subscription.fact.ts';
import { surveyResponse } from './survey-response.fact.ts';
import { target } from './target.fact.ts';
import { ticket } from './ticket.fact.ts';
import { ticketCalendar } from './ticket-calendar.fact.ts';
import { ticketEvent } from './ticket-event.fact.ts';
import { ticketMessage } from './ticket-message.fact.ts';
import { timeEntry } from './time-entry.fact.ts';
import { usageDay } from './usage-day.fact.ts';
import { usageEvent } from './usage-event.fact.ts';

/** Every kind of fact, owners before what they own: the order in which files are read and rows stored. */
export const facts: readonly Fact[] = [
  account,
  contact,
  ticket,
  ticketMessage,
  ticketEvent,
  slaClock,
  timeEntry,
  cost,
  subscription,
  renewal,
  invoice,
  usageEvent,
  usageDay,
  surveyResponse,
  interaction,
  rating,
  opportunity,
  milestone,
  series,
  fxRate,
  target,
  calendarHours,
  calendarHoliday,
  ticketCalendar,
];

const byFile: ReadonlyMap<string, Fact> = new Map(facts.map((fact) => [fact.file, fact]));

/** The fact whose interchange file has this plain name; undefined where there is none. */
export const factOfFile = (file: string): Fact | undefined => byFile.get(file);
