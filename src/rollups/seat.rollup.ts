import { sql } from 'kysely';
import { accountsIn, defineCounterRollup } from './rollup.ts';

/** How long a new contract's use is not judged. */
const startingDays = 90;

/** Seats sold by the subscriptions that are active, and whether their use is judged yet (definitions.md 10, licence_use). */
export const seat = defineCounterRollup({
  id: 'seat',
  facts: ['subscriptions'],
  counters: ['seat_rows', { name: 'seats', type: 'numeric' }, 'judged_contracts'],
  intervals: (scope) => sql`
    select account_id, starts_on as from_day, ends_on as until_day,
      1 as seat_rows, seats, 0 as judged_contracts
    from fact.subscription
    where ${accountsIn(scope, 'account_id')} and seats is not null
    union all
    select account_id, min(starts_on) + ${startingDays}::int, null, 0, 0, 1
    from fact.subscription
    where ${accountsIn(scope, 'account_id')}
    group by account_id`,
});
