import { type RawBuilder, sql } from 'kysely';
import { accountsIn, clearRows, dayOf, type Rollup, replaceChanges, type Scope } from './rollup.ts';

/** How far back growth looks. */
const yearDays = 365;

/** Sums per currency, in the order of their columns; also those of `rollup.money_total`. */
export const moneySums = [
  'money_rows',
  'mrr_rate',
  'mrr_offset',
  'cost',
  'mrr_rows',
  'mrr',
  'mrr_rows_before',
  'mrr_before',
] as const;

/** Changes `account_id, currency, day` and the sums; revenue and cost over another window, where one is given. */
export const moneyChanges = (scope: Scope, windowDays = 90): RawBuilder<unknown> =>
  changesOf(sql`
    select account_id, coalesce(currency, '') as currency, effect.*
    from fact.subscription
    cross join lateral (values
      (starts_on, ends_on, 0, mrr, 0::numeric, 1, mrr, 0, 0::numeric),
      (starts_on + ${windowDays}::int, ends_on + ${windowDays}::int, 0, -mrr, 0, 0, 0, 0, 0),
      (starts_on, ends_on + ${windowDays - 1}::int, 1, 0, 0, 0, 0, 0, 0),
      (starts_on + ${yearDays}::int, ends_on + ${yearDays}::int, 0, 0, 0, 0, 0, 1, mrr)
    ) effect (
      from_day, until_day, money_rows, mrr_rate, cost, mrr_rows, mrr, mrr_rows_before, mrr_before
    )
    where ${accountsIn(scope, 'account_id')} and (ends_on is null or ends_on > starts_on)
    union all
    ${costs(scope, windowDays)}`);

/**
 * The same where revenue is what was invoiced in the window: it stands where MRR does otherwise, because it is a sum that
 * does not grow with the days.
 */
export const invoicedChanges = (scope: Scope, windowDays: number): RawBuilder<unknown> =>
  changesOf(sql`
    select account_id, coalesce(currency, '') as currency, issued_on as from_day,
      issued_on + ${windowDays}::int as until_day, 0 as money_rows, 0::numeric as mrr_rate, 0::numeric as cost,
      1 as mrr_rows, amount as mrr, 0 as mrr_rows_before, 0::numeric as mrr_before
    from fact.invoice
    where ${accountsIn(scope, 'account_id')} and status is distinct from 'void'
    union all
    ${costs(scope, windowDays)}`);

const costs = (scope: Scope, windowDays: number): RawBuilder<unknown> => sql`
  select account_id, coalesce(currency, ''), ${dayOf(scope, 'at')}, ${dayOf(scope, 'at')} + ${windowDays}::int,
    1, 0, amount, 0, 0, 0, 0
  from fact.cost
  where ${accountsIn(scope, 'account_id')}
  union all
  select account_id, coalesce(currency, ''), ${dayOf(scope, 'at')}, ${dayOf(scope, 'at')} + ${windowDays}::int,
    1, 0, minutes * hourly_cost / 60, 0, 0, 0, 0
  from fact.time_entry
  where ${accountsIn(scope, 'account_id')} and hourly_cost is not null`;

const changesOf = (intervals: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select account_id, currency, edge.day,
    sum(money_rows * edge.sign),
    sum(mrr_rate * edge.sign),
    sum(mrr_rate * edge.sign * (edge.day - date '2000-01-01')),
    sum(cost * edge.sign),
    sum(mrr_rows * edge.sign),
    sum(mrr * edge.sign),
    sum(mrr_rows_before * edge.sign),
    sum(mrr_before * edge.sign)
  from (${intervals}) interval_of_effect
  cross join lateral (values (from_day, 1), (until_day, -1)) edge (day, sign)
  where edge.day is not null and (until_day is null or from_day < until_day)
  group by account_id, currency, edge.day`;

/**
 * Revenue and priced cost per currency ('' = the company's). Revenue accrued in the window up to day D is
 * (mrr_rate × (D + 1) − mrr_offset) × 12 ÷ 365 with D as days since 2000-01-01: a subscription adds its MRR from its first
 * day on, and takes it away again one window later, so that the trailing edge moves along.
 * Beside them: MRR as it stands, and as it stood a year before.
 */
export const money: Rollup = {
  id: 'money',
  facts: ['subscriptions', 'costs', 'time_entries'],
  fill: (scope) => [
    replaceChanges(
      'money',
      {
        key: ['account_id', 'currency', 'day'],
        values: moneySums,
        totals: { table: 'money_total', key: ['account_id', 'currency'] },
      },
      scope,
      moneyChanges(scope),
    ),
  ],
  clear: (scope) => clearRows('money', scope),
};
