import { sql } from 'kysely';
import { accountsIn, defineCounterRollup, type Scope } from './rollup.ts';

/** How long a row of usage counts. */
const knownDays = 180;

/** Days of use from which every change follows that can differ. */
const isRecent = ({ changedFrom }: Scope, windowDays: number) =>
  changedFrom === undefined
    ? sql`true`
    : sql`day >= ${changedFrom}::date - ${knownDays + windowDays}::int`;

/** Distinct key features in use: one counts from a day of use until the window has passed without another. */
export const feature = defineCounterRollup({
  id: 'feature',
  facts: ['usage_events', 'usage_daily'],
  windowDays: 30,
  counters: ['used_features', 'feature_rows'],
  intervals: (scope, windowDays) => sql`
    with used as (
      select account_id, day, usage_rows,
        ${scope.keyFeatures}::text[] is null or feature = any(${scope.keyFeatures}::text[]) as is_key,
        lag(day) over history as previous_day, lead(day) over history as next_day
      from rollup.feature_day
      where ${accountsIn(scope, 'account_id')} and ${isRecent(scope, windowDays)}
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
    select account_id, day, day + ${knownDays}::int, 0, sum(usage_rows)::int
    from used
    group by account_id, day`,
});
