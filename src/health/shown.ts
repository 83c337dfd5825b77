import { sql } from 'kysely';
import { readCompany } from '../accounts/company.ts';
import type { Db } from '../db/connect.ts';
import type { Day } from '../lib/day.ts';
import type { Band } from '../scoring/bands.ts';
import { versionOn } from './versions.ts';

/** What stood on the screens for an account at the end of a day. */
export interface Shown {
  health: number | null;
  bandShown: Band;
  /** By place, of shipped KPIs over their own window. */
  readings: readonly (number | null)[];
}

/**
 * Keeps what every account showed at the end of `day`, before the walk leaves it and late facts restate it: a row where
 * it differs from the one before. Doing it again for a day changes nothing.
 */
export async function keepShown(tx: Db, day: Day): Promise<void> {
  const { time_zone } = await readCompany(tx);
  const version = await versionOn(tx, day, time_zone);
  await sql`
    with kept as (
      insert into health.shown_day (day, version) values (${day}::date, ${version.id})
      on conflict do nothing
      returning day
    )
    insert into health.shown (account_id, day, readings, row_counts, health, band_shown)
    select current.account_id, kept.day, held.readings, held.row_counts, current.health, current.band_shown
    from kept
    cross join health.current
    left join lateral (
      select readings, row_counts from reading.day
      where day.account_id = current.account_id and day.day <= kept.day
      order by day.day desc
      limit 1
    ) stored on true
    cross join lateral (
      select coalesce(stored.readings, '{}') as readings, coalesce(stored.row_counts, '{}') as row_counts
    ) held
    left join lateral (
      select readings, row_counts, health, band_shown from health.shown
      where shown.account_id = current.account_id and shown.day <= kept.day
      order by shown.day desc
      limit 1
    ) last on true
    where (held.readings, held.row_counts, current.health, current.band_shown)
      is distinct from (last.readings, last.row_counts, last.health, last.band_shown)`.execute(tx);
}

/** What an account showed at the end of each day; undefined where nothing was shown of it then. */
export async function shownOn(
  db: Db,
  accountId: number,
  days: readonly Day[],
): Promise<(Shown | undefined)[]> {
  const { rows } = await sql<Shown & { day: Day }>`
    select asked.day, held.health, held.band_shown as "bandShown", held.readings
    from unnest(${days}::date[]) asked (day)
    join health.shown_day using (day)
    cross join lateral (
      select health, band_shown, readings from health.shown
      where shown.account_id = ${accountId} and shown.day <= asked.day
      order by shown.day desc
      limit 1
    ) held`.execute(db);
  return days.map((day) => rows.find((row) => row.day === day));
}
