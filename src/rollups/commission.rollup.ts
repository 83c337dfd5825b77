import { sql } from 'kysely';
import { accountsIn, defineCounterRollup } from './rollup.ts';

/**
 * What is aimed at and attained in the running period, in the company's currency at the rates of each day
 * (definitions.md 10, commission): of the shortest period that gives the account a target, from `rollup.target_share`.
 */
export const commission = defineCounterRollup({
  id: 'commission',
  facts: ['renewals', 'opportunities'],
  counters: [
    'target_rows',
    'target_unknown',
    { name: 'target', type: 'numeric' },
    { name: 'attained', type: 'numeric' },
  ],
  intervals: (scope) => sql`
    with share as (
      select * from rollup.target_share where ${accountsIn(scope, 'account_id')}
    ),
    closed as (
      select account_id, 'renewal' as kind, coalesce(closed_on, due_on) as day,
        coalesce(renewed_amount, amount) as amount, coalesce(currency, '') as currency
      from fact.renewal
      where ${accountsIn(scope, 'account_id')} and outcome like 'renewed%'
      union all
      select account_id, 'expansion', closed_on, amount, coalesce(currency, '')
      from fact.opportunity
      where ${accountsIn(scope, 'account_id')} and won and closed_on is not null
    ),
    closed_in_period as (
      select closed.*, until_on
      from closed
      join share using (account_id, kind)
      where closed.day >= from_on and closed.day < until_on
    ),
    -- Only on these days can anything differ from the day before.
    moment as (
      select account_id, from_day as day from share
      union
      select account_id, until_day from share
      union
      select account_id, day from closed_in_period
      union
      select account_id, rate.from_day
      from closed_in_period closed
      join rollup.rate on rate.currency = closed.currency and rate.currency <> ${scope.currency}
        and rate.from_day > closed.day and rate.from_day < until_on
    ),
    running as (
      select moment.account_id, moment.day, kind, from_on, until_on, sum(target) as target,
        bool_or(target is null) as is_unknown, sum(target_rows) as target_rows
      from moment
      join share on share.account_id = moment.account_id
        and share.from_day <= moment.day and moment.day < share.until_day
      group by moment.account_id, moment.day, kind, from_on, until_on
    ),
    period as (
      select account_id, day, from_on, until_on, sum(target) filter (where target > 0) as target,
        bool_or(is_unknown) as is_unknown, sum(target_rows)::int as target_rows,
        array_agg(kind) filter (where target > 0) as kinds
      from running
      group by account_id, day, from_on, until_on
      having bool_or(is_unknown or target > 0)
    ),
    shortest as (
      select distinct on (account_id, day) * from period order by account_id, day, until_on - from_on
    ),
    reached as (
      select shortest.account_id, shortest.day, shortest.target, shortest.target_rows,
        is_unknown or bool_or(closed.day is not null and factor.factor is null) as is_unknown,
        coalesce(sum(closed.amount * factor.factor), 0) as attained
      from shortest
      left join closed on closed.account_id = shortest.account_id and closed.kind = any(shortest.kinds)
        and closed.day >= from_on and closed.day <= shortest.day
      left join rollup.rate on rate.currency = closed.currency
        and shortest.day >= rate.from_day and shortest.day < rate.until_day
      cross join lateral (
        select case when closed.currency in ('', ${scope.currency}) then 1 else rate.rate end as factor
      ) factor
      group by shortest.account_id, shortest.day, shortest.target, shortest.target_rows, is_unknown
    )
    select moment.account_id, moment.day as from_day,
      lead(moment.day) over (partition by moment.account_id order by moment.day) as until_day,
      coalesce(target_rows, 0) as target_rows,
      coalesce(is_unknown, false)::int as target_unknown,
      case when is_unknown then 0 else coalesce(target, 0) end as target,
      case when is_unknown then 0 else coalesce(attained, 0) end as attained
    from moment
    left join reached using (account_id, day)`,
});
