import { type RawBuilder, sql } from 'kysely';
import { isAgentReply, isCustomerReply, ofReachingTickets } from './live-ticket.ts';
import { accountsIn, type Scope } from './rollup.ts';

/**
 * Steps and messages of each ticket, `ticket_id, at, solved` (null for a message), `is_message, is_reply, is_answer`, and of
 * second and later agent replies their `cause`: the customer's *answer* where the ticket was pending when they wrote last
 * before it, a *new_question* where it was not, *own* where they did not write (definitions.md 10, touchpoint).
 * Needs the CTEs `live` and `step` of ticketSteps.
 */
export const ticketStory = (scope: Scope): RawBuilder<unknown> => sql`
  -- At the same instant a step comes before the customer, and the customer before the agent.
  with moment as (
    select ticket_id, at, case when solved then 1 else 0 end as turn, solved, pending, null as author, false as is_message
    from step
    union all
    select message.ticket_id, message.at, case when ${isAgentReply('message')} then 3 else 2 end, null, false,
      case when ${isAgentReply('message')} then 'agent' when ${isCustomerReply('message')} then 'customer' end, true
    from fact.ticket_message message
    where ${accountsIn(scope, 'message.account_id')} and ${ofReachingTickets(scope, 'message.ticket_id')}
  ),
  -- The newest step so far as one number, odd where it left the ticket pending: one pass in one order.
  stated as (
    select *,
      max(
        case when not is_message then (extract(epoch from at) * 1000000)::bigint * 4 + turn * 2 + pending::int end
      ) over so_far as step
    from moment
    window so_far as (partition by ticket_id order by at, turn rows unbounded preceding)
  ),
  said as (
    select *,
      lag(author) over in_order as author_before,
      lag(step) over in_order % 2 = 1 as was_pending_before,
      count(*) filter (where author = 'agent') over (in_order rows unbounded preceding) as reply_number
    from stated
    window in_order as (partition by ticket_id, author is not null order by at, turn)
  )
  select ticket_id, at, solved, is_message, author is not distinct from 'agent' as is_reply,
    author is not distinct from 'customer' as is_answer,
    case
      when author is distinct from 'agent' or reply_number < 2 then null
      when author_before = 'agent' then 'own'
      when was_pending_before then 'answer'
      else 'new_question'
    end as cause
  from said`;
