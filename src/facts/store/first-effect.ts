import { type RawBuilder, sql } from 'kysely';
import type { SettleContext } from './context.ts';
import type { Layout } from './layout.ts';

/** When something first happened to the ticket of a row: what its messages and events say reaches back to that. */
const beginOfTicket = sql`(
  select least(ticket.opened_at, ticket.solved_at, (
    select min(event.at) from fact.ticket_event event where event.ticket_id = ticket.id
  ))
  from fact.ticket
  where ticket.id = ticket_id
)`;

/** The earliest instant of a stored row, by fact; facts that reach further back, or hold since ever, are absent. */
const instants: Readonly<Record<string, RawBuilder<unknown>>> = {
  survey_responses: sql`least(sent_at, responded_at)`,
  ratings: sql`at`,
  costs: sql`at`,
  interactions: sql`at`,
  time_entries: sql`at`,
  tickets: sql`least(opened_at, solved_at)`,
  ticket_messages: sql`least(at, ${beginOfTicket})`,
  ticket_events: sql`least(at, ${beginOfTicket})`,
  sla_clocks: sql`least(started_at, stopped_at, breached_at, superseded_at)`,
};

const days: Readonly<Record<string, RawBuilder<unknown>>> = {
  invoices: sql`least(issued_on, due_on)`,
  subscriptions: sql`starts_on`,
};

/** The first day on which a new row of a fact can change a rollup; null = any. Over the columns of the stored row. */
export function firstEffect({ timeZone }: SettleContext, { fact }: Layout): RawBuilder<unknown> {
  const day = days[fact.file];
  if (day !== undefined) return day;
  const instant = instants[fact.file];
  // A day to spare: where clocks go back at midnight, a later instant may have the earlier day.
  return instant === undefined
    ? sql`null::date`
    : sql`(${instant} at time zone ${timeZone})::date - 1`;
}
