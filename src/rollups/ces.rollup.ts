import { sql } from 'kysely';
import { accountsIn, dayOf, defineCounterRollup } from './rollup.ts';

/** Answers on effort, mapped to 1..7 (definitions.md 10, feedback, nps, ces). */
export const ces = defineCounterRollup({
  id: 'ces',
  facts: ['survey_responses'],
  windowDays: 180,
  counters: ['ces_answers', { name: 'ces_sum', type: 'numeric' }],
  intervals: (scope, windowDays) => sql`
    select account_id,
      ${dayOf(scope, 'responded_at')} as from_day,
      ${dayOf(scope, 'responded_at')} + ${windowDays}::int as until_day,
      1 as ces_answers,
      ease as ces_sum
    from fact.scaled_answer
    where ${accountsIn(scope, 'account_id')} and kind = 'ces'`,
});
