import { sql } from 'kysely';
import { readCompany } from '../accounts/company.ts';
import { mrrAsOf, nextRenewalAsOf } from '../accounts/contracts.ts';
import type { Db } from '../db/connect.ts';
import { addDays, type Day } from '../lib/day.ts';
import { type Band, nextBandShown } from '../scoring/bands.ts';
import { type Health, healthOf } from '../scoring/health.ts';
import type { Reading, ScoringSettings } from '../scoring/scoring.ts';
import { readingRows, type StoredReadings } from './reading-rows.ts';
import { type Scorer, scorerOf } from './scorer.ts';

/** Stored arrays as readings at their places; a place added later is a reading without data. */
export const readingsOf = (row: Pick<StoredReadings, 'readings' | 'row_counts'>): Reading[] =>
  row.readings.map((value, place) => ({ value: value ?? null, n: row.row_counts[place] ?? 0 }));

/** KPIs that count: those with a weight above 0. */
export const countedKpis = ({ kpis }: Pick<ScoringSettings, 'kpis'>): number =>
  kpis.filter(({ weight }) => weight > 0).length;

/** Of those that count, how many have a reading. */
export const knownKpis = ({ parts }: Health): number =>
  parts.filter(({ weight, score }) => weight > 0 && score !== null).length;

/**
 * Health after each of an account's rows up to `day`, which come in order of days, with the band shown. A row holds
 * until the next one; before the first there is no health.
 */
export function* healthAfterRows(
  rows: readonly StoredReadings[],
  day: Day,
  scorer: Scorer,
): Generator<{ row: StoredReadings; health: Health; shown: Band }> {
  let shown: Band | null = null;
  for (const row of rows) {
    if (row.day > day) return;
    const profile = scorer.profileOn(row.account_id, row.day);
    const health = healthOf(readingsOf(row), profile);
    shown = nextBandShown(shown, health.health, profile);
    yield { row, health, shown };
  }
}

/** Before an account's first row. */
export const noHealthYet = (accountId: number, day: Day, scorer: Scorer): Health =>
  healthOf([], scorer.profileOn(accountId, day));

export interface CurrentHealth {
  account_id: number;
  health: number | null;
  coverage: number;
  band: Band;
  band_shown: Band;
  health_30_days_ago: number | null;
  known_kpis: number;
  /** Health at the end of the day and of every seventh day before it, twelve in all, oldest first. */
  sparkline: readonly (number | null)[];
}

const sparklineWeeks = 12;

/** The days of a sparkline that ends on `day`, oldest first. */
export const sparklineDays = (day: Day): Day[] =>
  Array.from({ length: sparklineWeeks }, (_, week) =>
    addDays(day, -7 * (sparklineWeeks - 1 - week)),
  );

/** Health at the end of `day` from an account's rows in order of days; a row holds until the next one. */
export function currentHealth(
  rows: readonly StoredReadings[],
  accountId: number,
  day: Day,
  scorer: Scorer,
): CurrentHealth {
  const monthAgo = addDays(day, -30);
  const weeks = sparklineDays(day);
  const sparkline = weeks.map((): number | null => null);
  let bandShown: Band = 'unknown';
  let current = noHealthYet(accountId, day, scorer);
  let thirtyDaysAgo: number | null = null;
  for (const { row, health, shown } of healthAfterRows(rows, day, scorer)) {
    current = health;
    bandShown = shown;
    if (row.day <= monthAgo) thirtyDaysAgo = current.health;
    // A row holds until the next one, so it stands for every later week until that one says otherwise.
    for (let week = sparklineWeeks - 1; week >= 0 && row.day <= (weeks[week] ?? ''); week -= 1) {
      sparkline[week] = current.health;
    }
  }
  return {
    account_id: accountId,
    health: current.health,
    coverage: current.coverage,
    band: current.band,
    band_shown: bandShown,
    health_30_days_ago: thirtyDaysAgo,
    known_kpis: knownKpis(current),
    sparkline,
  };
}

/** Rewrites `health.current` of accounts from their stored readings and contracts. */
export async function storeCurrentHealth(
  db: Db,
  accountIds: readonly number[],
  day: Day,
): Promise<void> {
  const { currency } = await readCompany(db);
  const fresh = await healthsOf(db, accountIds, day);
  const accounts = sql`account_id = any(${accountIds}::int[])`;
  await sql`
    insert into health.current
      (account_id, day, health, coverage, band, band_shown, health_30_days_ago, known_kpis, sparkline,
        mrr, next_renewal)
    select account_id, ${day}::date, health, coverage, band, band_shown, health_30_days_ago, known_kpis,
      sparkline::float8[], mrr, next_renewal
    from unnest(
      ${fresh.map((row) => row.account_id)}::int[], ${fresh.map((row) => row.health)}::float8[],
      ${fresh.map((row) => row.coverage)}::float8[], ${fresh.map((row) => row.band)}::text[],
      ${fresh.map((row) => row.band_shown)}::text[], ${fresh.map((row) => row.health_30_days_ago)}::float8[],
      ${fresh.map((row) => row.known_kpis)}::int[], ${fresh.map((row) => arrayText(row.sparkline))}::text[]
    ) fresh (account_id, health, coverage, band, band_shown, health_30_days_ago, known_kpis, sparkline)
    left join (${mrrAsOf({ day, accounts, currency })}) revenue using (account_id)
    left join (${nextRenewalAsOf({ day, accounts })}) renewal using (account_id)
    on conflict (account_id) do update set day = excluded.day, health = excluded.health,
      coverage = excluded.coverage, band = excluded.band, band_shown = excluded.band_shown,
      health_30_days_ago = excluded.health_30_days_ago, known_kpis = excluded.known_kpis,
      sparkline = excluded.sparkline, mrr = excluded.mrr, next_renewal = excluded.next_renewal`.execute(
    db,
  );
}

/** Years of rows per account: a few accounts at a time keep the memory small. */
const accountsInMemory = 40;

async function healthsOf(
  db: Db,
  accountIds: readonly number[],
  day: Day,
): Promise<CurrentHealth[]> {
  const healths: CurrentHealth[] = [];
  const scorer = await scorerOf(db, accountIds);
  for (let first = 0; first < accountIds.length; first += accountsInMemory) {
    const ids = accountIds.slice(first, first + accountsInMemory);
    const byAccount = await readingRows(db, ids, day);
    for (const id of ids) healths.push(currentHealth(byAccount.get(id) ?? [], id, day, scorer));
  }
  return healths;
}

/** An array inside an array of rows has to travel as text. */
const arrayText = (values: readonly (number | null)[]): string =>
  `{${values.map((value) => value ?? 'NULL').join(',')}}`;
