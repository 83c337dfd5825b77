import { sql } from 'kysely';
import { liveTickets, ticketsById } from './live-ticket.ts';
import { accountsIn, dayOf, defineCounterRollup } from './rollup.ts';

/**
 * Concluded SLA clocks (definitions.md 10, sla). A clock that is still open on a day past its deadline counts as broken
 * until its stop says otherwise; a superseded clock counts until it is replaced.
 */
export const slaClock = defineCounterRollup({
  id: 'sla_clock',
  facts: ['tickets', 'sla_clocks'],
  windowDays: 90,
  counters: ['sla_clocks', 'sla_met', 'sla_internal_clocks', 'sla_internal_met'],
  intervals: (scope, windowDays) => sql`
    with live as (${liveTickets(scope)}),
    clock as (
      select clock.account_id, stopped_at, superseded_at,
        coalesce(breached_at, started_at + make_interval(secs => (promised_minutes * 60)::float8)) as deadline,
        coalesce(
          promised_met,
          elapsed_minutes <= promised_minutes,
          extract(epoch from stopped_at - started_at) / 60 <= promised_minutes
        ) as met,
        coalesce(
          internal_met,
          elapsed_minutes <= internal_minutes,
          extract(epoch from stopped_at - started_at) / 60 <= internal_minutes
        ) as internal_met,
        internal_met is not null or internal_minutes is not null as has_internal
      from fact.sla_clock clock
      join ${ticketsById(scope)} ticket on ticket.id = clock.ticket_id
      where ${accountsIn(scope, 'clock.account_id')}
        and (promised_minutes is not null or promised_met is not null)
    ),
    verdict as (
      -- The stop decides; a broken clock concludes at its deadline where that came first.
      select account_id, superseded_at, has_internal, stopped_at as known_at,
        case when met then stopped_at else least(stopped_at, deadline) end as concluded_at,
        null::timestamptz as ends_at, met, coalesce(internal_met, false) as internal_met
      from clock
      where stopped_at is not null
      union all
      -- Until it stops only the deadline is judged, whatever the stop will say.
      select account_id, superseded_at, has_internal, deadline, deadline, stopped_at, false, false
      from clock
      where deadline is not null and (stopped_at is null or deadline < stopped_at)
    )
    select account_id,
      ${dayOf(scope, 'known_at')} as from_day,
      least(
        ${dayOf(scope, 'concluded_at')} + ${windowDays}::int,
        ${dayOf(scope, 'ends_at')},
        ${dayOf(scope, 'superseded_at')}
      ) as until_day,
      1 as sla_clocks,
      met::int as sla_met,
      has_internal::int as sla_internal_clocks,
      (has_internal and internal_met)::int as sla_internal_met
    from verdict`,
});
