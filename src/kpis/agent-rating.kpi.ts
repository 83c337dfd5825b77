import { sql } from 'kysely';
import { rating } from './fact-kinds.ts';
import { defineKpi } from './kpi.ts';
import { windowRange } from './window.ts';

/** What does the CSM feel? (definitions.md 4 and 10, agent_rating) */
export const agentRating = defineKpi({
  id: 'agent_rating',
  area: 'relationship',
  unit: 'rating',
  better: 'up',
  weight: 10,
  windowDays: 90,
  minimumRows: 1,
  facts: [rating],
  curve: [
    [1, 0],
    [3, 50],
    [5, 100],
  ],
  value: () => sql`case when c.ratings > 0 then c.rating_sum::float8 end`,
  rowCount: sql`c.ratings`,
  rollupWindows: (windowDays) => ({ rating: windowDays }),
  figures: [],
  rows: {
    columns: [
      { id: 'at', type: 'instant' },
      { id: 'csm_email', type: 'text' },
      { id: 'rating', type: 'number' },
      { id: 'note', type: 'text' },
    ],
    query: ({ accountId, asOf, timeZone, windowDays }) => {
      const { isInWindow } = windowRange({ asOf, timeZone, windowDays });
      return sql`
        select at, csm_email, rating::float8, note
        from fact.rating
        where account_id = ${accountId} and ${isInWindow('at')}
        order by at desc, csm_email collate "C" desc
        limit 1`;
    },
  },
});
