import { type RawBuilder, sql } from 'kysely';

interface SeriesRequest {
  accountIds: readonly number[];
  series: string;
  aggregation: 'last' | 'sum' | 'mean' | 'distinct';
  windowDays: number;
}

const intervals = {
  last: (windowDays: number) => sql`
    select account_id, day as from_day, least(next_day, day + ${windowDays}::int) as until_day, 1 as n, value
    from observed`,
  sum: (windowDays: number) => sql`
    select account_id, day as from_day, day + ${windowDays}::int as until_day, 1 as n, value from observed`,
  mean: (windowDays: number) => intervals.sum(windowDays),
  distinct: (windowDays: number) => sql`
    select account_id, day as from_day, day + ${windowDays}::int as until_day, 1 as n, 0::numeric as value
    from observed
    union all
    select account_id, day, least(next_same_day, day + ${windowDays}::int), 0, 1 from observed`,
};

/**
 * `account_id, day, value, n` of a custom KPI on each day on which it changes, days to come included: what leaves the
 * window later is known already (definitions.md 4, custom KPIs). n: 1 for `last`, else the rows of the window.
 */
export const seriesReadings = ({
  accountIds,
  series,
  aggregation,
  windowDays,
}: SeriesRequest): RawBuilder<unknown> => sql`
  with observed as (
    select account_id, day, value,
      lead(day) over (partition by account_id order by day, source_id) as next_day,
      lead(day) over (partition by account_id, value order by day, source_id) as next_same_day
    from fact.series
    where account_id = any(${accountIds}::int[]) and series = ${series}
  ),
  change as (
    select account_id, edge.day, sum(n * edge.sign) as n, sum(value * edge.sign) as value
    from (${intervals[aggregation](windowDays)}) interval_of_effect
    cross join lateral (values (from_day, 1), (until_day, -1)) edge (day, sign)
    where from_day < until_day
    group by account_id, edge.day
    having sum(n * edge.sign) <> 0 or sum(value * edge.sign) <> 0
  ),
  running as (
    select account_id, day, sum(n) over so_far as n, sum(value) over so_far as value
    from change
    window so_far as (partition by account_id order by day)
  )
  select account_id, day,
    case when n > 0 then ${aggregation === 'mean' ? sql`value / n` : sql`value`} end::float8 as value, n::int as n
  from running`;
