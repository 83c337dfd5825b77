import { type RawBuilder, sql } from 'kysely';
import {
  accountsIn,
  dayOf,
  defineCounterRollup,
  keptForOne,
  type Rollup,
  type Scope,
  sideBySide,
} from './rollup.ts';

/** Conditions on `day` and on `at` that leave only the usage which changed. */
const changedUsage = ({ usage, timeZone }: Scope) =>
  usage === null
    ? { days: sql`true`, instants: sql`true` }
    : {
        days: sql`day between ${usage.from}::date and ${usage.until}::date`,
        // Queries of their own are run once, not for each row.
        instants: sql`at >= (select ${usage.from}::date::timestamp at time zone ${timeZone})
          and at < (select (${usage.until}::date + 1)::timestamp at time zone ${timeZone})`,
      };

/** Whether all that changed came one by one. */
const isNone = (usage: Scope['usage']): boolean => usage !== null && usage.from > usage.until;

/** Adds what `changed` (`feature, day`) did to the company's count of accounts, for noticeCompany to take in. */
const noteAccounts = (change: 1 | -1) => sql`
  insert into rollup.feature_change (feature, day, accounts)
  select feature, day, ${change}::int * count(*)::int from changed group by feature, day`;

const remove = (scope: Scope, days: RawBuilder<unknown>, before = sql``) => sql`${keptForOne(scope)}
  with ${before} users as (
    delete from rollup.user_day where ${accountsIn(scope, 'account_id')} and ${days}
  ),
  changed as (
    delete from rollup.feature_day where ${accountsIn(scope, 'account_id')} and ${days}
    returning feature, day
  )
  ${noteAccounts(-1)}`;

/** Adds uses that came one by one. */
const addUsage = (scope: Scope) => sql`${keptForOne(scope)}
  with added as materialized (
    delete from fact.added_usage where ${accountsIn(scope, 'account_id')} returning account_id, user_id, feature, day
  ),
  users as (
    insert into rollup.user_day (account_id, user_id, day)
    select distinct account_id, user_id, day from added
    on conflict do nothing
  ),
  counted as (
    select account_id, feature, day, count(*)::int as usage_rows
    from added
    where feature is not null
    group by account_id, feature, day
  ),
  put as (
    insert into rollup.feature_day as stored (account_id, feature, day, usage_rows)
    select account_id, feature, day, usage_rows from counted
    on conflict (account_id, feature, day) do update set usage_rows = stored.usage_rows + excluded.usage_rows
  ),
  changed as (
    select feature, day from counted
    where not exists (
      select from rollup.feature_day known
      where known.account_id = counted.account_id and known.feature = counted.feature and known.day = counted.day
    )
  )
  ${noteAccounts(1)}`;

/**
 * Which users were active and which features were used on which day, from both usage facts (definitions.md 10, logins and
 * adoption); only changed days are rebuilt.
 */
export const usedDay: Rollup = {
  id: 'user_day',
  facts: ['usage_events', 'usage_daily'],
  fill: (scope) => {
    const added = addUsage(scope);
    if (isNone(scope.usage)) return [added];
    const { days, instants } = changedUsage(scope);
    return [
      added,
      remove(scope, days),
      sql`${keptForOne(scope)}
        with used as materialized (
          select account_id, user_id, feature, ${dayOf(scope, 'at')} as day
          from fact.usage_event
          where ${accountsIn(scope, 'account_id')} and coalesce(count, 1) > 0 and ${instants}
          union all
          select account_id, user_id, feature, day
          from fact.usage_day
          where ${accountsIn(scope, 'account_id')} and coalesce(count, 1) > 0 and ${days}
        ),
        users as (
          insert into rollup.user_day (account_id, user_id, day)
          select distinct account_id, user_id, day from used
          ${sideBySide(scope, sql`account_id, user_id, day`)}
        ),
        changed as (
          insert into rollup.feature_day (account_id, feature, day, usage_rows)
          select account_id, feature, day, count(*)::int
          from used
          where feature is not null
          group by account_id, feature, day
          ${sideBySide(scope, sql`account_id, feature, day`)}
          returning feature, day
        )
        ${noteAccounts(1)}`,
    ];
  },
  clear: (scope) =>
    remove(
      scope,
      sql`true`,
      sql`added as (delete from fact.added_usage where ${accountsIn(scope, 'account_id')}),`,
    ),
};

/** How long a user counts as known. */
const knownDays = 180;

/** Days of use from which every change follows that can differ: a gap before it is none that matters. */
const isRecent = ({ changedFrom }: Scope, windowDays: number) =>
  changedFrom === undefined
    ? sql`true`
    : sql`day >= ${changedFrom}::date - ${knownDays + 2 * windowDays}::int`;

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
      where ${accountsIn(scope, 'account_id')} and ${isRecent(scope, windowDays)}
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
      select account_id, day, 'known', 1 from active where previous_day is null or day - previous_day > ${knownDays}::int
      union all
      select account_id, day + ${knownDays}::int, 'known', -1 from active where next_day is null or next_day - day > ${knownDays}::int
    )
    select account_id, day as from_day, null::date as until_day,
      sign as active_users_30, 0 as active_users_before_30, 0 as active_users_180
    from edge where span = 'active'
    union all
    select account_id, day + ${windowDays}::int, null, 0, sign, 0 from edge where span = 'active'
    union all
    select account_id, day, null, 0, 0, sign from edge where span = 'known'`,
});
