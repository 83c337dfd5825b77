import { sql } from 'kysely';
import { defineKpi } from './kpi.ts';
import { windowRange } from './window.ts';

const windowDays = 90;

/** Do we keep what we promised? (definitions.md 4 and 10, sla) */
export const sla = defineKpi({
  id: 'sla',
  unit: 'share',
  better: 'up',
  weight: 15,
  windowDays,
  minimumRows: 3,
  curve: [
    [0.7, 0],
    [0.85, 40],
    [0.95, 80],
    [1, 100],
  ],
  value: () => sql`c.sla_met::float8 / nullif(c.sla_clocks, 0)`,
  rowCount: sql`c.sla_clocks`,
  figures: [
    {
      id: 'internal_share',
      unit: 'share',
      value: sql`c.sla_internal_met::float8 / nullif(c.sla_internal_clocks, 0)`,
    },
  ],
  rows: {
    columns: [
      { id: 'ticket_id', type: 'text' },
      { id: 'metric', type: 'enum' },
      { id: 'started_at', type: 'instant' },
      { id: 'stopped_at', type: 'instant' },
      { id: 'concluded_at', type: 'instant' },
      { id: 'promised_minutes', type: 'minutes' },
      { id: 'elapsed_minutes', type: 'minutes' },
      { id: 'met', type: 'boolean' },
    ],
    query: ({ accountId, asOf, timeZone }) => {
      const { until, isInWindow } = windowRange({ asOf, timeZone, windowDays });
      return sql`
        with clock as (
          select ticket.external_id, metric, started_at, promised_minutes,
            case when stopped_at < ${until} then stopped_at end as stopped_at,
            case when stopped_at < ${until} then elapsed_minutes end as elapsed_minutes,
            case when stopped_at < ${until} then promised_met end as promised_met,
            coalesce(breached_at, started_at + make_interval(secs => (promised_minutes * 60)::float8)) as deadline
          from fact.sla_clock clock
          join fact.ticket on ticket.id = clock.ticket_id and not ticket.withdrawn
          where clock.account_id = ${accountId}
            and (promised_minutes is not null or promised_met is not null)
            and (superseded_at is null or superseded_at >= ${until})
        ),
        judged as (
          select *,
            case when stopped_at is not null then coalesce(
              promised_met,
              elapsed_minutes <= promised_minutes,
              extract(epoch from stopped_at - started_at) / 60 <= promised_minutes
            ) else false end as met
          from clock
        ),
        concluded as (
          select *,
            case
              when met then stopped_at
              when stopped_at is not null then least(stopped_at, deadline)
              else deadline
            end as concluded_at
          from judged
        )
        select external_id, metric, started_at, stopped_at, concluded_at, promised_minutes::float8,
          elapsed_minutes::float8, met
        from concluded
        where ${isInWindow('concluded_at')}
        order by concluded_at desc, external_id, metric, started_at`;
    },
  },
});
