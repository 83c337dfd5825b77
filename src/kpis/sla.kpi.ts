import { sql } from 'kysely';
import { judgedClocks, slaMonths } from './concluded-clock.ts';
import { slaClock } from './fact-kinds.ts';
import { defineKpi } from './kpi.ts';
import { minimumRowsParameter } from './parameter.ts';
import { windowRange } from './window.ts';

const minimumRows = 3;

const metrics = [
  'first_reply',
  'next_reply',
  'periodic_update',
  'requester_wait',
  'agent_work',
  'resolution',
];

/** Do we keep what we promised? (definitions.md 4 and 10, sla) */
export const sla = defineKpi({
  id: 'sla',
  area: 'support',
  unit: 'share',
  better: 'up',
  weight: 15,
  windowDays: 90,
  minimumRows,
  facts: [slaClock],
  parameter: minimumRowsParameter(minimumRows),
  curve: [
    [0.7, 0],
    [0.85, 40],
    [0.95, 80],
    [1, 100],
  ],
  value: () => sql`c.sla_met::float8 / nullif(c.sla_clocks, 0)`,
  rowCount: sql`c.sla_clocks`,
  rollupWindows: (windowDays) => ({ sla_clock: windowDays }),
  figures: [
    {
      id: 'internal_share',
      unit: 'share',
      value: sql`c.sla_internal_met::float8 / nullif(c.sla_internal_clocks, 0)`,
    },
  ],
  lookedUp: {
    figures: [
      { id: 'internal_margin', unit: 'share' },
      { id: 'breaches_this_week', unit: 'count' },
      { id: 'months_below_threshold', unit: 'count' },
      ...metrics.map((metric) => ({ id: `kept_${metric}`, unit: 'share' as const })),
    ],
    query: ({ accountId, asOf, timeZone, windowDays, settings }) => {
      const { until, isInWindow } = windowRange({ asOf, timeZone, windowDays });
      const week = windowRange({ asOf, timeZone, windowDays: 7 });
      return sql`
        with clock as materialized (${judgedClocks({ accounts: sql`clock.account_id = ${accountId}`, until })}),
        counted as (select * from clock where ${isInWindow('concluded_at')}),
        month as (${slaMonths({ clocks: sql`clock`, asOf, timeZone })})
        select 'internal_margin' as id,
          (avg(met::int) filter (where has_internal) - avg(internal_met::int) filter (where has_internal))::float8
            as value, null as currency
        from counted
        union all
        select 'breaches_this_week', count(*)::float8, null from clock
        where ${week.isInWindow('concluded_at')} and not met
        union all
        select 'months_below_threshold', (count(*) filter (where share < ${settings.slaThreshold}::float8))::float8, null
        from month
        union all
        select 'kept_' || metric, avg(met::int)::float8, null from counted group by metric`;
    },
  },
  rows: {
    columns: [
      { id: 'ticket_id', type: 'text' },
      { id: 'metric', type: 'enum' },
      { id: 'started_at', type: 'instant' },
      { id: 'stopped_at', type: 'instant' },
      { id: 'concluded_at', type: 'instant' },
      { id: 'promised_minutes', type: 'minutes' },
      { id: 'internal_minutes', type: 'minutes' },
      { id: 'elapsed_minutes', type: 'minutes' },
      { id: 'met', type: 'boolean' },
      { id: 'internal_met', type: 'boolean' },
    ],
    query: ({ accountId, asOf, timeZone, windowDays }) => {
      const { until, isInWindow } = windowRange({ asOf, timeZone, windowDays });
      return sql`
        select ticket_id, metric, started_at, stopped_at, concluded_at, promised_minutes::float8,
          internal_minutes::float8, elapsed_minutes::float8, met, case when has_internal then internal_met end
        from (${judgedClocks({ accounts: sql`clock.account_id = ${accountId}`, until })}) clock
        where ${isInWindow('concluded_at')}
        order by concluded_at desc, ticket_id, metric, started_at`;
    },
  },
});
