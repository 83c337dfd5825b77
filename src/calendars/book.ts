import {
  type Calendar,
  type Holiday,
  type OpenHours,
  openHours,
  type WeekInterval,
} from './calendar.ts';
import { type Stage, type Timeline, timelineOf } from './timeline.ts';

/** A row of calendar_hours: one interval of a calendar's week. */
export interface CalendarHours extends WeekInterval {
  calendarId: string;
  /** IANA name; the calendar's first row decides. */
  timeZone: string;
  /** Holds for tickets that name no calendar. */
  isDefault: boolean;
}

/** A row of calendar_holidays. */
export interface CalendarHoliday extends Holiday {
  calendarId: string;
}

/** A row of ticket_calendars: from this instant (epoch ms) on, the ticket runs under that calendar. */
export interface TicketCalendar {
  calendarId: string;
  from: number;
}

/** All calendars of one source. */
export interface CalendarBook {
  /** Those with hours, by id. */
  calendars: ReadonlyMap<string, Calendar>;
  /** The one that holds for tickets that name none; null where none does. */
  defaultId: string | null;
  /**
   * The calendars in force for a ticket opened at an instant: the default one until the first it names. Calendars
   * without hours are passed over; null when no calendar holds at all.
   */
  timelineOf(openedAt: number, named: readonly TicketCalendar[]): Timeline | null;
}

/** Help desks assign the first schedule a moment after the ticket: within this, it holds from the opening. */
const ASSIGNED_AT_ONCE_MS = 5000;

/** Throws RangeError where a calendar is none (zone unknown, interval outside the week). */
export function calendarBook(
  hours: readonly CalendarHours[],
  holidays: readonly CalendarHoliday[],
): CalendarBook {
  const calendars = new Map<string, Calendar>();
  const open = new Map<string, OpenHours>();
  let defaultId: string | null = null;
  for (const [calendarId, intervals] of Map.groupBy(hours, (row) => row.calendarId)) {
    const [first] = intervals;
    if (first === undefined) continue;
    const own = holidays.filter((holiday) => holiday.calendarId === calendarId);
    const calendar = { timeZone: first.timeZone, intervals, holidays: own };
    calendars.set(calendarId, calendar);
    open.set(calendarId, openHours(calendar));
    if (first.isDefault) defaultId ??= calendarId;
  }
  const fallback = defaultId === null ? undefined : open.get(defaultId);

  return {
    calendars,
    defaultId,
    timelineOf(openedAt, named) {
      const stages: Stage[] = [];
      for (const { calendarId, from } of named.toSorted(byStart)) {
        const known = open.get(calendarId);
        if (known !== undefined) stages.push({ from, hours: known });
      }
      const [first, ...later] = stages;
      if (first === undefined) return fallback ? timelineOf(fallback) : null;
      const atOnce = first.from <= openedAt + ASSIGNED_AT_ONCE_MS;
      if (atOnce || fallback === undefined) return [first, ...later];
      return [{ from: openedAt, hours: fallback }, first, ...later];
    },
  };
}

/** By id where two begin at one instant, so that the order of the rows does not matter. */
const byStart = (a: TicketCalendar, b: TicketCalendar): number =>
  a.from - b.from || (a.calendarId < b.calendarId ? -1 : Number(a.calendarId > b.calendarId));
