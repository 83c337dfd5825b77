import { type RawBuilder, sql } from 'kysely';
import { accountsIn, type Scope } from './rollup.ts';

/** Tickets that are not withdrawn. */
export const liveTickets = (scope: Scope): RawBuilder<unknown> => sql`
  select id, account_id, source_id, external_id, opened_at, solved_at, agent_replies, customer_replies,
    reopen_count
  from fact.ticket
  where ${accountsIn(scope, 'account_id')} and not withdrawn`;

/**
 * What happened to each ticket, `ticket_id, at, solved, pending`: its events, and solved_at where it has no solved event
 * (definitions.md 10, touchpoint). Needs a CTE `live` of {@link liveTickets}.
 */
export const ticketSteps = (scope: Scope): RawBuilder<unknown> => sql`
  select ticket_id, at, event = 'solved' as solved, event = 'pending' as pending
  from fact.ticket_event
  where ${accountsIn(scope, 'account_id')}
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
