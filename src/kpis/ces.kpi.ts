import { sql } from 'kysely';
import { defineKpi } from './kpi.ts';
import { minimumRowsParameter } from './parameter.ts';
import { windowRange } from './window.ts';

const minimumRows = 3;

/** How easy are we? (definitions.md 4 and 10, ces) */
export const ces = defineKpi({
  id: 'ces',
  unit: 'rating',
  better: 'up',
  weight: 0,
  windowDays: 180,
  minimumRows,
  parameter: minimumRowsParameter(minimumRows),
  curve: [
    [2, 0],
    [4, 40],
    [5.5, 80],
    [6.5, 100],
  ],
  value: () => sql`c.ces_sum / nullif(c.ces_answers, 0)`,
  rowCount: sql`c.ces_answers`,
  rollupWindows: (windowDays) => ({ ces: windowDays }),
  figures: [],
  rows: {
    columns: [
      { id: 'response_id', type: 'text' },
      { id: 'ticket_id', type: 'text' },
      { id: 'responded_at', type: 'instant' },
      { id: 'score', type: 'number' },
      { id: 'scale_max', type: 'number' },
      { id: 'ease', type: 'number' },
      { id: 'comment', type: 'text' },
    ],
    query: ({ accountId, asOf, timeZone, windowDays }) => {
      const { isInWindow } = windowRange({ asOf, timeZone, windowDays });
      return sql`
        select external_id, ticket_external_id, responded_at, score::float8, highest::float8,
          (1 + 6 * (score - lowest) / (highest - lowest))::float8, comment
        from fact.survey_response
        cross join lateral (
          select coalesce(scale_max, 7) as highest,
            case when scale_max = 1 or scale_max > 10 then 0 else 1 end as lowest
        ) scale
        where account_id = ${accountId} and kind = 'ces' and score is not null and ${isInWindow('responded_at')}
        order by responded_at desc, external_id`;
    },
  },
});
