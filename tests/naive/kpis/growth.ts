import type { NaiveKpi } from '../as-of.ts';
import { plusDays } from '../days.ts';
import { isActiveOn, mrrOn } from '../money.ts';

const DAYS_BACK = 365;

/** Growth of MRR over a year (definitions.md 4 and 10, growth). */
export const growth: NaiveKpi = (account, asOf) => {
  const then = plusDays(asOf.day, -DAYS_BACK);
  const n = account.subscriptions.filter((row) => isActiveOn(row, then)).length;
  const now = mrrOn(account, asOf.day, asOf);
  const before = mrrOn(account, then, asOf);
  const isKnown = now !== null && before !== null && before > 0;
  return { reading: isKnown ? now / before - 1 : null, n, parts: { now, before } };
};
