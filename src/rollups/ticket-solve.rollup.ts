import { sql } from 'kysely';
import { reachingTickets, ticketSteps, ticketsById } from './live-ticket.ts';
import { accountsIn, dayOf, defineCounterRollup } from './rollup.ts';
import { ticketStory } from './ticket-story.ts';

/**
 * Tickets whose last solve lies in the window and that were not reopened (definitions.md 10, touchpoint): a solve counts
 * from its day until the ticket's next step or until it leaves the window. Beside them, of tickets whose last solve lies in
 * the window, those reopened by then, and the second and later replies by cause.
 */
export const ticketSolve = defineCounterRollup({
  id: 'ticket_solve',
  facts: ['tickets', 'new_tickets', 'ticket_messages', 'ticket_events'],
  windowDays: 90,
  counters: [
    'solved_tickets',
    'one_touch_tickets',
    'unanswered_tickets',
    'agent_replies',
    'customer_replies',
    'customer_counted_tickets',
    'answer_replies',
    'question_replies',
    'own_replies',
    'settled_tickets',
    'reopened_tickets',
  ],
  intervals: (scope, windowDays) => sql`
    with live as (${reachingTickets(scope, windowDays)}),
    step as (${ticketSteps(scope)}),
    -- Everything about a ticket in one stream, counted in passes over it: no join grows with what happened.
    told as (${ticketStory(scope)}),
    so_far as (
      select ticket_id, at, solved,
        bool_or(is_message) over (partition by ticket_id) as has_messages,
        (count(*) filter (where is_reply) over until_then)::int as agent_replies,
        (count(*) filter (where is_answer) over until_then)::int as customer_replies,
        (count(*) filter (where cause = 'answer') over until_then)::int as answer_replies,
        (count(*) filter (where cause = 'new_question') over until_then)::int as question_replies,
        (count(*) filter (where cause = 'own') over until_then)::int as own_replies
      from told
      -- What was said at the instant of a solve was said by then.
      window until_then as (partition by ticket_id order by at range unbounded preceding)
    ),
    solve as (
      select *, lead(at) over (partition by ticket_id order by at, solved) as next_at
      from so_far
      where solved is not null
    ),
    counted as (
      select ticket.account_id, solve.at, solve.next_at,
        case when has_messages then solve.agent_replies else ticket.agent_replies end as agent_replies,
        case when has_messages then solve.customer_replies else ticket.customer_replies end as customer_replies,
        answer_replies, question_replies, own_replies
      from solve
      join ${ticketsById(scope)} ticket on ticket.id = solve.ticket_id
      where solved
    ),
    stepped as (
      select ticket_id, at, solved, min(at) filter (where solved) over (partition by ticket_id) as first_solved_at
      from step
    ),
    reopened as (
      select ticket_id, at, solved,
        min(at) filter (where not solved and at > first_solved_at) over (partition by ticket_id) as reopened_at
      from stepped
    ),
    settled as (
      select ticket.account_id, solved.at, solved.next_at,
        case when ticket.reopen_count > 0 and ticket.id not in (
          select event.ticket_id from fact.ticket_event event where ${accountsIn(scope, 'event.account_id')}
        ) then solved.at else solved.reopened_at end as reopened_at
      from (
        select ticket_id, at, reopened_at, lead(at) over (partition by ticket_id order by at) as next_at
        from reopened where solved
      ) solved
      join ${ticketsById(scope)} ticket on ticket.id = solved.ticket_id
    )
    select account_id,
      ${dayOf(scope, 'at')} as from_day,
      least(${dayOf(scope, 'next_at')}, ${dayOf(scope, 'at')} + ${windowDays}::int) as until_day,
      1 as solved_tickets,
      (agent_replies <= 1)::int as one_touch_tickets,
      (agent_replies = 0)::int as unanswered_tickets,
      agent_replies,
      coalesce(customer_replies, 0) as customer_replies,
      (customer_replies is not null)::int as customer_counted_tickets,
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
      0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0
    from settled
    union all
    select account_id, greatest(${dayOf(scope, 'at')}, ${dayOf(scope, 'reopened_at')}),
      least(${dayOf(scope, 'next_at')}, ${dayOf(scope, 'at')} + ${windowDays}::int),
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1
    from settled
    where reopened_at is not null`,
});
