import { type RawBuilder, sql } from 'kysely';
import { accountsIn, type Scope } from './rollup.ts';

/** Tickets that are not withdrawn. */
export const liveTickets = (scope: Scope): RawBuilder<unknown> => sql`
  select id, account_id, source_id, external_id, opened_at, solved_at, agent_replies, customer_replies,
    reopen_count
  from fact.ticket
  where ${accountsIn(scope, 'account_id')} and not withdrawn`;

/** The instant before which nothing in a window reaches a day that is rebuilt; null where all days are. */
const reachBack = ({ changedFrom, timeZone }: Scope, windowDays: number) =>
  changedFrom === undefined
    ? null
    : // A query of its own is run once, not for each row.
      sql`(select (${changedFrom}::date - ${windowDays + 1}::int)::timestamp at time zone ${timeZone})`;

/** Whether an instant, with the window it counts for, reaches a day that is rebuilt. */
export function reaches(scope: Scope, windowDays: number, at: string): RawBuilder<unknown> {
  const since = reachBack(scope, windowDays);
  return since === null ? sql`true` : sql`${sql.ref(at)} >= ${since}`;
}

/** Live tickets to which something happened that reaches a day that is rebuilt; all where all days are. */
export function reachingTickets(scope: Scope, windowDays: number): RawBuilder<unknown> {
  if (scope.changedFrom === undefined) return liveTickets(scope);
  const at = reaches(scope, windowDays, 'at');
  return sql`
    ${liveTickets(scope)} and (
      ${reaches(scope, windowDays, 'solved_at')}
      or id in (
        select ticket_id from fact.ticket_event where ${accountsIn(scope, 'account_id')} and ${at}
        union all
        select ticket_id from fact.ticket_message where ${accountsIn(scope, 'account_id')} and ${at}
      )
    )`;
}

/** Leaves only rows of the tickets in the CTE `live`, where those are not all. */
export const ofReachingTickets = ({ changedFrom }: Scope, column: string): RawBuilder<unknown> =>
  changedFrom === undefined
    ? sql`true`
    : // A condition within an expression is looked up in a hash table; as a join, each row could meet each ticket.
      sql`(${sql.ref(column)} in (select id from live)) is true`;

/**
 * What to join by a ticket's id: the CTE `live`, or of a single account the tickets themselves. Its plan is kept for
 * accounts of any size (keptForOne): made for a few tickets, it would compare each row of many with each of them.
 */
export const ticketsById = ({ accountIds }: Scope): RawBuilder<unknown> =>
  accountIds.length === 1 ? sql`(select * from fact.ticket where not withdrawn)` : sql`live`;

/** When a row of `live` was solved, `at`: for a lateral join that few tickets need. */
export const solvesOfTicket = sql`
  select event.at from fact.ticket_event event where event.ticket_id = live.id and event.event = 'solved'
  union all
  select live.solved_at
  where live.solved_at is not null and not exists (
    select 1 from fact.ticket_event event where event.ticket_id = live.id and event.event = 'solved'
  )`;

/**
 * What happened to each ticket, `ticket_id, at, solved, pending`: its events, and solved_at where it has no solved event
 * (definitions.md 10, touchpoint). Needs a CTE `live` of {@link liveTickets} or {@link reachingTickets}.
 */
export const ticketSteps = (scope: Scope): RawBuilder<unknown> => sql`
  select ticket_id, at, event = 'solved' as solved, event = 'pending' as pending
  from fact.ticket_event
  where ${accountsIn(scope, 'account_id')} and ${ofReachingTickets(scope, 'ticket_id')}
  union all
  select live.id, live.solved_at, true, false
  from live
  where live.solved_at is not null and not exists (
    select 1 from fact.ticket_event e
    where e.ticket_id = live.id and e.event = 'solved'
  )`;

/** A public agent message that is not the ticket's own text. */
export const isAgentReply = (alias: string): RawBuilder<boolean> =>
  sql`${sql.ref(`${alias}.author`)} = 'agent' and ${sql.ref(`${alias}.public`)} is not false
    and ${sql.ref(`${alias}.opening`)} is not true`;

export const isCustomerReply = (alias: string): RawBuilder<boolean> =>
  sql`${sql.ref(`${alias}.author`)} = 'customer' and ${sql.ref(`${alias}.public`)} is not false
    and ${sql.ref(`${alias}.opening`)} is not true`;
