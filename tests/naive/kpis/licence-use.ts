import type { NaiveKpi } from '../as-of.ts';
import { daysFrom, plusDays } from '../days.ts';
import { isActiveOn } from '../money.ts';
import { activeUsers, usesOf } from '../usage.ts';

const DAYS_NOT_JUDGED = 90;
const WINDOW_DAYS = 30;
const MIN_N = 1;

/** Active users per seat sold or deployed (definitions.md 4 and 10, licence_use). */
export const licenceUse: NaiveKpi = (account, asOf) => {
  const uses = usesOf(account, asOf);
  const window = asOf.settings.windowDays ?? WINDOW_DAYS;
  const users = activeUsers(uses, plusDays(asOf.day, 1 - window), asOf.day);
  const n = activeUsers(uses, plusDays(asOf.day, -179), asOf.day);
  const sold = () =>
    account.subscriptions
      .filter((row) => isActiveOn(row, asOf.day))
      .reduce((sum, row) => sum + (row.seats ?? 0), 0);
  const { seatsDeployed } = asOf.settings;
  const seats =
    seatsDeployed === undefined
      ? sold()
      : (seatsDeployed(account.account.account_id, asOf.day) ?? 0);
  const started = account.subscriptions.map(({ starts_on }) => starts_on).toSorted();
  const earliest = started[0];
  const isJudged = earliest !== undefined && daysFrom(earliest, asOf.day) >= DAYS_NOT_JUDGED;
  const reading = n < MIN_N || seats === 0 || !isJudged ? null : users / seats;
  return { reading, n, parts: { users, seats } };
};
