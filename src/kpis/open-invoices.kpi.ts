import { sql } from 'kysely';
import { invoice } from './fact-kinds.ts';
import { defineKpi } from './kpi.ts';

/** Do they pay? (definitions.md 4 and 10, open_invoices) */
export const openInvoices = defineKpi({
  id: 'open_invoices',
  area: 'money',
  unit: 'count',
  better: 'down',
  weight: 10,
  windowDays: null,
  minimumRows: 0,
  facts: [invoice],
  curve: [
    [0, 100],
    [1, 60],
    [2, 30],
    [4, 0],
  ],
  value: () => sql`case when c.invoices > 0 then c.overdue_invoices::float8 end`,
  rowCount: sql`c.invoices`,
  figures: [],
  lookedUp: {
    figures: [
      { id: 'open_count', unit: 'count' },
      { id: 'overdue_amount', unit: 'amount' },
      { id: 'oldest_days', unit: 'count' },
    ],
    query: ({ accountId, asOf, settings }) => sql`
      with standing as (
        select amount, due_on, due_on < ${asOf}::date as past_due,
          case when coalesce(invoice.currency, ${settings.currency}) = ${settings.currency} then 1 else rate.rate end
            as factor
        from fact.invoice
        left join rollup.rate
          on rate.currency = invoice.currency and ${asOf}::date >= rate.from_day and ${asOf}::date < rate.until_day
        cross join lateral (
          select coalesce(paid_on, case when status = 'paid' then due_on end) as settled_on
        ) settling
        where account_id = ${accountId} and issued_on <= ${asOf}::date and status is distinct from 'void'
          and amount > 0 and (settled_on is null or settled_on > ${asOf}::date)
      )
      select 'open_count' as id, count(*)::float8 as value, null as currency from standing
      union all
      select 'overdue_amount',
        case when not coalesce(bool_or(past_due and factor is null), false)
          then coalesce(sum(amount * factor) filter (where past_due), 0)::float8 end,
        ${settings.currency}
      from standing
      union all
      select 'oldest_days', (${asOf}::date - min(due_on) filter (where past_due))::float8, null from standing`,
  },
  rows: {
    columns: [
      { id: 'invoice_id', type: 'text' },
      { id: 'issued_on', type: 'day' },
      { id: 'due_on', type: 'day' },
      { id: 'paid_on', type: 'day' },
      { id: 'amount', type: 'amount' },
      { id: 'currency', type: 'currency' },
      { id: 'past_due', type: 'boolean' },
      { id: 'days_overdue', type: 'integer' },
    ],
    query: ({ accountId, asOf, settings }) => sql`
      with invoice as (
        select *, coalesce(paid_on, case when status = 'paid' then due_on end) as settled_on
        from fact.invoice
        where account_id = ${accountId} and issued_on <= ${asOf}::date and status is distinct from 'void'
      ),
      judged as (
        select *,
          amount > 0 and due_on < ${asOf}::date and (settled_on is null or settled_on > ${asOf}::date) as past_due
        from invoice
      )
      select external_id, issued_on, due_on, case when settled_on <= ${asOf}::date then settled_on end,
        amount::float8, coalesce(currency, ${settings.currency}), past_due,
        case when past_due then ${asOf}::date - due_on end
      from judged
      order by past_due desc, due_on desc, external_id`,
  },
});
