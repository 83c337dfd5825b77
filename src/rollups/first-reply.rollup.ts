import { type RawBuilder, sql } from 'kysely';
import { businessMicroseconds } from '../db/business-time.ts';
import { isAgentReply, ofReachingTickets, reaches, reachingTickets } from './live-ticket.ts';
import { accountsIn, dayOf, defineCounterRollup, type Parameter, type Scope } from './rollup.ts';

/** Of spans as long as the window a window touches two, so that only these are met and not all that ever was answered. */
const spanOf = (day: RawBuilder<unknown>, windowDays: number) =>
  sql`(${day} - date '2000-01-01') / ${windowDays}::int`;

/** Whether what holds from one edge to the next reaches a day that is rebuilt. */
const lasts = ({ changedFrom }: Scope) =>
  changedFrom === undefined
    ? sql`true`
    : sql`(edge.next_day is null or edge.next_day >= ${changedFrom}::date)`;

const elapsed = sql`greatest(extract(epoch from reply.at - live.opened_at), 0) * 1000000`;

const business = businessMicroseconds({
  accountId: 'live.account_id',
  sourceId: 'live.source_id',
  ticketId: 'live.id',
  openedAt: 'live.opened_at',
  until: 'reply.at',
});

/** A ticket under no calendar is waited for round the clock, as its SLA clocks run. */
const waitedMicroseconds = (parameter: Parameter) =>
  parameter === 'business' ? sql`coalesce(${business}, ${elapsed})` : elapsed;

/**
 * Tickets first answered in the window, and the median of their seconds to that answer (definitions.md 10, response_time):
 * between two days on which a ticket comes or goes the median stands still.
 */
export const firstReply = defineCounterRollup({
  id: 'first_reply',
  facts: ['tickets', 'ticket_messages'],
  windowDays: 90,
  counters: ['answered_tickets', { name: 'first_reply_seconds', type: 'numeric' }],
  intervals: (scope, windowDays, parameter) => sql`
    with live as (${reachingTickets(scope, windowDays)}),
    answered as (
      select live.account_id, ${dayOf(scope, 'reply.at')} as day,
        ${spanOf(dayOf(scope, 'reply.at'), windowDays)} as span,
        (${waitedMicroseconds(parameter)})::float8 as microseconds
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
    -- Materialized: joined by days alone, every edge would meet every answer of its account.
    reach as materialized (
      select edge.*, ${spanOf(sql.ref('edge.day'), windowDays)} - back.spans as span
      from edge
      cross join (values (0), (1)) back (spans)
      where ${lasts(scope)}
    ),
    -- Whole microseconds are exact in float8, and so is twice their median.
    waited as (
      select reach.account_id, reach.day, reach.next_day, count(*) as tickets,
        (2 * percentile_cont(0.5) within group (order by answered.microseconds))::bigint / 2000000.0 as seconds
      from reach
      join answered on answered.account_id = reach.account_id and answered.span = reach.span
        and answered.day <= reach.day and answered.day > reach.day - ${windowDays}::int
      group by reach.account_id, reach.day, reach.next_day
    )
    select account_id, day as from_day, next_day as until_day,
      tickets as answered_tickets, seconds as first_reply_seconds
    from waited`,
});
