import { sql } from 'kysely';
import { accountsIn, dayOf, defineCounterRollup } from './rollup.ts';

/** Answered satisfaction questions; satisfied = at least three quarters of the way up the scale (definitions.md 10, feedback). */
export const csat = defineCounterRollup({
  id: 'csat',
  facts: ['survey_responses'],
  windowDays: 90,
  counters: ['csat_answers', 'csat_satisfied'],
  intervals: (scope, windowDays) => sql`
    select account_id,
      ${dayOf(scope, 'responded_at')} as from_day,
      ${dayOf(scope, 'responded_at')} + ${windowDays}::int as until_day,
      1 as csat_answers,
      satisfied::int as csat_satisfied
    from fact.scaled_answer
    where ${accountsIn(scope, 'account_id')} and kind = 'csat'`,
});
