import { type RawBuilder, sql } from 'kysely';
import { accountsIn, defineCounterRollup, type Parameter, type Scope } from './rollup.ts';

/** How long a new contract's use is not judged. */
const startingDays = 90;

/** Of whatever the account's own column says: a figure, or nothing that seats can be told from. */
const isNumber = sql`~ '^[0-9]{1,9}([.][0-9]+)?$'`;

/** Seats sold by the subscriptions that are active, and whether their use is judged yet (definitions.md 10, licence_use). */
export const seat = defineCounterRollup({
  id: 'seat',
  facts: ['subscriptions'],
  counters: ['seat_rows', { name: 'seats', type: 'numeric' }, 'judged_contracts'],
  intervals: (scope, _windowDays, parameter) => sql`
    ${parameter === undefined ? seatsSold(scope) : seatsDeployed(scope, parameter)}
    union all
    select account_id, min(starts_on) + ${startingDays}::int, null, 0, 0, 1
    from fact.subscription
    where ${accountsIn(scope, 'account_id')}
    group by account_id`,
});

const seatsSold = (scope: Scope): RawBuilder<unknown> => sql`
  select account_id, starts_on as from_day, ends_on as until_day,
    1 as seat_rows, seats, 0 as judged_contracts
  from fact.subscription
  where ${accountsIn(scope, 'account_id')} and seats is not null`;

/**
 * What `custom.NAME` of the account says, from its first subscription on: its first value since ever, another one from the
 * day Hale learned of it (definitions.md 10, Profiles and attributes).
 */
const seatsDeployed = (scope: Scope, parameter: Parameter): RawBuilder<unknown> => {
  const column = String(parameter).replace(/^custom[.]/, '');
  return sql`
    select account_id,
      case when is_first then starts_on else greatest(starts_on, from_day) end as from_day, until_day,
      1 as seat_rows, text::numeric as seats, 0 as judged_contracts
    from (
      select account_id, text, until_day, lag(until_day) over in_order as from_day,
        count(text) over in_order = 1 and text is not null as is_first
      from (
        select id as account_id, null::date as until_day, custom ->> ${column} as text
        from account.account
        where ${accountsIn(scope, 'id')}
        union all
        select account_id, until_day, custom ->> ${column}
        from account.past_attributes
        where ${accountsIn(scope, 'account_id')}
      ) said
      window in_order as (partition by account_id order by until_day nulls last)
    ) held
    join (
      select account_id, min(starts_on) as starts_on
      from fact.subscription
      where ${accountsIn(scope, 'account_id')}
      group by account_id
    ) contract using (account_id)
    where text ${isNumber}`;
};
