import { type RawBuilder, sql } from 'kysely';
import {
  accountsIn,
  clearRows,
  dayOf,
  defineCounterRollup,
  type Rollup,
  type Scope,
} from './rollup.ts';

/** Conditions on `day` and on `at` that leave only the usage which changed. */
export const usageDays = ({
  usage,
  timeZone,
}: Scope): { days: RawBuilder<unknown>; instants: RawBuilder<unknown> } =>
  usage === null
    ? { days: sql`true`, instants: sql`true` }
    : {
        days: sql`day between ${usage.from}::date and ${usage.until}::date`,
        instants: sql`at >= ${usage.from}::date::timestamp at time zone ${timeZone}
          and at < (${usage.until}::date + 1)::timestamp at time zone ${timeZone}`,
      };

/** Which users were active on which day, from both usage facts (definitions.md 10, logins); only changed days are rebuilt. */
export const userDay: Rollup = {
  id: 'user_day',
  facts: ['usage_events', 'usage_daily'],
  fill: (scope) => {
    const { days, instants } = usageDays(scope);
    return [
      sql`delete from rollup.user_day where ${accountsIn(scope, 'account_id')} and ${days}`,
      sql`
        insert into rollup.user_day (account_id, user_id, day)
        select account_id, user_id, ${dayOf(scope, 'at')} as day
        from fact.usage_event
        where ${accountsIn(scope, 'account_id')} and coalesce(count, 1) > 0 and ${instants}
        union
        select account_id, user_id, day
        from fact.usage_day
        where ${accountsIn(scope, 'account_id')} and coalesce(count, 1) > 0 and ${days}`,
    ];
  },
  clear: (scope) => clearRows('user_day', scope),
};

/** Distinct active users: a user counts from an active day until the window has passed without another one. */
export const usage = defineCounterRollup({
  id: 'usage',
  facts: ['usage_events', 'usage_daily'],
  windowDays: 30,
  counters: ['active_users_30', 'active_users_before_30', 'active_users_180'],
  intervals: (scope, windowDays) => sql`
    with active as (
      select account_id, day,
        lag(day) over history as previous_day, lead(day) over history as next_day
      from rollup.user_day
      where ${accountsIn(scope, 'account_id')}
      window history as (partition by account_id, user_id order by day)
    ),
    -- Only the days on which a user comes (none in the window before) or goes (none in the window after) change a count.
    edge as (
      select account_id, day, 'active' as span, 1 as sign from active
      where previous_day is null or day - previous_day > ${windowDays}::int
      union all
      select account_id, day + ${windowDays}::int, 'active', -1 from active
      where next_day is null or next_day - day > ${windowDays}::int
      union all
      select account_id, day, 'known', 1 from active where previous_day is null or day - previous_day > 180
      union all
      select account_id, day + 180, 'known', -1 from active where next_day is null or next_day - day > 180
    )
    select account_id, day as from_day, null::date as until_day,
      sign as active_users_30, 0 as active_users_before_30, 0 as active_users_180
    from edge where span = 'active'
    union all
    select account_id, day + ${windowDays}::int, null, 0, sign, 0 from edge where span = 'active'
    union all
    select account_id, day, null, 0, 0, sign from edge where span = 'known'`,
});
