import { sql } from 'kysely';
import { subscription } from './fact-kinds.ts';
import { defineKpi } from './kpi.ts';

const windowDays = 365;

/** Are they growing with us? (definitions.md 4 and 10, growth) */
export const growth = defineKpi({
  id: 'growth',
  area: 'money',
  unit: 'share',
  better: 'up',
  weight: 0,
  windowDays,
  minimumRows: 1,
  facts: [subscription],
  curve: [
    [-0.3, 0],
    [0, 60],
    [0.2, 90],
    [0.4, 100],
  ],
  value: () =>
    sql`case when not c.mrr_rate_missing and c.mrr_before > 0
      then (c.mrr / c.mrr_before - 1)::float8 end`,
  rowCount: sql`c.mrr_rows_before`,
  figures: [
    {
      id: 'mrr',
      unit: 'amount',
      value: sql`case when not c.mrr_rate_missing then c.mrr::float8 end`,
    },
    {
      id: 'mrr_before',
      unit: 'amount',
      value: sql`case when not c.mrr_rate_missing then c.mrr_before::float8 end`,
    },
  ],
  rows: {
    columns: [
      { id: 'subscription_id', type: 'text' },
      { id: 'product', type: 'text' },
      { id: 'starts_on', type: 'day' },
      { id: 'ends_on', type: 'day' },
      { id: 'mrr', type: 'amount' },
      { id: 'currency', type: 'currency' },
      { id: 'company_amount', type: 'amount' },
      { id: 'mrr_now', type: 'amount' },
    ],
    query: ({ accountId, asOf, settings }) => {
      const before = sql`(${asOf}::date - ${windowDays}::int)`;
      return sql`
        with paying as (
          select subscription.*, coalesce(subscription.currency, ${settings.currency}) as paid_in,
            mrr * case when coalesce(subscription.currency, ${settings.currency}) = ${settings.currency}
              then 1 else rate.rate end as company_mrr
          from fact.subscription
          left join rollup.rate on rate.currency = subscription.currency
            and ${asOf}::date >= rate.from_day and ${asOf}::date < rate.until_day
          where account_id = ${accountId}
        ),
        now as (
          select case when not bool_or(company_mrr is null) then sum(company_mrr) else null end as mrr
          from paying
          where starts_on <= ${asOf}::date and (ends_on is null or ends_on > ${asOf}::date)
          having count(*) > 0
        )
        select external_id, product, starts_on, ends_on, paying.mrr::float8, paid_in, company_mrr::float8,
          case when exists (select 1 from now) then (select mrr from now) else 0 end::float8
        from paying
        where starts_on <= ${before} and (ends_on is null or ends_on > ${before})
        order by starts_on desc, external_id`;
    },
  },
});
