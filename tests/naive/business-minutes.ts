import { zoneOf } from './zone.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Business hours as a person would write them down. */
export interface NaiveCalendar {
  id: string;
  timeZone: string;
  isDefault: boolean;
  /** Days of the week with 0 = Sunday, from minute to minute of the day. */
  hours: readonly (readonly [weekday: number, from: number, until: number])[];
  /** Whole days, `YYYY-MM-DD`, the first and the last. */
  holidays: readonly (readonly [first: string, last: string])[];
}

/** From an instant on a ticket is under a calendar. */
export interface Named {
  calendarId: string;
  from: number;
}

/** Minutes on which the clock on the wall showed open hours, counted one by one; null where no calendar holds. */
export function businessMinutes(
  calendars: readonly NaiveCalendar[],
  named: readonly Named[],
  openedAt: number,
  until: number,
): number | null {
  const inOrder = named
    .filter(
      ({ calendarId, from }) => from <= until && calendars.some((one) => one.id === calendarId),
    )
    .toSorted((a, b) => a.from - b.from);
  const calendarAt = (instant: number): NaiveCalendar | undefined => {
    const [first] = inOrder;
    const latest = inOrder.findLast(({ from }) => from <= instant);
    const byDefault = calendars.find(({ isDefault }) => isDefault);
    const early = first !== undefined && first.from <= openedAt + 5000 ? first : undefined;
    const id = (latest ?? early)?.calendarId ?? byDefault?.id ?? first?.calendarId;
    return calendars.find((one) => one.id === id);
  };
  if (calendarAt(openedAt) === undefined) return null;
  let open = 0;
  for (let at = openedAt; at < until; ) {
    const next = Math.min(until, (Math.floor(at / MINUTE) + 1) * MINUTE);
    const calendar = calendarAt(at);
    if (calendar !== undefined && isOpen(calendar, at)) open += next - at;
    at = next;
  }
  return open / MINUTE;
}

function isOpen({ timeZone, hours, holidays }: NaiveCalendar, instant: number): boolean {
  const wall = instant + zoneOf(timeZone).offsetAt(instant);
  const date = new Date(wall).toISOString().slice(0, 10);
  if (holidays.some(([first, last]) => first <= date && date <= last)) return false;
  const weekday = new Date(wall).getUTCDay();
  const minute = Math.floor((wall % DAY) / MINUTE);
  return hours.some(([day, from, to]) => day === weekday && from <= minute && minute < to);
}
