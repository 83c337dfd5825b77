import { sql } from 'kysely';
import {
  isAgentReply,
  liveTickets,
  reaches,
  reachingTickets,
  solvesOfTicket,
  ticketsById,
} from './live-ticket.ts';
import {
  accountsIn,
  clearRows,
  dayOf,
  defineCounterRollup,
  keptForOne,
  type Rollup,
  type Scope,
} from './rollup.ts';

const facts = [
  'tickets',
  'new_tickets',
  'ticket_messages',
  'ticket_events',
  'time_entries',
  'costs',
  'subscriptions',
];

const subscriptionRows = (scope: Scope, windowDays: number) => sql`
  select account_id, starts_on, ends_on + ${windowDays - 1}::int, 1, 0, 0
  from fact.subscription
  where ${accountsIn(scope, 'account_id')} and (ends_on is null or ends_on > starts_on)`;

const invoiceRows = (scope: Scope, windowDays: number) => sql`
  select account_id, issued_on, issued_on + ${windowDays}::int, 1, 0, 0
  from fact.invoice
  where ${accountsIn(scope, 'account_id')} and status is distinct from 'void'`;

/**
 * What balance counts without a currency (definitions.md 10, balance): its rows, minutes worked at the default rate, and
 * public agent replies of tickets that have no time entry yet.
 */
export const effort = defineCounterRollup({
  id: 'effort',
  facts,
  windowDays: 90,
  counters: ['effort_rows', { name: 'unpriced_minutes', type: 'numeric' }, 'costed_replies'],
  intervals: (scope, windowDays, parameter) => sql`
    with live as (${reachingTickets(scope, windowDays)}),
    -- Replies and time entries of each ticket in one stream: no join grows with what happened.
    happened as (
      select message.account_id, message.ticket_id, message.at, null::timestamptz as next_at, 1 as replies,
        null::date as entry_day
      from fact.ticket_message message
      join ${ticketsById(scope)} ticket on ticket.id = message.ticket_id
      where ${accountsIn(scope, 'message.account_id')} and ${isAgentReply('message')}
        and ${reaches(scope, windowDays, 'message.at')}
      union all
      select live.account_id, live.id, solve.at, lead(solve.at) over (partition by live.id order by solve.at),
        live.agent_replies, null
      from live
      cross join lateral (${solvesOfTicket}) solve
      where live.agent_replies > 0 and not exists (
        select 1 from fact.ticket_message message
        where message.account_id = live.account_id and message.ticket_id = live.id
      )
      union all
      select live.account_id, live.id, null, null, 0, ${dayOf(scope, 'entry.at')}
      from live
      join fact.time_entry entry
        on entry.source_id = live.source_id and entry.ticket_external_id = live.external_id
    ),
    reply as (
      select *, min(entry_day) over (partition by ticket_id) as first_entry_day from happened
    )
    select account_id,
      ${dayOf(scope, 'at')} as from_day,
      least(
        ${dayOf(scope, 'at')} + ${windowDays}::int,
        ${dayOf(scope, 'next_at')},
        first_entry_day
      ) as until_day,
      replies as effort_rows, 0::numeric as unpriced_minutes, replies as costed_replies
    from reply
    where replies > 0
    union all
    select account_id, ${dayOf(scope, 'at')}, ${dayOf(scope, 'at')} + ${windowDays}::int,
      1, case when hourly_cost is null then minutes else 0 end, 0
    from fact.time_entry
    where ${accountsIn(scope, 'account_id')}
    union all
    select account_id, ${dayOf(scope, 'at')}, ${dayOf(scope, 'at')} + ${windowDays}::int, 1, 0, 0
    from fact.cost
    where ${accountsIn(scope, 'account_id')}
    union all
    ${parameter === 'invoices' ? invoiceRows(scope, windowDays) : subscriptionRows(scope, windowDays)}`,
});

/** Before the day from which something changed, the first cost stands. */
const forgetFirstCost = (scope: Scope) =>
  scope.changedFrom === undefined
    ? clearRows('first_cost', scope)
    : sql`${clearRows('first_cost', scope)} and day > ${scope.changedFrom}::date`;

/** Of one account it is found out once, before anything is read. */
const isUnknown = (scope: Scope, column = 'account_id') =>
  scope.accountIds.length === 1
    ? sql`not exists (select from rollup.first_cost where ${accountsIn(scope, 'account_id')})`
    : sql`${sql.ref(column)} not in (select account_id from rollup.first_cost where ${accountsIn(scope, 'account_id')})`;

/** The first day on which an account shows any cost: before the company's first, balance is unknown everywhere. */
export const firstCost: Rollup = {
  id: 'first_cost',
  facts,
  fill: (scope) => [
    forgetFirstCost(scope),
    sql`${keptForOne(scope)}
      insert into rollup.first_cost (account_id, day)
      with live as (${liveTickets(scope)} and ${isUnknown(scope)}),
      cost as (
        select account_id, min(at) as at from fact.time_entry
        where ${accountsIn(scope, 'account_id')} and ${isUnknown(scope)} group by account_id
        union all
        select account_id, min(at) from fact.cost
        where ${accountsIn(scope, 'account_id')} and ${isUnknown(scope)} group by account_id
        union all
        select ticket.account_id, min(message.at)
        from fact.ticket_message message
        join ${ticketsById(scope)} ticket on ticket.id = message.ticket_id
        where ${accountsIn(scope, 'message.account_id')} and ${isAgentReply('message')}
          and ${isUnknown(scope, 'message.account_id')}
        group by ticket.account_id
        union all
        select live.account_id, min(solve.at)
        from live
        cross join lateral (${solvesOfTicket}) solve
        where live.agent_replies > 0 and not exists (
          select 1 from fact.ticket_message message
          where message.account_id = live.account_id and message.ticket_id = live.id
        )
        group by live.account_id
      )
      select account_id, min(${dayOf(scope, 'at')}) from cost group by account_id`,
  ],
  clear: (scope) => clearRows('first_cost', scope),
};
