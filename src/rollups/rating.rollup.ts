import { sql } from 'kysely';
import { accountsIn, dayOf, defineCounterRollup } from './rollup.ts';

/** The newest rating of the account, whoever gave it (definitions.md 10, agent_rating). */
export const rating = defineCounterRollup({
  id: 'rating',
  facts: ['ratings'],
  windowDays: 90,
  counters: ['ratings', { name: 'rating_sum', type: 'numeric' }],
  intervals: (scope, windowDays) => sql`
    with given as (
      select account_id, at, rating,
        lead(at) over (partition by account_id order by at, csm_email collate "C") as replaced_at
      from fact.rating
      where ${accountsIn(scope, 'account_id')}
    )
    select account_id,
      ${dayOf(scope, 'at')} as from_day,
      least(${dayOf(scope, 'replaced_at')}, ${dayOf(scope, 'at')} + ${windowDays}::int) as until_day,
      1 as ratings,
      rating as rating_sum
    from given`,
});
