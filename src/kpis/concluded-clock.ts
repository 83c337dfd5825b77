import { type RawBuilder, sql } from 'kysely';

interface ClockRequest {
  /** Of which accounts, over `clock.account_id`. */
  accounts: RawBuilder<unknown>;
  /** The first instant after the day, see window.ts. */
  until: RawBuilder<unknown>;
}

/**
 * SLA clocks that count at the end of a day, one row each: `account_id, ticket_id, metric, started_at, stopped_at,
 * concluded_at` (null while it runs), `promised_minutes, internal_minutes, elapsed_minutes, met, has_internal, internal_met`
 * (definitions.md 10, sla).
 */
export const judgedClocks = ({ accounts, until }: ClockRequest): RawBuilder<unknown> => sql`
  select account_id, ticket_id, metric, started_at, stopped_at,
    case
      when met then stopped_at
      when stopped_at is not null then least(stopped_at, deadline)
      when deadline < ${until} then deadline
    end as concluded_at,
    promised_minutes, internal_minutes, elapsed_minutes, met, has_internal, internal_met
  from (
    select *,
      stopped_at is not null and coalesce(
        promised_met, elapsed_minutes <= promised_minutes, run_minutes <= promised_minutes, false
      ) as met,
      stopped_at is not null and has_internal and coalesce(
        internal_verdict, elapsed_minutes <= internal_minutes, run_minutes <= internal_minutes, false
      ) as internal_met
    from (
      select clock.account_id, ticket.external_id as ticket_id, clock.metric, clock.started_at,
        clock.promised_minutes, clock.internal_minutes, known.stopped_at,
        extract(epoch from known.stopped_at - clock.started_at) / 60 as run_minutes,
        case when known.stopped_at is not null then clock.elapsed_minutes end as elapsed_minutes,
        case when known.stopped_at is not null then clock.promised_met end as promised_met,
        case when known.stopped_at is not null then clock.internal_met end as internal_verdict,
        clock.internal_met is not null or clock.internal_minutes is not null as has_internal,
        coalesce(
          clock.breached_at, clock.started_at + make_interval(secs => (clock.promised_minutes * 60)::float8)
        ) as deadline
      from fact.sla_clock clock
      join fact.ticket on ticket.id = clock.ticket_id and not ticket.withdrawn
      cross join lateral (
        select case when clock.stopped_at < ${until} then clock.stopped_at end as stopped_at
      ) known
      where ${accounts}
        and (clock.promised_minutes is not null or clock.promised_met is not null)
        and (clock.superseded_at is null or clock.superseded_at >= ${until})
    ) clock
  ) judged`;

/**
 * `account_id, month` (its first day), `n, met, share` of the last three complete months by the end of a day, from judged
 * clocks as of that day; a month without a conclusion has no row (definitions.md 10, sla).
 */
export const slaMonths = ({
  clocks,
  asOf,
  timeZone,
}: {
  /** Name of a CTE of {@link judgedClocks}. */
  clocks: RawBuilder<unknown>;
  asOf: string;
  timeZone: string;
}): RawBuilder<unknown> => sql`
  select account_id, month, count(*)::int as n, (count(*) filter (where met))::int as met,
    avg(met::int)::float8 as share
  from (
    select account_id, met, date_trunc('month', concluded_at at time zone ${timeZone})::date as month
    from ${clocks}
    where concluded_at is not null
  ) concluded
  where month < date_trunc('month', ${asOf}::date + 1)
    and month >= date_trunc('month', ${asOf}::date + 1) - interval '3 months'
  group by account_id, month`;
