import { sql } from 'kysely';
import { accountsIn, dayOf, defineCounterRollup } from './rollup.ts';

/** The day of the last interaction, as days since 2000-01-01, once there is one (definitions.md 10, cadence). */
export const interaction = defineCounterRollup({
  id: 'interaction',
  facts: ['interactions'],
  counters: ['has_interaction', 'last_interaction_day'],
  intervals: (scope) => sql`
    select account_id, day as from_day, lead(day) over (partition by account_id order by day) as until_day,
      1 as has_interaction, day - date '2000-01-01' as last_interaction_day
    from (
      select distinct account_id, ${dayOf(scope, 'at')} as day
      from fact.interaction
      where ${accountsIn(scope, 'account_id')}
    ) met`,
});
