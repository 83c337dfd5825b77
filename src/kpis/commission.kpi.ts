import { sql } from 'kysely';
import { opportunityWon, renewalWon } from './fact-kinds.ts';
import { defineKpi } from './kpi.ts';
import { potential } from './potential.ts';

/** Is the target with this customer met? (definitions.md 4 and 10, commission) */
export const commission = defineKpi({
  id: 'commission',
  area: 'money',
  unit: 'share',
  better: 'up',
  weight: 0,
  windowDays: null,
  minimumRows: 0,
  facts: [renewalWon, opportunityWon],
  curve: [
    [0, 0],
    [0.5, 50],
    [1, 100],
  ],
  value: () =>
    sql`case when c.target_unknown = 0 and c.target > 0 then (c.attained / c.target)::float8 end`,
  rowCount: sql`c.target_rows`,
  figures: [
    {
      id: 'attained',
      unit: 'amount',
      value: sql`case when c.target_unknown = 0 and c.target > 0 then c.attained::float8 end`,
    },
    {
      id: 'target',
      unit: 'amount',
      value: sql`case when c.target_unknown = 0 and c.target > 0 then c.target::float8 end`,
    },
    {
      id: 'missing',
      unit: 'amount',
      value: sql`case when c.target_unknown = 0 and c.target > 0
        then greatest(0, c.target - c.attained)::float8 end`,
    },
  ],
  lookedUp: potential,
  rows: {
    columns: [
      { id: 'csm_email', type: 'text' },
      { id: 'kind', type: 'enum' },
      { id: 'from_day', type: 'day' },
      { id: 'until_day', type: 'day' },
      { id: 'amount', type: 'amount' },
      { id: 'currency', type: 'currency' },
      { id: 'for_account', type: 'boolean' },
      { id: 'account_target', type: 'amount' },
      { id: 'attained', type: 'amount' },
    ],
    query: ({ accountId, asOf, settings }) => sql`
      with owner as (select source_id, external_id from account.account where id = ${accountId}),
      share as (
        select * from rollup.target_share
        where account_id = ${accountId} and from_day <= ${asOf}::date and until_day > ${asOf}::date
      ),
      chosen as (
        select from_on, until_on
        from share
        group by from_on, until_on
        having bool_or(target is null or target > 0)
        order by until_on - from_on
        limit 1
      ),
      closed as (
        select 'renewal' as kind, coalesce(closed_on, due_on) as day, coalesce(renewed_amount, amount) as amount, currency
        from fact.renewal
        where account_id = ${accountId} and outcome like 'renewed%'
        union all
        select 'expansion', closed_on, amount, currency
        from fact.opportunity
        where account_id = ${accountId} and won and closed_on is not null
      ),
      attained as (
        select closed.kind,
          case when not bool_or(factor is null) then sum(amount * factor) end::float8 as amount
        from closed
        join chosen on closed.day >= from_on and closed.day < until_on and closed.day <= ${asOf}::date
        left join rollup.rate on rate.currency = closed.currency
          and ${asOf}::date >= rate.from_day and ${asOf}::date < rate.until_day
        cross join lateral (
          select case when coalesce(closed.currency, ${settings.currency}) = ${settings.currency}
            then 1 else rate.rate end as factor
        ) factor
        group by closed.kind
      )
      select target.csm_email, target.kind, share.from_on, share.until_on - 1, value::float8,
        coalesce(target.currency, ${settings.currency}), account_external_id is not null,
        share.target::float8, case when attained.kind is null then 0 else attained.amount end
      from chosen
      join share using (from_on, until_on)
      join rollup.target_period target on target.csm_email = share.csm_email and target.kind = share.kind
        and target.from_on = share.from_on and target.until_on = share.until_on
      left join owner on owner.source_id = target.source_id and owner.external_id = target.account_external_id
      left join attained on attained.kind = share.kind
      where case when share.by_hand then owner.external_id is not null else account_external_id is null end
      order by target.kind, target.csm_email, target.account_external_id nulls first`,
  },
});
