import { type RawBuilder, sql } from 'kysely';
import { type Db, keptPrepared } from '../db/connect.ts';
import { kpis } from './index.ts';
import type { Kpi, ReadingSettings } from './kpi.ts';

/** float8 over counters `c`; null below the KPI's smallest number of rows. */
export const readingOf = (kpi: Kpi, settings: ReadingSettings): RawBuilder<unknown> =>
  sql`case when ${kpi.rowCount} >= ${kpi.minimumRows}::int then (${kpi.value(settings)})::float8 end`;

/**
 * Readings of all KPIs from counters as of a day: `account_id, day, readings float8[], row_counts int[]`, in the order
 * of the registry. `counters` yields the columns of rollups/running.ts.
 */
export const readingsFrom = (
  counters: RawBuilder<unknown>,
  day: RawBuilder<unknown>,
  settings: ReadingSettings,
): RawBuilder<unknown> => sql`
  select c.account_id, ${day} as day,
    array[${sql.join(kpis.map((kpi) => readingOf(kpi, settings)))}]::float8[] as readings,
    array[${sql.join(kpis.map((kpi) => kpi.rowCount))}]::int[] as row_counts
  from (${counters}) c`;

/**
 * Replaces the stored readings of accounts, each from its day of `fromDays` on, by those that follow from `counters`.
 * Only rows that differ are written, and only days that differ from the day before have a row (decision 0007).
 */
export async function storeReadings(
  db: Db,
  { accountIds, fromDays }: { accountIds: readonly number[]; fromDays: readonly string[] },
  counters: RawBuilder<unknown>,
  settings: ReadingSettings,
): Promise<void> {
  await sql`
    with fresh as materialized (
      select account_id, day, readings, row_counts
      from (
        select *,
          lag(readings) over history as readings_before,
          lag(row_counts) over history as row_counts_before
        from (${readingsFrom(counters, sql`c.day`, settings)}) measured
        window history as (partition by account_id order by day)
      ) measured
      where (readings, row_counts) is distinct from (readings_before, row_counts_before)
    ),
    gone as (
      delete from reading.day stored
      using unnest(${accountIds}::int[], ${fromDays}::date[]) wanted (account_id, from_day)
      where stored.account_id = wanted.account_id and stored.day >= wanted.from_day and not exists (
        select 1 from fresh where fresh.account_id = stored.account_id and fresh.day = stored.day
      )
    )
    insert into reading.day as stored (account_id, day, readings, row_counts)
    select account_id, day, readings, row_counts from fresh
    on conflict (account_id, day) do update
      set readings = excluded.readings, row_counts = excluded.row_counts
      where (stored.readings, stored.row_counts) is distinct from (excluded.readings, excluded.row_counts)`.execute(
    db,
  );
}

/**
 * Replaces one day's readings of a few accounts by those that follow from `counters` as of that day; what came before it
 * stands, and a day that is like the one before has no row. Yields the accounts that `counters` knows of.
 */
export function replacedReadingsOfDay(
  { accountIds, day }: { accountIds: readonly number[]; day: string },
  counters: RawBuilder<unknown>,
  settings: ReadingSettings,
): RawBuilder<{ account_id: number }> {
  // An equality reaches every table that the counters are made of; a list does not.
  const ofAccounts =
    accountIds.length === 1
      ? sql`account_id = ${accountIds[0]}::int`
      : sql`account_id = any(${accountIds}::int[])`;
  return sql<{ account_id: number }>`${accountIds.length === 1 ? keptPrepared : sql``}
    with fresh as materialized (
      select * from (${readingsFrom(counters, sql`${day}::date`, settings)}) measured where ${ofAccounts}
    ),
    compared as (
      select fresh.*,
        (fresh.readings, fresh.row_counts) is not distinct from (before.readings, before.row_counts) as is_same
      from fresh
      left join lateral (
        select readings, row_counts from reading.day
        where day.account_id = fresh.account_id and day.day < fresh.day
        order by day.day desc
        limit 1
      ) before on true
    ),
    gone as (
      delete from reading.day stored
      using compared
      where is_same and stored.account_id = compared.account_id and stored.day = compared.day
    ),
    put as (
      insert into reading.day as stored (account_id, day, readings, row_counts)
      select account_id, day, readings, row_counts from compared where not is_same
      on conflict (account_id, day) do update
        set readings = excluded.readings, row_counts = excluded.row_counts
        where (stored.readings, stored.row_counts) is distinct from (excluded.readings, excluded.row_counts)
    )
    select account_id from fresh`;
}

/** Stores one day's readings from `counters` as of that day, for the accounts of the CTE-free query `accountIds`. */
export async function storeReadingsOfDay(
  db: Db,
  day: string,
  counters: RawBuilder<unknown>,
  accountIds: RawBuilder<unknown>,
  settings: ReadingSettings,
): Promise<void> {
  await sql`
    insert into reading.day (account_id, day, readings, row_counts)
    select measured.*
    from (${readingsFrom(counters, sql`${day}::date`, settings)}) measured
    where account_id in (${accountIds})
    on conflict (account_id, day) do update
      set readings = excluded.readings, row_counts = excluded.row_counts`.execute(db);
}
