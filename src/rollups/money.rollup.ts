import { sql } from 'kysely';
import { accountsIn, clearRows, dayOf, type Rollup, replaceChanges } from './rollup.ts';

const windowDays = 90;

/**
 * Revenue and priced cost per currency ('' = the company's). Revenue accrued in the window up to day D is
 * (mrr_rate × (D + 1) − mrr_offset) × 12 ÷ 365 with D as days since 2000-01-01: a subscription adds its MRR from its first
 * day on, and takes it away again one window later, so that the trailing edge moves along.
 */
export const money: Rollup = {
  id: 'money',
  facts: ['subscriptions', 'costs', 'time_entries'],
  fill: (scope) => [
    replaceChanges(
      'money',
      ['account_id', 'currency', 'day'],
      ['money_rows', 'mrr_rate', 'mrr_offset', 'cost'],
      scope,
      sql`
      with paying as (
        select account_id, coalesce(currency, '') as currency, starts_on, ends_on, mrr
        from fact.subscription
        where ${accountsIn(scope, 'account_id')} and (ends_on is null or ends_on > starts_on)
      ),
      interval_of_effect as (
        select account_id, currency, starts_on as from_day, ends_on as until_day,
          0 as money_rows, mrr as mrr_rate, 0::numeric as cost
        from paying
        union all
        select account_id, currency, starts_on + ${windowDays}::int, ends_on + ${windowDays}::int, 0, -mrr, 0
        from paying
        union all
        select account_id, currency, starts_on, ends_on + ${windowDays - 1}::int, 1, 0, 0
        from paying
        union all
        select account_id, coalesce(currency, ''), ${dayOf(scope, 'at')}, ${dayOf(scope, 'at')} + ${windowDays}::int,
          1, 0, amount
        from fact.cost
        where ${accountsIn(scope, 'account_id')}
        union all
        select account_id, coalesce(currency, ''), ${dayOf(scope, 'at')}, ${dayOf(scope, 'at')} + ${windowDays}::int,
          1, 0, minutes * hourly_cost / 60
        from fact.time_entry
        where ${accountsIn(scope, 'account_id')} and hourly_cost is not null
      )
      select account_id, currency, edge.day,
        sum(money_rows * edge.sign),
        sum(mrr_rate * edge.sign),
        sum(mrr_rate * edge.sign * (edge.day - date '2000-01-01')),
        sum(cost * edge.sign)
      from interval_of_effect
      cross join lateral (values (from_day, 1), (until_day, -1)) edge (day, sign)
      where edge.day is not null and (until_day is null or from_day < until_day)
      group by account_id, currency, edge.day`,
    ),
  ],
  clear: (scope) => clearRows('money', scope),
};
