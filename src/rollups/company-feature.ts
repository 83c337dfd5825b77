import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { Day } from '../lib/day.ts';

/** How far back a feature counts as one of the company's. */
const seenDays = 90;

/**
 * Takes in what changed in accounts' use and counts the company's features anew where one was first or last used on a day
 * (definitions.md 10, adoption: the list of day D, over all accounts). Gives the first day whose number is another one.
 */
export async function refreshCompanyFeatures(db: Db): Promise<Day | null> {
  const { rows: changed } = await sql`
    with taken as (delete from rollup.feature_change returning feature, day, accounts),
    summed as (
      select feature, day, sum(accounts)::int as accounts
      from taken
      group by feature, day
      having sum(accounts) <> 0
    ),
    put as (
      insert into rollup.company_feature_day as stored (feature, day, accounts)
      select feature, day, accounts from summed
      on conflict (feature, day) do update set accounts = stored.accounts + excluded.accounts
    )
    select 1
    from summed
    left join rollup.company_feature_day before using (feature, day)
    where coalesce(before.accounts, 0) = 0 or before.accounts + summed.accounts = 0
    limit 1`.execute(db);
  if (changed.length === 0) return null;
  const { rows } = await sql<{ day: Day | null }>`
    with seen as (
      select day, lag(day) over history as previous_day, lead(day) over history as next_day
      from rollup.company_feature_day
      where accounts > 0
      window history as (partition by feature order by day)
    ),
    edge as (
      select day, 1 as change from seen where previous_day is null or day - previous_day > ${seenDays}::int
      union all
      select day + ${seenDays}::int, -1 from seen where next_day is null or next_day - day > ${seenDays}::int
    ),
    step as (
      select day, sum(sum(change)) over (order by day) as features, lead(day) over (order by day) as next_day
      from edge
      group by day
    ),
    from_step as (
      select day, next_day, features, lag(features, 1, 0) over (order by day) as features_before from step
    ),
    fresh as materialized (
      select day, features::int, features_before::int from from_step
      union all
      select later::date, features::int, features::int
      from from_step
      cross join lateral generate_series(day + 1, next_day - 1, interval '1 day') later
      where features > 0
    ),
    gone as (
      delete from rollup.company_feature stored
      where not exists (select 1 from fresh where fresh.day = stored.day)
      returning day
    ),
    put as (
      insert into rollup.company_feature as stored (day, features, features_before)
      select day, features, features_before from fresh
      on conflict (day) do update
        set features = excluded.features, features_before = excluded.features_before
        where (stored.features, stored.features_before)
          is distinct from (excluded.features, excluded.features_before)
      returning day
    )
    select min(day) as day from (select day from gone union all select day from put) changed`.execute(
    db,
  );
  return rows[0]?.day ?? null;
}
