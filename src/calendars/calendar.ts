import { addDays, type Day, daysBetween, parseDay } from '../lib/day.ts';
import { isTimeZone, offsetSpanAt } from '../lib/zone.ts';

/** Open hours of one stretch of the week: local minutes since Sunday 00:00, [start, end), end past 10080 wraps. */
export interface WeekInterval {
  startMinute: number;
  endMinute: number;
}

/** Whole local days on which nothing is open, both ends included. */
export interface Holiday {
  startsOn: Day;
  endsOn: Day;
}

export interface Calendar {
  /** IANA name; offsets are never stored, so a change of summer time is always the one of its year. */
  timeZone: string;
  intervals: readonly WeekInterval[];
  holidays: readonly Holiday[];
}

/** [from, until) in epoch milliseconds. */
export interface Span {
  from: number;
  until: number;
}

/** A calendar made ready for arithmetic: which instants are business time. */
export interface OpenHours {
  /** Whether the week has any open minute at all. */
  everOpen: boolean;
  /** Open spans within one UTC day (days since 1970-01-01), ascending and apart. */
  spansOfUtcDay(utcDay: number): readonly Span[];
}

export const MS_PER_MINUTE = 60_000;
export const MS_PER_DAY = 86_400_000;
const WEEK_MINUTES = 7 * 24 * 60;
const EPOCH = parseDay('1970-01-01');
// 1970-01-01 was a Thursday.
const EPOCH_WEEKDAY = 4;

/**
 * Makes a calendar ready. An instant is business time when the wall clock of the zone shows an open minute and no
 * holiday: an hour that occurs twice counts twice, one that does not exist counts nothing.
 * Throws RangeError for an unknown zone or an interval outside the week.
 */
export function openHours(calendar: Calendar): OpenHours {
  const { timeZone } = calendar;
  if (!isTimeZone(timeZone)) throw new RangeError(`Unknown time zone: ${timeZone}`);
  const week = mergeWeek(calendar.intervals);
  const closed = holidaysOf(calendar.holidays);
  const known = new Map<number, readonly Span[]>();

  return {
    everOpen: week.length > 0,
    spansOfUtcDay(utcDay) {
      let spans = known.get(utcDay);
      if (spans === undefined) {
        spans = openSpans(timeZone, week, closed, utcDay);
        known.set(utcDay, spans);
      }
      return spans;
    },
  };
}

/** Intervals as the five-day or any other week gives them, merged, wrapped ones split at Saturday midnight. */
function mergeWeek(intervals: readonly WeekInterval[]): readonly WeekInterval[] {
  const pieces = intervals.flatMap(({ startMinute, endMinute }) => {
    const fits = startMinute >= 0 && startMinute < WEEK_MINUTES;
    if (!fits || endMinute <= startMinute || endMinute > startMinute + WEEK_MINUTES) {
      throw new RangeError(`No interval of a week: ${startMinute} to ${endMinute}`);
    }
    if (endMinute <= WEEK_MINUTES) return [{ startMinute, endMinute }];
    return [
      { startMinute, endMinute: WEEK_MINUTES },
      { startMinute: 0, endMinute: endMinute - WEEK_MINUTES },
    ];
  });
  const merged: WeekInterval[] = [];
  for (const piece of pieces.toSorted((a, b) => a.startMinute - b.startMinute)) {
    const last = merged.at(-1);
    if (last !== undefined && piece.startMinute <= last.endMinute) {
      last.endMinute = Math.max(last.endMinute, piece.endMinute);
    } else {
      merged.push({ ...piece });
    }
  }
  return merged;
}

function holidaysOf(holidays: readonly Holiday[]): ReadonlySet<number> {
  const days = new Set<number>();
  for (const { startsOn, endsOn } of holidays) {
    for (let day = startsOn; day <= endsOn; day = addDays(day, 1))
      days.add(daysBetween(EPOCH, day));
  }
  return days;
}

function openSpans(
  timeZone: string,
  week: readonly WeekInterval[],
  closed: ReadonlySet<number>,
  utcDay: number,
): readonly Span[] {
  const spans: Span[] = [];
  const end = (utcDay + 1) * MS_PER_DAY;
  let from = utcDay * MS_PER_DAY;
  while (from < end) {
    const { offset, until } = offsetSpanAt(timeZone, from);
    const stop = Math.min(until, end);
    let local = from + offset;
    while (local < stop + offset) {
      const localDay = Math.floor(local / MS_PER_DAY);
      const midnight = (localDay + 1) * MS_PER_DAY;
      const piece = { from: local, until: Math.min(midnight, stop + offset) };
      if (!closed.has(localDay)) addOpen(spans, week, localDay, piece, offset);
      local = piece.until;
    }
    from = stop;
  }
  return spans;
}

/** Adds the open parts of one piece of a local day, as instants. */
function addOpen(
  spans: Span[],
  week: readonly WeekInterval[],
  localDay: number,
  piece: Span,
  offset: number,
): void {
  const weekday = (((localDay + EPOCH_WEEKDAY) % 7) + 7) % 7;
  const sunday = (localDay - weekday) * MS_PER_DAY;
  for (const { startMinute, endMinute } of week) {
    const from = Math.max(piece.from, sunday + startMinute * MS_PER_MINUTE) - offset;
    const until = Math.min(piece.until, sunday + endMinute * MS_PER_MINUTE) - offset;
    if (from >= until) continue;
    const last = spans.at(-1);
    if (last !== undefined && last.until === from) last.until = until;
    else spans.push({ from, until });
  }
}
