import { sql } from 'kysely';
import { milestone } from './fact-kinds.ts';
import { defineKpi } from './kpi.ts';

/** Do they get started? (definitions.md 4 and 10, onboarding) */
export const onboarding = defineKpi({
  id: 'onboarding',
  area: 'usage',
  unit: 'share',
  better: 'up',
  weight: 0,
  windowDays: null,
  minimumRows: 1,
  facts: [milestone],
  curve: [
    [0, 0],
    [0.5, 40],
    [0.8, 80],
    [1, 100],
  ],
  value: () =>
    sql`case when c.open_milestones > 0 then c.milestone_credit / nullif(c.due_milestones, 0) end`,
  rowCount: sql`c.due_milestones`,
  figures: [
    { id: 'open_milestones', unit: 'count', value: sql`c.open_milestones::float8` },
    { id: 'due_milestones', unit: 'count', value: sql`c.due_milestones::float8` },
  ],
  rows: {
    columns: [
      { id: 'milestone', type: 'text' },
      { id: 'due_on', type: 'day' },
      { id: 'done_on', type: 'day' },
      { id: 'credit', type: 'number' },
    ],
    query: ({ accountId, asOf }) => sql`
      select milestone, due_on, done_on,
        case when done_on <= due_on then 1::float8 when done_on is not null then 0.5::float8 else 0::float8 end
      from (
        select milestone, due_on, case when done_on <= ${asOf}::date then done_on end as done_on
        from fact.milestone
        where account_id = ${accountId} and due_on <= ${asOf}::date
      ) due
      order by due_on desc, milestone`,
  },
});
