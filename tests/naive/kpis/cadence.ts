import type { NaiveKpi } from '../as-of.ts';
import { daysFrom } from '../days.ts';

const AGREED_DAYS = 30;

/** Days since the last interaction per agreed days (definitions.md 4 and 10, cadence). */
export const cadence: NaiveKpi = (account, asOf) => {
  const days = account.interactions
    .map(({ at }) => at)
    .filter(asOf.happened)
    .map(asOf.dayOf)
    .toSorted();
  const last = days.at(-1);
  if (last === undefined) return { reading: null, n: 0 };
  return { reading: daysFrom(last, asOf.day) / (asOf.settings.agreedDays ?? AGREED_DAYS), n: 1 };
};
