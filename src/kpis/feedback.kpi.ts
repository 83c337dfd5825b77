import { sql } from 'kysely';
import { answerRows } from './answer-rows.ts';
import { csatAnswer } from './fact-kinds.ts';
import { defineKpi } from './kpi.ts';
import { minimumRowsParameter } from './parameter.ts';

const minimumRows = 3;

/** Was our support helpful? (definitions.md 4 and 10, feedback) */
export const feedback = defineKpi({
  id: 'feedback',
  area: 'voice',
  unit: 'share',
  better: 'up',
  weight: 10,
  windowDays: 90,
  minimumRows,
  facts: [csatAnswer],
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
  rows: answerRows('csat', { id: 'met', type: 'boolean' }, sql`satisfied`),
});
