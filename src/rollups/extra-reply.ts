import { type RawBuilder, sql } from 'kysely';
import { isAgentReply, isCustomerReply, ofReachingTickets } from './live-ticket.ts';
import { accountsIn, type Scope } from './rollup.ts';

/**
 * Second and later agent replies `ticket_id, at, cause`: the customer's *answer* where the ticket was pending when they
 * wrote last before it, a *new_question* where it was not, *own* where they did not write (definitions.md 10, touchpoint).
 * Needs the CTEs `live` and `step` of ticketSteps.
 */
export const extraReplies = (scope: Scope): RawBuilder<unknown> => sql`
  with talkative as (
    select ticket_id
    from fact.ticket_message message
    where ${accountsIn(scope, 'message.account_id')} and ${isAgentReply('message')}
      and ${ofReachingTickets(scope, 'message.ticket_id')}
    group by ticket_id
    having count(*) > 1
  ),
  -- At the same instant a step comes before the customer, and the customer before the agent.
  moment as (
    select ticket_id, at, case when solved then 1 else 0 end as turn, pending, null as author
    from step
    join talkative using (ticket_id)
    union all
    select ticket_id, at, case when author = 'customer' then 2 else 3 end, false, author
    from fact.ticket_message message
    join talkative using (ticket_id)
    where ${accountsIn(scope, 'message.account_id')}
      and (${isAgentReply('message')} or ${isCustomerReply('message')})
  ),
  -- The newest step so far as one number, odd where it left the ticket pending: one pass in one order.
  stated as (
    select ticket_id, at, turn, author,
      max(
        case when author is null then (extract(epoch from at) * 1000000)::bigint * 4 + turn * 2 + pending::int end
      ) over (partition by ticket_id order by at, turn rows unbounded preceding) as step
    from moment
  ),
  said as (
    select ticket_id, at, author,
      lag(author) over in_order as author_before, lag(step) over in_order % 2 = 1 as was_pending_before,
      count(*) filter (where author = 'agent') over (in_order rows unbounded preceding) as reply_number
    from stated
    where author is not null
    window in_order as (partition by ticket_id order by at, turn)
  )
  select ticket_id, at,
    case
      when author_before = 'agent' then 'own'
      when was_pending_before then 'answer'
      else 'new_question'
    end as cause
  from said
  where author = 'agent' and reply_number > 1`;
