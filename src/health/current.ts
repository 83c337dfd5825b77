import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { addDays, type Day } from '../lib/day.ts';
import { type Band, nextBandShown } from '../scoring/bands.ts';
import { healthOf } from '../scoring/health.ts';
import type { Reading } from '../scoring/scoring.ts';
import { shippedSettings } from './scoring-settings.ts';

export interface StoredReadings {
  account_id: number;
  day: Day;
  readings: readonly (number | null)[];
  row_counts: readonly number[];
}

/** Stored arrays as the readings of the registry's KPIs; positions added later are readings without data. */
export const readingsOf = (row: Pick<StoredReadings, 'readings' | 'row_counts'>): Reading[] =>
  shippedSettings.kpis.map((_, index) => ({
    value: row.readings[index] ?? null,
    n: row.row_counts[index] ?? 0,
  }));

export interface CurrentHealth {
  account_id: number;
  health: number | null;
  coverage: number;
  band: Band;
  band_shown: Band;
  health_30_days_ago: number | null;
}

/** Health at the end of `day` from an account's rows in order of days; a row holds until the next one. */
export function currentHealth(rows: readonly StoredReadings[], accountId: number, day: Day): CurrentHealth {
  const monthAgo = addDays(day, -30);
  let shown: Band | null = null;
  let current = healthOf([], shippedSettings);
  let thirtyDaysAgo: number | null = null;
  for (const row of rows) {
    if (row.day > day) break;
    current = healthOf(readingsOf(row), shippedSettings);
    shown = nextBandShown(shown, current.health, shippedSettings);
    if (row.day <= monthAgo) thirtyDaysAgo = current.health;
  }
  return {
    account_id: accountId,
    health: current.health,
    coverage: current.coverage,
    band: current.band,
    band_shown: shown ?? 'unknown',
    health_30_days_ago: thirtyDaysAgo,
  };
}

/** All rows of these accounts up to `day`, by account and day. */
export async function readingRows(
  db: Db,
  accountIds: readonly number[],
  day: Day,
): Promise<Map<number, StoredReadings[]>> {
  const { rows } = await sql<StoredReadings>`
    select account_id, day, readings, row_counts
    from reading.day
    where account_id = any(${accountIds}::int[]) and day <= ${day}::date
    order by account_id, day`.execute(db);
  return Map.groupBy(rows, (row) => row.account_id);
}

/** Rewrites `health.current` of accounts from their stored readings. */
export async function storeCurrentHealth(
  db: Db,
  accountIds: readonly number[],
  day: Day,
): Promise<void> {
  const byAccount = await readingRows(db, accountIds, day);
  const fresh = accountIds.map((id) => currentHealth(byAccount.get(id) ?? [], id, day));
  await sql`
    insert into health.current
      (account_id, day, health, coverage, band, band_shown, health_30_days_ago)
    select account_id, ${day}::date, health, coverage, band, band_shown, health_30_days_ago
    from unnest(
      ${fresh.map((row) => row.account_id)}::int[], ${fresh.map((row) => row.health)}::float8[],
      ${fresh.map((row) => row.coverage)}::float8[], ${fresh.map((row) => row.band)}::text[],
      ${fresh.map((row) => row.band_shown)}::text[], ${fresh.map((row) => row.health_30_days_ago)}::float8[]
    ) fresh (account_id, health, coverage, band, band_shown, health_30_days_ago)
    on conflict (account_id) do update set day = excluded.day, health = excluded.health,
      coverage = excluded.coverage, band = excluded.band, band_shown = excluded.band_shown,
      health_30_days_ago = excluded.health_30_days_ago`.execute(db);
}
