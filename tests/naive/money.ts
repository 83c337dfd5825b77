import type { AsOf } from './as-of.ts';
import type { Subscription } from './columns.ts';
import type { Day } from './days.ts';
import type { AccountFacts } from './portfolio.ts';

/**
 * Units of the company's currency for one unit of `currency`, at the rates valid on the as-of day; null where no rate is
 * valid. An empty currency means the company's (definitions.md 10, balance).
 */
export function rateOn(currency: string | null, asOf: AsOf): number | null {
  const company = asOf.settings.currency.toUpperCase();
  const wanted = (currency ?? company).toUpperCase();
  if (wanted === company) return 1;
  const valid = asOf.portfolio.facts.fx_rates.filter(
    (row) => row.currency.toUpperCase() === wanted && (row.from_on ?? '') <= asOf.day,
  );
  const newest = valid.toSorted((a, b) => ((a.from_on ?? '') < (b.from_on ?? '') ? 1 : -1))[0];
  return newest?.rate ?? null;
}

/** The amounts' sum in the company's currency; null as soon as one of them has no rate. */
export function sumInCompanyCurrency(
  amounts: readonly { amount: number; currency: string | null }[],
  asOf: AsOf,
): number | null {
  let sum = 0;
  for (const { amount, currency } of amounts) {
    const rate = rateOn(currency, asOf);
    if (rate === null) return null;
    sum += amount * rate;
  }
  return sum;
}

/** The last active day of a subscription row is the day before ends_on (definitions.md 7 and 10). */
export const isActiveOn = ({ starts_on, ends_on }: Subscription, day: Day) =>
  starts_on <= day && (ends_on === null || ends_on > day);

/** MRR at the end of a day in the company's currency, at the rates of the as-of day; null without a rate. */
export function mrrOn(account: AccountFacts, day: Day, asOf: AsOf): number | null {
  const active = account.subscriptions.filter((row) => isActiveOn(row, day));
  return sumInCompanyCurrency(
    active.map(({ mrr, currency }) => ({ amount: mrr, currency })),
    asOf,
  );
}
