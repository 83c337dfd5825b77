import { sql } from 'kysely';
import type { LookedUpFigures, RowsRequest } from './kpi.ts';

const rateOn = (asOf: string, of: string) =>
  sql`rollup.rate on rate.currency = ${sql.ref(`${of}.currency`)}
    and ${asOf}::date >= rate.from_day and ${asOf}::date < rate.until_day`;

const factor = ({ settings }: RowsRequest, of: string) =>
  sql`case when coalesce(${sql.ref(`${of}.currency`)}, ${settings.currency}) = ${settings.currency}
    then 1 else rate.rate end`;

/**
 * What an account may still bring where there are targets (definitions.md 7, potential): open opportunities, and products it does not
 * own at their median MRR in its segment, both at the company's share of won among closed opportunities by the day, which
 * stands for the probability of every stage. Unknown before the first opportunity is closed.
 */
export const potential: LookedUpFigures = {
  figures: [
    { id: 'pipeline', unit: 'amount' },
    { id: 'whitespace', unit: 'amount' },
    { id: 'win_rate', unit: 'share' },
    { id: 'potential', unit: 'amount' },
  ],
  query: (request) => {
    const { accountId, asOf, timeZone, settings } = request;
    // Without any target nobody asks, and the whole company is not looked at.
    const isAsked = sql`exists (select 1 from rollup.target_period)`;
    return sql`
      with owner as (select segment from account.account where id = ${accountId}),
      closed as (
        select avg(won::int)::float8 as win_rate
        from fact.opportunity
        join account.account on account.id = opportunity.account_id and not account.withdrawn
        where ${isAsked} and closed_on <= ${asOf}::date and won is not null
      ),
      open as (
        select case when not coalesce(bool_or(${factor(request, 'opportunity')} is null), false)
          then coalesce(sum(amount * ${factor(request, 'opportunity')}), 0)::float8 end as amount
        from fact.opportunity
        left join ${rateOn(asOf, 'opportunity')}
        where account_id = ${accountId} and (created_at at time zone ${timeZone})::date <= ${asOf}::date
          and (closed_on is null or closed_on > ${asOf}::date)
      ),
      owned as (
        select subscription.account_id, product, sum(mrr * ${factor(request, 'subscription')})::float8 as mrr,
          bool_or(${factor(request, 'subscription')} is null) as rate_missing
        from fact.subscription
        join account.account on account.id = subscription.account_id and not account.withdrawn
        join owner on owner.segment is not distinct from account.segment
        left join ${rateOn(asOf, 'subscription')}
        where ${isAsked} and product is not null and starts_on <= ${asOf}::date
          and (ends_on is null or ends_on > ${asOf}::date)
        group by subscription.account_id, product
      ),
      typical as (
        select percentile_cont(0.5) within group (order by mrr) as mrr
        from owned
        where not rate_missing
          and product not in (select product from owned where account_id = ${accountId})
        group by product
      ),
      missing as (select coalesce(sum(mrr), 0) as mrr from typical)
      select figure.*
      from closed
      cross join open
      cross join missing
      cross join lateral (values
        ('pipeline', open.amount, ${settings.currency}),
        ('whitespace', missing.mrr * win_rate, ${settings.currency}),
        ('win_rate', win_rate, null),
        ('potential', (open.amount + missing.mrr) * win_rate, ${settings.currency})
      ) figure (id, value, currency)`;
  },
};
