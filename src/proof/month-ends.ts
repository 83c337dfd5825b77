import { addDays, type Day } from '../lib/day.ts';

/** A year has to be seen half before anything is judged. */
const firstAfterDays = 180;

export interface MonthEndsRequest {
  /** Null: nothing has happened. */
  firstFact: Day | null;
  newestFact: Day | null;
  today: Day;
  horizonDays: number;
  /** The first and the last month-end, where they are named. */
  from?: Day | undefined;
  to?: Day | undefined;
}

/**
 * The month-ends that can be judged: from 180 days after the first dated fact, or from the day named, to the last one
 * with the whole horizon behind it (definitions.md 10, proof).
 */
export function monthEndsOf(request: MonthEndsRequest): Day[] {
  const { firstFact, newestFact, today, horizonDays, from, to } = request;
  if (firstFact === null || newestFact === null) return [];
  const seenUntil = newestFact < today ? newestFact : today;
  const lastPossible = addDays(seenUntil, -horizonDays);
  const last = to !== undefined && to < lastPossible ? to : lastPossible;
  const days: Day[] = [];
  let day = monthEnd(firstDay(firstFact, from));
  while (day <= last) {
    days.push(day);
    day = monthEnd(addDays(day, 1));
  }
  return days;
}

/** Before the first fact nothing was known that could be judged. */
function firstDay(firstFact: Day, from: Day | undefined): Day {
  if (from === undefined) return addDays(firstFact, firstAfterDays);
  return from > firstFact ? from : firstFact;
}

/** The last day of a day's month. */
function monthEnd(day: Day): Day {
  const firstOfMonth = addDays(day, 1 - Number(day.slice(8)));
  const inNextMonth = addDays(firstOfMonth, 31);
  return addDays(inNextMonth, -Number(inNextMonth.slice(8)));
}
