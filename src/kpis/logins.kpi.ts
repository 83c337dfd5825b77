import { sql } from 'kysely';
import { use } from './fact-kinds.ts';
import { defineKpi } from './kpi.ts';
import { minimumRowsParameter } from './parameter.ts';

const minimumRows = 1;

/** The window has two halves: now, and before. */
const half = (windowDays: number): number => Math.floor(windowDays / 2);

/** Do people still come? (definitions.md 4 and 10, logins) */
export const logins = defineKpi({
  id: 'logins',
  area: 'usage',
  unit: 'ratio',
  better: 'up',
  weight: 10,
  windowDays: 60,
  minimumRows,
  facts: [use],
  parameter: minimumRowsParameter(minimumRows),
  curve: [
    [0, 0],
    [0.5, 30],
    [0.9, 70],
    [1, 80],
    [1.2, 100],
  ],
  value: () => sql`c.active_users_30::float8 / greatest(1, c.active_users_before_30)`,
  rowCount: sql`c.active_users_180`,
  rollupWindows: (windowDays) => ({ usage: half(windowDays) }),
  figures: [
    { id: 'active_users', unit: 'count', value: sql`c.active_users_30::float8` },
    { id: 'active_users_before', unit: 'count', value: sql`c.active_users_before_30::float8` },
  ],
  rows: {
    windowDays: 180,
    columns: [
      { id: 'user_id', type: 'text' },
      { id: 'last_day', type: 'day' },
      { id: 'active_now', type: 'boolean' },
      { id: 'active_before', type: 'boolean' },
    ],
    query: ({ accountId, asOf, windowDays }) => sql`
      select user_id, max(day), bool_or(day > ${asOf}::date - ${half(windowDays)}::int),
        bool_or(day <= ${asOf}::date - ${half(windowDays)}::int and day > ${asOf}::date - 2 * ${half(windowDays)}::int)
      from rollup.user_day
      where account_id = ${accountId} and day > ${asOf}::date - 180 and day <= ${asOf}::date
      group by user_id
      order by max(day) desc, user_id`,
  },
});
