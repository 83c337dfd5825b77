import { type RawBuilder, sql } from 'kysely';
import { type Db, together } from '../db/connect.ts';
import { addDays, type Day } from '../lib/day.ts';
import { type Band, nextBandShown } from '../scoring/bands.ts';
import { bandOrder, type PortfolioHealth } from '../scoring/portfolio.ts';
import {
  bandsShown,
  healthOnEveryDay,
  knownKpisOnDay,
  numberOrNull,
  placesOf,
} from './portfolio-health.ts';
import {
  everyAccount,
  type ReadingColumns,
  readingColumns,
  shippedPlaces,
} from './reading-columns.ts';
import { keepScoredPast, withScoredPast } from './scored-past.ts';
import { type Scorer, scorerOf } from './scorer.ts';
import { currentVersionQuery, toCurrentVersion } from './versions.ts';
import {
  type CurrentHealth,
  type HealthOfDay,
  monthBefore,
  scoredDays,
  sparklineDays,
  writeCurrentHealth,
  writeHealthOfToday,
} from './write-current.ts';

export interface RescoreOptions {
  /** All that are not withdrawn, where absent. */
  accountIds?: readonly number[];
  /** Neither facts nor the day are others than when the accounts were scored last: only the settings are. */
  factsStand?: boolean;
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

const accountsAtOnce = 1_000;
const parallelTurns = 2;

async function rescoreIn(tx: Db, reader: Db, day: Day, options: RescoreOptions): Promise<void> {
  const { rows: stored } = await lockedRows(options.accountIds).execute(tx);
  const accountIds = options.accountIds ?? (await everyAccount(tx));
  const scorer = await scorerOf(tx, accountIds);
  const known = bandsKnown(stored, scorer, day);
  const places = [...new Set([...shippedPlaces, ...placesOf(scorer)])];
  const yesterday = addDays(day, -1);
  const days = scoredDays(day);
  const { factsStand = false } = options;
  const turns = turnsOf(accountIds, factsStand ? await withScoredPast(tx, days) : new Set());
  const written = { day, version: scorer.version.id, contractsStand: factsStand };
  // While the rows of some accounts are stored, readings of the next ones come over another connection.
  const worker = async () => {
    for (let turn = turns.shift(); turn !== undefined; turn = turns.shift()) {
      const columns = await readingColumns(reader, { ...turn, days, places });
      const scored = healthOnEveryDay(columns, scorer);
      const bandsBefore = await bandsOn(reader, { columns, scored, scorer }, yesterday, known);
      const fresh = currentHealths({ columns, scored, scorer }, day, bandsBefore);
      await Promise.all([
        writeCurrentHealth(tx, fresh, written),
        turn.isPastKept ? undefined : keepScoredPast(tx, columns),
      ]);
    }
  };
  await Promise.all(Array.from({ length: reader.isTransaction ? 1 : parallelTurns }, worker));
}

interface Turn {
  accountIds: number[];
  isPastKept: boolean;
}

/** Some accounts at once, apart by whether their past has to be read. */
const turnsOf = (accountIds: readonly number[], kept: ReadonlySet<number>): Turn[] =>
  [true, false].flatMap((isPastKept) => {
    const ids = accountIds.filter((id) => kept.has(id) === isPastKept);
    return Array.from({ length: Math.ceil(ids.length / accountsAtOnce) }, (_, turn) => ({
      accountIds: ids.slice(turn * accountsAtOnce, (turn + 1) * accountsAtOnce),
      isPastKept,
    }));
  });

/** Scores accounts anew of whose readings none before `day` has changed since they were scored last. */
export async function storeHealthOfToday(
  tx: Db,
  accountIds: readonly number[],
  day: Day,
  { contractsStand }: { contractsStand: boolean },
): Promise<void> {
  const [stored, version] = await together(tx, [lockedRows(accountIds), currentVersionQuery()]);
  const scorer = await scorerOf(tx, accountIds, toCurrentVersion(version));
  const usable = stored.filter(
    (row) => row.day === day && row.version === scorer.version.id && row.band_before !== null,
  );
  const columns = await readingColumns(tx, {
    days: [day],
    places: placesOf(scorer),
    accountIds: usable.map((row) => row.account_id),
  });
  const scored = healthOnEveryDay(columns, scorer);
  const known = bandsKnown(usable, scorer, day);
  const fresh = healthsOn({ columns, scored, scorer }, day, known);
  await writeHealthOfToday(tx, fresh, { day, contractsStand });
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
}

const lockedRows = (accountIds: readonly number[] | undefined): RawBuilder<Stored> => sql<Stored>`
  select account_id, day, version, band_shown, band_before
  from health.current
  where ${accountIds === undefined ? sql`true` : sql`account_id = any(${accountIds}::int[])`}
  order by account_id
  for update`;

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

/** Readings of some accounts on some days, and every day scored. */
interface Scored {
  columns: ReadingColumns;
  scored: PortfolioHealth;
  scorer: Scorer;
}

/** Where the healths of a day begin. */
const startOf = ({ accountIds, days }: ReadingColumns, day: Day): number =>
  days.indexOf(day) * accountIds.length;

async function bandsOn(
  db: Db,
  { columns, scored, scorer }: Scored,
  day: Day,
  known: ReadonlyMap<number, Band>,
): Promise<ReadonlyMap<number, Band>> {
  const start = startOf(columns, day);
  const open = new Map<number, number | null>();
  for (const [account, id] of columns.accountIds.entries()) {
    if (!known.has(id)) open.set(id, numberOrNull(scored.health[start + account]));
  }
  return open.size === 0
    ? known
    : new Map([...known, ...(await bandsShown(db, scorer, day, open))]);
}

/** What a row of today holds beside what it says of the past. */
function healthsOn(
  { columns, scored, scorer }: Scored,
  day: Day,
  bandsBefore: ReadonlyMap<number, Band>,
): HealthOfDay[] {
  const start = startOf(columns, day);
  const known = knownKpisOnDay(columns, columns.days.indexOf(day), scorer);
  return Array.from(columns.accountIds, (id, account): HealthOfDay => {
    const health = numberOrNull(scored.health[start + account]);
    const bandBefore = bandsBefore.get(id) ?? 'unknown';
    return {
      account_id: id,
      health,
      coverage: scored.coverage[start + account] ?? 0,
      band: bandOrder[scored.band[start + account] ?? 3] ?? 'unknown',
      band_shown: nextBandShown(bandBefore, health, scorer.profileOn(id, day)),
      known_kpis: known[account] ?? 0,
    };
  });
}

function currentHealths(
  all: Scored,
  day: Day,
  bandsBefore: ReadonlyMap<number, Band>,
): CurrentHealth[] {
  const { columns, scored } = all;
  const weeks = sparklineDays(day).map((each) => startOf(columns, each));
  const monthAgo = startOf(columns, monthBefore(day));
  return healthsOn(all, day, bandsBefore).map((row, account) => ({
    ...row,
    band_before: bandsBefore.get(row.account_id) ?? 'unknown',
    health_30_days_ago: numberOrNull(scored.health[monthAgo + account]),
    sparkline: weeks.map((start) => numberOrNull(scored.health[start + account])),
  }));
}
