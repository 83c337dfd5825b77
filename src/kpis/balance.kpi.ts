import { type RawBuilder, sql } from 'kysely';
import {
  agentReply,
  cost as costFact,
  invoiceIssue,
  subscription,
  ticketSolve,
  timeEntry,
} from './fact-kinds.ts';
import { defineKpi, type Kpi, type ReadingSettings, type RowsRequest } from './kpi.ts';
import { dayIn, windowRange } from './window.ts';

/** In the company's currency: priced cost, and minutes at the default rate (definitions.md 10, balance). */
const cost = ({ defaultHourlyCost, minutesPerReply }: ReadingSettings): RawBuilder<unknown> =>
  sql`(c.priced_cost
    + (c.unpriced_minutes + c.costed_replies * ${minutesPerReply}::numeric) * ${defaultHourlyCost}::numeric / 60)`;

type Revenue = 'mrr' | 'invoices';

/** Days of the window that are asked for, of one account. */
interface RevenueRequest {
  accountId: number;
  asOf: string;
  firstDay: RawBuilder<unknown>;
}

/** Rows `kind, external_id, from_day, until_day, minutes, amount, currency` of what was earned in the window. */
const earnedAs: Record<Revenue, (request: RevenueRequest) => RawBuilder<unknown>> = {
  mrr: ({ accountId, asOf, firstDay }) => sql`
    select 'subscription' as kind, external_id, greatest(starts_on, ${firstDay}) as from_day,
      least(coalesce(ends_on - 1, 'infinity'), ${asOf}::date) as until_day, null::numeric as minutes,
      mrr * 12 / 365
        * (least(coalesce(ends_on - 1, 'infinity'), ${asOf}::date) - greatest(starts_on, ${firstDay}) + 1)
        as amount, currency
    from fact.subscription
    where account_id = ${accountId} and starts_on <= ${asOf}::date
      and (ends_on is null or (ends_on > ${firstDay} and ends_on > starts_on))`,
  invoices: ({ accountId, asOf, firstDay }) => sql`
    select 'invoice' as kind, external_id, issued_on as from_day, issued_on as until_day, null::numeric as minutes,
      amount, currency
    from fact.invoice
    where account_id = ${accountId} and issued_on >= ${firstDay} and issued_on <= ${asOf}::date
      and status is distinct from 'void'`,
};

/** What was earned and spent in the window, newest first: the columns of `rows`. */
const items = (
  { accountId, asOf, timeZone, settings, windowDays }: RowsRequest,
  revenue: Revenue,
): RawBuilder<unknown> => {
  const { until, isInWindow } = windowRange({ asOf, timeZone, windowDays });
  const firstDay = sql`(${asOf}::date + 1 - ${windowDays}::int)`;
  const hourlyCost = sql`${settings.defaultHourlyCost}::numeric`;
  return sql`
    with ticket as (
      select * from fact.ticket where account_id = ${accountId} and not withdrawn
    ),
    solve as (
      select ticket_id, max(at) as at
      from fact.ticket_event
      where account_id = ${accountId} and event = 'solved' and at < ${until}
      group by ticket_id
      union all
      select id, solved_at
      from ticket
      where solved_at < ${until} and not exists (
        select 1 from fact.ticket_event e where e.ticket_id = ticket.id and e.event = 'solved'
      )
    ),
    uncosted as (
      select * from ticket
      where not exists (
        select 1 from fact.time_entry entry
        where entry.source_id = ticket.source_id and entry.ticket_external_id = ticket.external_id
          and entry.at < ${until}
      )
    ),
    item as (
      ${earnedAs[revenue]({ accountId, asOf, firstDay })}
      union all
      select 'time_entry', external_id, ${dayIn(timeZone, 'at')}, ${dayIn(timeZone, 'at')}, minutes,
        -minutes * coalesce(hourly_cost, ${hourlyCost}) / 60,
        case when hourly_cost is not null then currency end
      from fact.time_entry
      where account_id = ${accountId} and ${isInWindow('at')}
      union all
      select 'cost', external_id, ${dayIn(timeZone, 'at')}, ${dayIn(timeZone, 'at')}, null, -amount, currency
      from fact.cost
      where account_id = ${accountId} and ${isInWindow('at')}
      union all
      select 'reply', message.external_id, ${dayIn(timeZone, 'message.at')}, ${dayIn(timeZone, 'message.at')},
        ${settings.minutesPerReply}::numeric, -${settings.minutesPerReply}::numeric * ${hourlyCost} / 60, null
      from fact.ticket_message message
      join uncosted on uncosted.id = message.ticket_id
      where message.account_id = ${accountId} and ${isInWindow('message.at')} and message.author = 'agent'
        and message.public is not false and message.opening is not true
      union all
      select 'reply', uncosted.external_id, ${dayIn(timeZone, 'solve.at')}, ${dayIn(timeZone, 'solve.at')},
        ${settings.minutesPerReply}::numeric, -${settings.minutesPerReply}::numeric * ${hourlyCost} / 60, null
      from uncosted
      join solve on solve.ticket_id = uncosted.id
      cross join lateral generate_series(1, uncosted.agent_replies)
      where ${isInWindow('solve.at')} and not exists (
        select 1 from fact.ticket_message message
        where message.account_id = ${accountId} and message.ticket_id = uncosted.id
      )
    )
    select kind, external_id, item.from_day, item.until_day, minutes::float8, amount::float8,
      coalesce(item.currency, ${settings.currency}),
      (amount * case when coalesce(item.currency, ${settings.currency}) = ${settings.currency}
        then 1 else rate.rate end)::float8
    from item
    left join rollup.rate
      on rate.currency = item.currency and ${asOf}::date >= rate.from_day and ${asOf}::date < rate.until_day
    order by item.from_day desc, kind, external_id`;
};

const revenueOf: Record<Revenue, { revenue: RawBuilder<unknown>; isUnknown: RawBuilder<unknown> }> =
  {
    mrr: { revenue: sql`c.revenue`, isUnknown: sql`c.rate_missing` },
    // What was invoiced in the window stands where MRR does otherwise, see rollups/money.rollup.ts.
    invoices: { revenue: sql`c.mrr`, isUnknown: sql`(c.rate_missing or c.mrr_rate_missing)` },
  };

/** The parts of the KPI that differ by what revenue is. */
const earning = (
  earned: Revenue,
): Pick<Kpi, 'facts' | 'value' | 'figures' | 'lookedUp' | 'rows'> => ({
  facts: [
    earned === 'mrr' ? subscription : invoiceIssue,
    timeEntry,
    costFact,
    agentReply,
    ticketSolve,
  ],
  value: (settings) => {
    const { revenue, isUnknown } = revenueOf[earned];
    return sql`
      case
        when not c.company_has_cost or ${isUnknown} then null
        when ${revenue} > 0
          then greatest(-1, least(1, ((${revenue} - ${cost(settings)}) / ${revenue})::float8))
        when ${cost(settings)} > ${revenue} then -1::float8
      end`;
  },
  figures: [],
  lookedUp: {
    figures: [
      { id: 'revenue', unit: 'amount' },
      { id: 'cost', unit: 'amount' },
      { id: 'revenue_in_account_currency', unit: 'amount' },
      { id: 'cost_in_account_currency', unit: 'amount' },
    ],
    query: (request) => sql`
      with item (kind, external_id, from_day, until_day, minutes, amount, currency, company_amount) as (
        ${items(request, earned)}
      ),
      total as (
        select
          case when not coalesce(bool_or(kind in ('subscription', 'invoice') and company_amount is null), false)
            then coalesce(sum(company_amount) filter (where kind in ('subscription', 'invoice')), 0) end as revenue,
          case when not coalesce(bool_or(kind not in ('subscription', 'invoice') and company_amount is null), false)
            then coalesce(-sum(company_amount) filter (where kind not in ('subscription', 'invoice')), 0) end as cost
        from item
        having count(*) > 0
      ),
      account as (
        select coalesce(account.currency, ${request.settings.currency}) as currency,
          case when coalesce(account.currency, ${request.settings.currency}) = ${request.settings.currency}
            then 1 else rate.rate end::float8 as rate
        from account.account
        left join rollup.rate on rate.currency = account.currency
          and ${request.asOf}::date >= rate.from_day and ${request.asOf}::date < rate.until_day
        where account.id = ${request.accountId}
      )
      select figure.*
      from total
      cross join account
      cross join lateral (
        values
          ('revenue', revenue, ${request.settings.currency}),
          ('cost', cost, ${request.settings.currency}),
          ('revenue_in_account_currency', revenue / rate, account.currency),
          ('cost_in_account_currency', cost / rate, account.currency)
      ) figure (id, value, currency)`,
  },
  rows: {
    columns: [
      { id: 'kind', type: 'enum' },
      { id: 'record_id', type: 'text' },
      { id: 'from_day', type: 'day' },
      { id: 'until_day', type: 'day' },
      { id: 'minutes', type: 'minutes' },
      { id: 'amount', type: 'amount' },
      { id: 'currency', type: 'currency' },
      { id: 'company_amount', type: 'amount' },
    ],
    query: (request) => items(request, earned),
  },
});

/** Do we earn or lose money with them? (definitions.md 4 and 10, balance) */
export const balance = defineKpi({
  id: 'balance',
  area: 'money',
  unit: 'share',
  better: 'up',
  weight: 10,
  windowDays: 90,
  minimumRows: 1,
  curve: [
    [-0.2, 0],
    [0, 25],
    [0.5, 70],
    [0.8, 100],
  ],
  ...earning('mrr'),
  rowCount: sql`c.effort_rows`,
  rollupWindows: (windowDays) => ({ effort: windowDays, money: windowDays }),
  parameter: {
    id: 'revenue',
    form: { kind: 'choice', options: ['mrr', 'invoices'] },
    initial: 'mrr',
    under: (earned) => earning(earned === 'invoices' ? 'invoices' : 'mrr'),
  },
});
