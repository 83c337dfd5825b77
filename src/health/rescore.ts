import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { addDays, type Day } from '../lib/day.ts';
import { type Band, nextBandShown } from '../scoring/bands.ts';
import { bandOrder } from '../scoring/portfolio.ts';
import { bandsShown, healthOnDay, numberOrNull, placesOf } from './portfolio-health.ts';
import { everyAccount, type ReadingColumns, readingColumns } from './reading-columns.ts';
import { type Scorer, scorerOf } from './scorer.ts';
import {
  type CurrentHealth,
  monthBefore,
  sparklineDays,
  writeCurrentHealth,
} from './write-current.ts';

export interface RescoreOptions {
  /** All that are not withdrawn, where absent. */
  accountIds?: readonly number[];
  /** See `writeCurrentHealth`. */
  contractsStand?: boolean;
}

/**
 * Scores many accounts anew at the end of `day`, the last one with readings, under the current settings version. Nobody is
 * kept from reading meanwhile; whoever changes one of these accounts at the same time has the last word.
 */
export async function rescore(db: Db, day: Day, options: RescoreOptions = {}): Promise<void> {
  // Readings come over connections of their own: once the rows are locked, all that was stored before can be seen.
  await db.transaction().execute((tx) => rescoreIn(tx, db, day, options));
}

/** The same within a transaction that has stored readings itself. */
export const storeCurrentHealth = (tx: Db, accountIds: readonly number[], day: Day) =>
  rescoreIn(tx, tx, day, { accountIds });

async function rescoreIn(tx: Db, reader: Db, day: Day, options: RescoreOptions): Promise<void> {
  const stored = await lockRows(tx, options.accountIds);
  const accountIds = options.accountIds ?? (await everyAccount(tx));
  const scorer = await scorerOf(tx, accountIds);
  const yesterday = addDays(day, -1);
  const days = [...new Set([...sparklineDays(day), monthBefore(day), yesterday, day])].toSorted();
  const columns = await readingColumns(reader, { days, places: placesOf(scorer), accountIds });
  const known = bandsKnown(stored, scorer, day);
  const bandsBefore = await bandsOn(reader, scorer, columns, yesterday, known);
  const fresh = currentHealths(columns, scorer, day, bandsBefore);
  const { contractsStand = false } = options;
  await writeCurrentHealth(tx, fresh, { day, version: scorer.version.id, contractsStand });
}

/** Scores accounts anew of whose readings none before `day` has changed since they were scored last. */
export async function storeHealthOfToday(
  tx: Db,
  accountIds: readonly number[],
  day: Day,
  { contractsStand }: { contractsStand: boolean },
): Promise<void> {
  const stored = await lockRows(tx, accountIds);
  const scorer = await scorerOf(tx, accountIds);
  const usable = stored.filter(
    (row) => row.day === day && row.version === scorer.version.id && row.band_before !== null,
  );
  const columns = await readingColumns(tx, {
    days: [day],
    places: placesOf(scorer),
    accountIds: usable.map((row) => row.account_id),
  });
  const known = bandsKnown(usable, scorer, day);
  const fresh = currentHealths(columns, scorer, day, known).map((row, index) => ({
    ...row,
    health_30_days_ago: usable[index]?.health_30_days_ago ?? null,
    sparkline: [...(usable[index]?.sparkline ?? []).slice(0, -1), row.health],
  }));
  await writeCurrentHealth(tx, fresh, { day, version: scorer.version.id, contractsStand });
  const done = new Set(usable.map((row) => row.account_id));
  const others = accountIds.filter((id) => !done.has(id));
  if (others.length > 0) await storeCurrentHealth(tx, others, day);
}

interface Stored {
  account_id: number;
  day: Day;
  version: number | null;
  band_shown: Band;
  /** Null where a row is older than this column. */
  band_before: Band | null;
  health_30_days_ago: number | null;
  sparkline: readonly (number | null)[] | null;
}

async function lockRows(tx: Db, accountIds: readonly number[] | undefined): Promise<Stored[]> {
  const { rows } = await sql<Stored>`
    select account_id, day, version, band_shown, band_before, health_30_days_ago, sparkline
    from health.current
    where ${accountIds === undefined ? sql`true` : sql`account_id = any(${accountIds}::int[])`}
    order by account_id
    for update`.execute(tx);
  return rows;
}

/** The bands at the end of the day before that stand already, under the same version. */
function bandsKnown(stored: readonly Stored[], scorer: Scorer, day: Day): Map<number, Band> {
  const yesterday = addDays(day, -1);
  const known = new Map<number, Band>();
  for (const row of stored) {
    if (row.version !== scorer.version.id) continue;
    if (row.day === yesterday) known.set(row.account_id, row.band_shown);
    else if (row.day === day && row.band_before !== null)
      known.set(row.account_id, row.band_before);
  }
  return known;
}

async function bandsOn(
  db: Db,
  scorer: Scorer,
  columns: ReadingColumns,
  day: Day,
  known: ReadonlyMap<number, Band>,
): Promise<Map<number, Band>> {
  const { health } = healthOnDay(columns, columns.days.indexOf(day), scorer);
  const open = new Map<number, number | null>();
  for (const [account, id] of columns.accountIds.entries()) {
    if (!known.has(id)) open.set(id, numberOrNull(health[account]));
  }
  return new Map([...known, ...(await bandsShown(db, scorer, day, open))]);
}

function currentHealths(
  columns: ReadingColumns,
  scorer: Scorer,
  day: Day,
  bandsBefore: ReadonlyMap<number, Band>,
): CurrentHealth[] {
  const scored = new Map(
    columns.days.map((each, index) => [each, healthOnDay(columns, index, scorer)]),
  );
  const today = scored.get(day);
  const weeks = sparklineDays(day).map((each) => scored.get(each)?.health);
  const monthAgo = scored.get(monthBefore(day))?.health;
  const known = knownKpis(columns, columns.days.indexOf(day), scorer);
  return Array.from(columns.accountIds, (id, account): CurrentHealth => {
    const health = numberOrNull(today?.health[account]);
    const bandBefore = bandsBefore.get(id) ?? 'unknown';
    return {
      account_id: id,
      health,
      coverage: today?.coverage[account] ?? 0,
      band: bandOrder[today?.band[account] ?? 3] ?? 'unknown',
      band_shown: nextBandShown(bandBefore, health, scorer.profileOn(id, day)),
      band_before: bandBefore,
      health_30_days_ago: numberOrNull(monthAgo?.[account]),
      known_kpis: known[account] ?? 0,
      sparkline: weeks.map((week) => numberOrNull(week?.[account])),
    };
  });
}

/** Of the KPIs that count, how many have a reading, by account. */
function knownKpis(columns: ReadingColumns, dayIndex: number, scorer: Scorer): Uint8Array {
  const day = columns.days[dayIndex];
  const known = new Uint8Array(columns.accountIds.length);
  for (const profile of scorer.profiles) {
    const counted = profile.kpis.filter(({ weight }) => weight > 0);
    const values = counted.map(({ place }) => columns.column(dayIndex, place));
    for (const [account, id] of columns.accountIds.entries()) {
      if (day === undefined || scorer.profileOn(id, day) !== profile) continue;
      known[account] = values.filter((column) => !Number.isNaN(column[account])).length;
    }
  }
  return known;
}
