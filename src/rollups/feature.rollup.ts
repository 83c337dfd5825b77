import { type RawBuilder, sql } from 'kysely';
import { accountsIn, dayOf, defineCounterRollup, type Rollup, type Scope } from './rollup.ts';
import { usageDays } from './usage.rollup.ts';

const facts = ['usage_events', 'usage_daily'];

/** Adds what `changed` (`feature, day`) did to the company's count of accounts, for noticeCompany to take in. */
const noteAccounts = (change: 1 | -1) => sql`
  insert into rollup.feature_change (feature, day, accounts)
  select feature, day, ${change}::int * count(*)::int from changed group by feature, day`;

const remove = (scope: Scope, days: RawBuilder<unknown>) => sql`
  with changed as (
    delete from rollup.feature_day where ${accountsIn(scope, 'account_id')} and ${days}
    returning feature, day
  )
  ${noteAccounts(-1)}`;

/** Which features were used on which day and by how many rows of both usage facts (definitions.md 10, adoption). */
export const featureDay: Rollup = {
  id: 'feature_day',
  facts,
  fill: (scope) => {
    const { days, instants } = usageDays(scope);
    return [
      remove(scope, days),
      sql`
        with changed as (
          insert into rollup.feature_day (account_id, feature, day, usage_rows)
          select account_id, feature, day, count(*)::int
          from (
            select account_id, feature, ${dayOf(scope, 'at')} as day
            from fact.usage_event
            where ${accountsIn(scope, 'account_id')} and feature is not null and coalesce(count, 1) > 0
              and ${instants}
            union all
            select account_id, feature, day
            from fact.usage_day
            where ${accountsIn(scope, 'account_id')} and feature is not null and coalesce(count, 1) > 0
              and ${days}
          ) used
          group by account_id, feature, day
          returning feature, day
        )
        ${noteAccounts(1)}`,
    ];
  },
  clear: (scope) => remove(scope, sql`true`),
};

/** Distinct key features in use: one counts from a day of use until the window has passed without another. */
export const feature = defineCounterRollup({
  id: 'feature',
  facts,
  windowDays: 30,
  counters: ['used_features', 'feature_rows'],
  intervals: (scope, windowDays) => sql`
    with used as (
      select account_id, day, usage_rows,
        ${scope.keyFeatures}::text[] is null or feature = any(${scope.keyFeatures}::text[]) as is_key,
        lag(day) over history as previous_day, lead(day) over history as next_day
      from rollup.feature_day
      where ${accountsIn(scope, 'account_id')}
      window history as (partition by account_id, feature order by day)
    )
    select account_id, day as from_day, null::date as until_day, 1 as used_features, 0 as feature_rows
    from used
    where is_key and (previous_day is null or day - previous_day > ${windowDays}::int)
    union all
    select account_id, day + ${windowDays}::int, null, -1, 0
    from used
    where is_key and (next_day is null or next_day - day > ${windowDays}::int)
    union all
    select account_id, day, day + 180, 0, sum(usage_rows)::int
    from used
    group by account_id, day`,
});
