import { sql } from 'kysely';
import { interaction } from './fact-kinds.ts';
import { defineKpi, type Kpi } from './kpi.ts';
import { windowRange } from './window.ts';

const agreedCadenceDays = 30;

const daysSince = sql`(c.day - date '2000-01-01' - c.last_interaction_day)`;

const agreedOn = (agreedDays: number): Pick<Kpi, 'value' | 'figures'> => ({
  value: () => sql`${daysSince}::float8 / ${agreedDays}::int`,
  figures: [
    {
      id: 'days_since_interaction',
      unit: 'count',
      value: sql`case when c.has_interaction > 0 then ${daysSince}::float8 end`,
    },
    { id: 'agreed_cadence_days', unit: 'count', value: sql`${agreedDays}::float8` },
  ],
});

/** Do we keep in touch? (definitions.md 4 and 10, cadence) */
export const cadence = defineKpi({
  id: 'cadence',
  area: 'relationship',
  unit: 'ratio',
  better: 'down',
  weight: 0,
  windowDays: null,
  minimumRows: 1,
  facts: [interaction],
  curve: [
    [0.5, 100],
    [1, 75],
    [2, 30],
    [3, 0],
  ],
  ...agreedOn(agreedCadenceDays),
  rowCount: sql`c.has_interaction`,
  parameter: {
    id: 'agreed_days',
    form: { kind: 'number', from: 1, to: 365 },
    initial: agreedCadenceDays,
    under: (days) => agreedOn(Number(days)),
  },
  rows: {
    columns: [
      { id: 'interaction_id', type: 'text' },
      { id: 'at', type: 'instant' },
      { id: 'interaction', type: 'enum' },
      { id: 'inbound', type: 'boolean' },
      { id: 'csm_email', type: 'text' },
      { id: 'summary', type: 'text' },
    ],
    query: ({ accountId, asOf, timeZone }) => {
      const { until } = windowRange({ asOf, timeZone, windowDays: 1 });
      return sql`
        select external_id, at, kind, inbound, csm_email, summary
        from fact.interaction
        where account_id = ${accountId} and at < ${until}
        order by at desc, external_id collate "C" desc
        limit 1`;
    },
  },
});
