import type { NaiveKpi } from '../as-of.ts';
import { daysFrom, plusDays } from '../days.ts';
import { isActiveOn } from '../money.ts';
import { activeUsers, usesOf } from '../usage.ts';

const DAYS_NOT_JUDGED = 90;
const MIN_N = 1;

/** Active users per seat sold (definitions.md 4 and 10, licence_use). */
export const licenceUse: NaiveKpi = (account, asOf) => {
  const uses = usesOf(account, asOf);
  const users = activeUsers(uses, plusDays(asOf.day, -29), asOf.day);
  const n = activeUsers(uses, plusDays(asOf.day, -179), asOf.day);
  const seats = account.subscriptions
    .filter((row) => isActiveOn(row, asOf.day))
    .reduce((sum, row) => sum + (row.seats ?? 0), 0);
  const started = account.subscriptions.map(({ starts_on }) => starts_on).toSorted();
  const earliest = started[0];
  const isJudged = earliest !== undefined && daysFrom(earliest, asOf.day) >= DAYS_NOT_JUDGED;
  const reading = n < MIN_N || seats === 0 || !isJudged ? null : users / seats;
  return { reading, n, parts: { users, seats } };
};
