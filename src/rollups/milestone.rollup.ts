import { sql } from 'kysely';
import { accountsIn, defineCounterRollup } from './rollup.ts';

/**
 * Steps of onboarding: not done yet, due, and what was earned with those due, 1 in time and 0.5 late
 * (definitions.md 10, onboarding). A step without an end has been open since ever.
 */
export const milestone = defineCounterRollup({
  id: 'milestone',
  facts: ['milestones'],
  counters: ['open_milestones', 'due_milestones', { name: 'milestone_credit', type: 'numeric' }],
  intervals: (scope) => sql`
    with milestone as (
      select account_id, due_on, done_on from fact.milestone where ${accountsIn(scope, 'account_id')}
    )
    select account_id, date '0001-01-01' as from_day, done_on as until_day,
      1 as open_milestones, 0 as due_milestones, 0::numeric as milestone_credit
    from milestone
    union all
    select account_id, due_on, null, 0, 1, 0 from milestone
    union all
    select account_id, greatest(due_on, done_on), null, 0, 0, case when done_on <= due_on then 1 else 0.5 end
    from milestone
    where done_on is not null`,
});
