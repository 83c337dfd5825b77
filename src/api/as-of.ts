import { sql } from 'kysely';
import { type Company, readCompany, todayIn } from '../accounts/company.ts';
import { readingState } from '../jobs/reading-state.ts';
import { type Day, parseDay } from '../lib/day.ts';
import { badField } from './errors.ts';
import type { ApiContext } from './route.ts';

const earliest = '1900-01-01';
const latest = '2199-12-31';

/** A day within the two centuries that readings can be asked for. Throws ApiProblem 400. */
export function askedDay(field: string, text: string): Day {
  if (text < earliest || text > latest) {
    throw badField(field, `must lie between ${earliest} and ${latest}`);
  }
  return parseDay(text);
}

/** How every route below an account says which one, and when. */
export interface AccountQuery {
  as_of?: string | undefined;
  source?: string | undefined;
}

export interface AsOf {
  company: Company;
  day: Day;
  /** Whether `health.current` stands on that day. */
  isCurrent: boolean;
}

/** The day asked for; without one the newest day that readings stand on, which is today but for a moment at midnight. */
export async function asOf({ db, now }: ApiContext, asked: string | undefined): Promise<AsOf> {
  const [company, state] = await Promise.all([readCompany(db), readingState(db)]);
  const day =
    asked === undefined ? (state.currentDay ?? todayIn(company, now())) : askedDay('as_of', asked);
  return { company, day, isCurrent: day === state.currentDay };
}

/** The first instant after the day, as SQL. */
export const endOf = (day: Day, timeZone: string) =>
  sql`((${day}::date + 1)::timestamp at time zone ${timeZone})`;
