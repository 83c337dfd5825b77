import { sql } from 'kysely';
import { isAgentReply, isCustomerReply, liveTickets, ticketSteps } from './live-ticket.ts';
import { accountsIn, dayOf, defineCounterRollup } from './rollup.ts';

/**
 * Tickets whose last solve lies in the window and that were not reopened (definitions.md 10, touchpoint): a solve counts
 * from its day until the ticket's next step or until it leaves the window.
 */
export const ticketSolve = defineCounterRollup({
  id: 'ticket_solve',
  facts: ['tickets', 'ticket_messages', 'ticket_events'],
  windowDays: 90,
  counters: [
    'solved_tickets',
    'one_touch_tickets',
    'unanswered_tickets',
    'agent_replies',
    'customer_replies',
  ],
  intervals: (scope, windowDays) => sql`
    with live as (${liveTickets(scope)}),
    step as (${ticketSteps(scope)}),
    solve as (
      select ticket_id, at, solved, lead(at) over (partition by ticket_id order by at, solved) as next_at
      from step
    ),
    talked as (
      select solve.ticket_id, solve.at,
        (count(*) filter (where message.at <= solve.at and ${isAgentReply('message')}))::int as agent_replies,
        (count(*) filter (where message.at <= solve.at and ${isCustomerReply('message')}))::int as customer_replies
      from solve
      join fact.ticket_message message
        on message.ticket_id = solve.ticket_id and ${accountsIn(scope, 'message.account_id')}
      where solve.solved
      group by solve.ticket_id, solve.at
    ),
    counted as (
      select live.account_id, solve.at, solve.next_at,
        case when talked.ticket_id is null then live.agent_replies else talked.agent_replies end as agent_replies,
        case when talked.ticket_id is null then live.customer_replies else talked.customer_replies end
          as customer_replies
      from solve
      join live on live.id = solve.ticket_id
      left join talked on talked.ticket_id = solve.ticket_id and talked.at = solve.at
      where solve.solved
    )
    select account_id,
      ${dayOf(scope, 'at')} as from_day,
      least(${dayOf(scope, 'next_at')}, ${dayOf(scope, 'at')} + ${windowDays}::int) as until_day,
      1 as solved_tickets,
      (agent_replies <= 1)::int as one_touch_tickets,
      (agent_replies = 0)::int as unanswered_tickets,
      agent_replies,
      coalesce(customer_replies, 0) as customer_replies
    from counted
    where agent_replies is not null`,
});
