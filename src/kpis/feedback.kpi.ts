import { sql } from 'kysely';
import { defineKpi } from './kpi.ts';
import { minimumRowsParameter } from './parameter.ts';
import { windowRange } from './window.ts';

const minimumRows = 3;

/** Was our support helpful? (definitions.md 4 and 10, feedback) */
export const feedback = defineKpi({
  id: 'feedback',
  unit: 'share',
  better: 'up',
  weight: 10,
  windowDays: 90,
  minimumRows,
  parameter: minimumRowsParameter(minimumRows),
  curve: [
    [0.5, 0],
    [0.7, 40],
    [0.85, 75],
    [0.95, 100],
  ],
  value: () => sql`c.csat_satisfied::float8 / nullif(c.csat_answers, 0)`,
  rowCount: sql`c.csat_answers`,
  rollupWindows: (windowDays) => ({ csat: windowDays }),
  figures: [],
  rows: {
    columns: [
      { id: 'response_id', type: 'text' },
      { id: 'ticket_id', type: 'text' },
      { id: 'responded_at', type: 'instant' },
      { id: 'score', type: 'number' },
      { id: 'scale_max', type: 'number' },
      { id: 'comment', type: 'text' },
      { id: 'met', type: 'boolean' },
    ],
    query: ({ accountId, asOf, timeZone, windowDays }) => {
      const { isInWindow } = windowRange({ asOf, timeZone, windowDays });
      return sql`
        select external_id, ticket_external_id, responded_at, score::float8, highest::float8, comment,
          score - lowest >= 0.75 * (highest - lowest)
        from fact.survey_response
        cross join lateral (
          select coalesce(scale_max, 5) as highest,
            case when scale_max = 1 or scale_max > 10 then 0 else 1 end as lowest
        ) scale
        where account_id = ${accountId} and kind = 'csat' and score is not null and ${isInWindow('responded_at')}
        order by responded_at desc, external_id`;
    },
  },
});
