import { sql } from 'kysely';
import { isAgentReply, ofReachingTickets, reaches, reachingTickets } from './live-ticket.ts';
import { accountsIn, dayOf, defineCounterRollup } from './rollup.ts';

/**
 * Tickets first answered in the window, and the median of their seconds to that answer (definitions.md 10, response_time):
 * between two days on which a ticket comes or goes the median stands still.
 */
export const firstReply = defineCounterRollup({
  id: 'first_reply',
  facts: ['tickets', 'ticket_messages'],
  windowDays: 90,
  counters: ['answered_tickets', { name: 'first_reply_seconds', type: 'numeric' }],
  intervals: (scope, windowDays) => sql`
    with live as (${reachingTickets(scope, windowDays)}),
    answered as (
      select live.account_id, ${dayOf(scope, 'reply.at')} as day,
        (greatest(extract(epoch from reply.at - live.opened_at), 0) * 1000000)::float8 as microseconds
      from (
        select message.ticket_id, min(message.at) as at
        from fact.ticket_message message
        where ${accountsIn(scope, 'message.account_id')} and ${isAgentReply('message')}
          and ${ofReachingTickets(scope, 'message.ticket_id')}
        group by message.ticket_id
      ) reply
      join live on live.id = reply.ticket_id
      where ${reaches(scope, windowDays, 'reply.at')}
    ),
    edge as (
      select account_id, day, lead(day) over (partition by account_id order by day) as next_day
      from (
        select account_id, day from answered
        union
        select account_id, day + ${windowDays}::int from answered
      ) edge
    ),
    -- Whole microseconds are exact in float8, and so is twice their median.
    waited as (
      select edge.account_id, edge.day, edge.next_day, count(*) as tickets,
        (2 * percentile_cont(0.5) within group (order by answered.microseconds))::bigint / 2000000.0 as seconds
      from edge
      join answered on answered.account_id = edge.account_id
        and answered.day <= edge.day and answered.day > edge.day - ${windowDays}::int
      group by edge.account_id, edge.day, edge.next_day
    )
    select account_id, day as from_day, next_day as until_day,
      tickets as answered_tickets, seconds as first_reply_seconds
    from waited`,
});
