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
      1 + 6 * (score - lowest) / (highest - lowest) as ces_sum
    from fact.survey_response
    cross join lateral (
      select coalesce(scale_max, 7) as highest,
        case when scale_max = 1 or scale_max > 10 then 0 else 1 end as lowest
    ) scale
    where ${accountsIn(scope, 'account_id')}
      and kind = 'ces' and responded_at is not null and score is not null`,
});
