import { sql } from 'kysely';
import { extraReplies } from './extra-reply.ts';
import { isAgentReply, isCustomerReply, reachingTickets, ticketSteps } from './live-ticket.ts';
import { accountsIn, dayOf, defineCounterRollup } from './rollup.ts';

/**
 * Tickets whose last solve lies in the window and that were not reopened (definitions.md 10, touchpoint): a solve counts
 * from its day until the ticket's next step or until it leaves the window. Beside them, of tickets whose last solve lies in
 * the window, those reopened by then, and the second and later replies by cause.
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
    'answer_replies',
    'question_replies',
    'own_replies',
    'settled_tickets',
    'reopened_tickets',
  ],
  intervals: (scope, windowDays) => sql`
    with live as (${reachingTickets(scope, windowDays)}),
    step as (${ticketSteps(scope)}),
    solve as (
      select ticket_id, at, solved, lead(at) over (partition by ticket_id order by at, solved) as next_at
      from step
    ),
    -- Materialized: for one account the planner expects so few rows that it would compute both again for each solve.
    talked as materialized (
      select solve.ticket_id, solve.at,
        (count(*) filter (where message.at <= solve.at and ${isAgentReply('message')}))::int as agent_replies,
        (count(*) filter (where message.at <= solve.at and ${isCustomerReply('message')}))::int as customer_replies
      from solve
      join fact.ticket_message message
        on message.ticket_id = solve.ticket_id and ${accountsIn(scope, 'message.account_id')}
      where solve.solved
      group by solve.ticket_id, solve.at
    ),
    extra as materialized (
      select solve.ticket_id, solve.at,
        (count(*) filter (where cause = 'answer'))::int as answer_replies,
        (count(*) filter (where cause = 'new_question'))::int as question_replies,
        (count(*) filter (where cause = 'own'))::int as own_replies
      from solve
      join (${extraReplies(scope)}) reply on reply.ticket_id = solve.ticket_id and reply.at <= solve.at
      where solve.solved
      group by solve.ticket_id, solve.at
    ),
    counted as (
      select live.account_id, solve.at, solve.next_at,
        case when talked.ticket_id is null then live.agent_replies else talked.agent_replies end as agent_replies,
        case when talked.ticket_id is null then live.customer_replies else talked.customer_replies end
          as customer_replies,
        coalesce(extra.answer_replies, 0) as answer_replies,
        coalesce(extra.question_replies, 0) as question_replies,
        coalesce(extra.own_replies, 0) as own_replies
      from solve
      join live on live.id = solve.ticket_id
      left join talked on talked.ticket_id = solve.ticket_id and talked.at = solve.at
      left join extra on extra.ticket_id = solve.ticket_id and extra.at = solve.at
      where solve.solved
    ),
    first_solve as (
      select ticket_id, min(at) as at from step where solved group by ticket_id
    ),
    reopening as (
      select step.ticket_id, min(step.at) as at
      from step
      join first_solve on first_solve.ticket_id = step.ticket_id and step.at > first_solve.at
      where not step.solved
      group by step.ticket_id
    ),
    settled as (
      select live.account_id, solved.at, solved.next_at,
        case when live.reopen_count > 0 and live.id not in (
          select event.ticket_id from fact.ticket_event event where ${accountsIn(scope, 'event.account_id')}
        ) then solved.at else reopening.at end as reopened_at
      from (
        select ticket_id, at, lead(at) over (partition by ticket_id order by at) as next_at
        from step where solved
      ) solved
      join live on live.id = solved.ticket_id
      left join reopening on reopening.ticket_id = solved.ticket_id
    )
    select account_id,
      ${dayOf(scope, 'at')} as from_day,
      least(${dayOf(scope, 'next_at')}, ${dayOf(scope, 'at')} + ${windowDays}::int) as until_day,
      1 as solved_tickets,
      (agent_replies <= 1)::int as one_touch_tickets,
      (agent_replies = 0)::int as unanswered_tickets,
      agent_replies,
      coalesce(customer_replies, 0) as customer_replies,
      answer_replies,
      question_replies,
      own_replies,
      0 as settled_tickets,
      0 as reopened_tickets
    from counted
    where agent_replies is not null
    union all
    select account_id, ${dayOf(scope, 'at')},
      least(${dayOf(scope, 'next_at')}, ${dayOf(scope, 'at')} + ${windowDays}::int),
      0, 0, 0, 0, 0, 0, 0, 0, 1, 0
    from settled
    union all
    select account_id, greatest(${dayOf(scope, 'at')}, ${dayOf(scope, 'reopened_at')}),
      least(${dayOf(scope, 'next_at')}, ${dayOf(scope, 'at')} + ${windowDays}::int),
      0, 0, 0, 0, 0, 0, 0, 0, 0, 1
    from settled
    where reopened_at is not null`,
});
