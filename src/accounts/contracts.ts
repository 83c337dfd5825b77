import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { type Day, parseDay } from '../lib/day.ts';

/** Figures as of the end of a day, for the accounts that meet `accounts` (over `account_id`). */
interface ContractRequest {
  day: string;
  accounts: RawBuilder<unknown>;
}

/**
 * `account_id, mrr` (float8, company currency) of accounts with a subscription begun by the day: the sum of those active,
 * at the rates of the day; null where a rate is missing (definitions.md 7 and 10, balance).
 */
export const mrrAsOf = ({
  day,
  accounts,
  currency,
}: ContractRequest & { currency: string }): RawBuilder<unknown> => sql`
  select account_id,
    case when not bool_or(factor is null and active)
      then coalesce(sum(mrr * factor) filter (where active), 0)::float8 end as mrr
  from (
    select account_id, mrr, ends_on is null or ends_on > ${day}::date as active,
      case when coalesce(subscription.currency, ${currency}) = ${currency} then 1 else rate.rate end as factor
    from fact.subscription
    left join rollup.rate
      on rate.currency = subscription.currency and ${day}::date >= rate.from_day and ${day}::date < rate.until_day
    where ${accounts} and starts_on <= ${day}::date
  ) begun
  group by account_id`;

/** The day a renewal was closed: an outcome without a day counts as closed when due (definitions.md 10, Money). */
export const renewalClosedOn = sql`coalesce(closed_on, case when outcome <> 'open' then due_on end)`;

/** `account_id, next_renewal`: the first one due on or after the day and still open, else the newest one past due. */
export const nextRenewalAsOf = ({ day, accounts }: ContractRequest): RawBuilder<unknown> => sql`
  select account_id,
    coalesce(min(due_on) filter (where due_on >= ${day}::date), max(due_on)) as next_renewal
  from fact.renewal
  where ${accounts} and (${renewalClosedOn} is null or ${renewalClosedOn} > ${day}::date)
  group by account_id`;

interface PeriodOfMrr {
  account_id: number;
  startsOn: Day;
  endsOn: Day | null;
  mrr: number;
  currency: string;
}

/** MRR from a day on, in the company's currency; null where a rate is missing. */
export interface MrrStep {
  readonly fromDay: Day;
  readonly mrr: number | null;
}

/**
 * `mrrAsOf` on every day: a step for each day on which it can change, in order, by account. Accounts without a
 * subscription are left out; before its first step an account has no MRR.
 */
export async function mrrStepsOf(
  db: Db,
  accountIds: readonly number[],
  currency: string,
): Promise<Map<number, MrrStep[]>> {
  const [periods, rates] = await Promise.all([
    sql<PeriodOfMrr>`
      select account_id, starts_on as "startsOn", ends_on as "endsOn", mrr::float8, coalesce(currency, ${currency}) as currency
      from fact.subscription where account_id = any(${accountIds}::int[])`.execute(db),
    sql<Rate>`
      select currency, from_day as "fromDay", rate::float8 from rollup.rate order by currency, from_day`.execute(
      db,
    ),
  ]);
  const ratesOf = Map.groupBy(rates.rows, (rate) => rate.currency);
  ratesOf.set(currency, [{ currency, fromDay: sinceEver, rate: 1 }]);
  const byAccount = Map.groupBy(periods.rows, (period) => period.account_id);
  return new Map([...byAccount].map(([id, own]) => [id, stepsOf(own, ratesOf)]));
}

interface Rate {
  currency: string;
  fromDay: Day;
  rate: number;
}

const sinceEver = parseDay('0001-01-01');

function stepsOf(
  periods: readonly PeriodOfMrr[],
  ratesOf: ReadonlyMap<string, readonly Rate[]>,
): MrrStep[] {
  const days = new Set<Day>();
  for (const { startsOn, endsOn, currency } of periods) {
    days.add(startsOn);
    if (endsOn !== null) days.add(endsOn);
    for (const { fromDay } of ratesOf.get(currency) ?? []) {
      if (fromDay > startsOn && (endsOn === null || fromDay < endsOn)) days.add(fromDay);
    }
  }
  return [...days].toSorted().map((day) => ({ fromDay: day, mrr: sumOn(periods, ratesOf, day) }));
}

function sumOn(
  periods: readonly PeriodOfMrr[],
  ratesOf: ReadonlyMap<string, readonly Rate[]>,
  day: Day,
): number | null {
  let sum = 0;
  for (const { startsOn, endsOn, mrr, currency } of periods) {
    if (startsOn > day || (endsOn !== null && endsOn <= day)) continue;
    const rate = ratesOf.get(currency)?.findLast(({ fromDay }) => fromDay <= day);
    if (rate === undefined) return null;
    sum += mrr * rate.rate;
  }
  return sum;
}
