import { sql } from 'kysely';
import { answerRows } from './answer-rows.ts';
import { cesAnswer } from './fact-kinds.ts';
import { defineKpi } from './kpi.ts';
import { minimumRowsParameter } from './parameter.ts';

const minimumRows = 3;

/** How easy are we? (definitions.md 4 and 10, ces) */
export const ces = defineKpi({
  id: 'ces',
  area: 'voice',
  unit: 'rating',
  better: 'up',
  weight: 0,
  windowDays: 180,
  minimumRows,
  facts: [cesAnswer],
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
  rows: answerRows('ces', { id: 'ease', type: 'number' }, sql`ease::float8`),
});
