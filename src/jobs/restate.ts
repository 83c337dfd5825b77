import { sql } from 'kysely';
import {
  type Company,
  keyFeatures,
  readCompany,
  todayIn,
  toReadingSettings,
} from '../accounts/company.ts';
import type { Db } from '../db/connect.ts';
import { storeCurrentHealth, storeHealthOfToday } from '../health/rescore.ts';
import { keepShown } from '../health/shown.ts';
import { replaceReadingsOfDay, storeReadings } from '../kpis/measure.ts';
import { type Day, daysBetween } from '../lib/day.ts';
import { fillRollups } from '../rollups/fill.ts';
import { addToTotals, runningCounters, totalCounters } from '../rollups/running.ts';
import { advanceTo } from './advance.ts';
import { refillSeries, refillWindows } from './further.ts';
import { noticeCompany, readingState } from './reading-state.ts';
import {
  earliestChange,
  type Touched,
  takeTouched,
  touchAll,
  touchedCount,
  usageRange,
} from './touched.ts';

export interface RestateProgress {
  step: 'rollups' | 'readings';
  /** Accounts. */
  done: number;
  total: number;
}

export interface RestateOptions {
  onProgress?: (progress: RestateProgress) => void;
  /** The day it is, where it is not to be read off the clock. */
  today?: Day;
}

const accountsPerBatch = 400;
const parallelBatches = 2;
/** A longer gap is cheaper to restate than to walk day by day. */
const longestWalkDays = 31;

/**
 * Brings readings and health up to today: rebuilds the rollups of accounts whose facts changed, restates exactly their
 * readings, and walks the others forward. Each step commits, so that a stop in the middle loses nothing.
 */
export async function bringUpToDate(db: Db, options: RestateOptions = {}): Promise<Day> {
  const company = await readCompany(db);
  const today = options.today ?? todayIn(company);
  const state = await readingState(db);
  if (state.currentDay !== null && state.currentDay < today) await keepShown(db, state.currentDay);
  if (state.currentDay === null || daysBetween(state.currentDay, today) > longestWalkDays) {
    await db.transaction().execute(async (tx) => {
      await touchAll(tx, [], state.currentDay ?? '-infinity');
      await sql`update reading.state set current_day = ${today}::date`.execute(tx);
    });
  } else if (state.currentDay < today) {
    await restateTouched(db, company, state.currentDay, options);
    await advanceTo(db, company, state.currentDay, today);
  }
  const current = state.currentDay !== null && state.currentDay > today ? state.currentDay : today;
  await restateTouched(db, company, current, options);
  return current;
}

async function restateTouched(
  db: Db,
  company: Company,
  day: Day,
  { onProgress }: RestateOptions,
): Promise<void> {
  const atOnce = await restateAtOnce(db, company, day);
  if (atOnce !== null) {
    if (atOnce > 0) onProgress?.({ step: 'readings', done: atOnce, total: atOnce });
    return;
  }
  await inBatches(
    (await touchedCount(db)).withFacts,
    () =>
      db.transaction().execute(async (tx) => {
        const batch = await takeTouched(tx, 'rollups', accountsPerBatch);
        await noteRebuilt(tx, await rebuild(tx, company, batch));
        return batch.length;
      }),
    (done, total) => onProgress?.({ step: 'rollups', done, total }),
  );
  await db.transaction().execute((tx) => noticeCompany(tx));
  const { firstCostDay } = await readingState(db);
  await inBatches(
    (await touchedCount(db)).all,
    () =>
      db.transaction().execute(async (tx) => {
        const batch = await takeTouched(tx, 'readings', accountsPerBatch);
        const rebuilt = batch.map((row) => ({ ...row, ...stale }));
        await restate(tx, company, day, firstCostDay, rebuilt);
        return batch.length;
      }),
    (done, total) => onProgress?.({ step: 'readings', done, total }),
  );
}

/**
 * A few accounts in a single transaction. Gives their number; null where there are too many, or where the change turned
 * out to reach the whole company.
 */
async function restateAtOnce(db: Db, company: Company, day: Day): Promise<number | null> {
  return db.transaction().execute(async (tx) => {
    const batch = await takeTouched(tx, 'all', accountsPerBatch + 1);
    if (batch.length > accountsPerBatch) return null;
    const rebuilt = await rebuild(tx, company, batch, day);
    if (await noticeCompany(tx)) {
      await noteRebuilt(tx, rebuilt);
      return null;
    }
    const { firstCostDay } = await readingState(tx);
    await restate(tx, company, day, firstCostDay, rebuilt);
    return batch.length;
  });
}

/** Runs a step on a few connections at once until it finds nothing more to do. */
async function inBatches(
  total: number,
  step: () => Promise<number>,
  onDone: (done: number, total: number) => void,
): Promise<void> {
  let done = 0;
  if (total > 0) onDone(done, total);
  const worker = async () => {
    for (;;) {
      const accounts = await step();
      done += accounts;
      if (accounts > 0) onDone(done, Math.max(done, total));
      if (accounts < accountsPerBatch) return;
    }
  };
  const workers = total > accountsPerBatch ? parallelBatches : 1;
  await Promise.all(Array.from({ length: workers }, worker));
}

/** An account whose rollups stand. */
interface Rebuilt {
  account_id: number;
  /** From which day on its readings do not stand; null = all. */
  readings_from: Day | null;
  /** Whether its totals say what its rollups say. */
  areTotalsKept: boolean;
  /** Whether its subscriptions and renewals are what they were. */
  contractsStand: boolean;
}

/** Nothing is known of how the account came to be touched. */
const stale = { areTotalsKept: false, contractsStand: false };

/** Facts of which an account's contracts are made. */
const contractFacts = ['subscriptions', 'renewals'];

/**
 * Rebuilds the rollups of a batch; gives from which day on each account's readings are to be made again. Totals as of
 * `totalsDay` are kept true, where there are any.
 */
async function rebuild(
  tx: Db,
  company: Company,
  batch: readonly Touched[],
  totalsDay?: Day,
): Promise<readonly Rebuilt[]> {
  const changed = batch.filter(({ facts }) => facts.length > 0);
  if (changed.length === 0) return batch.map((row) => ({ ...row, ...stale }));
  const changedFrom = earliestChange(changed);
  const filled = await fillRollups(
    tx,
    {
      accountIds: changed.map((row) => row.account_id),
      timeZone: company.time_zone,
      currency: company.currency,
      keyFeatures: keyFeatures(company),
      usage: usageRange(changed),
      ...(changedFrom !== null && { changedFrom }),
      ...(totalsDay !== undefined && { totalsDay }),
    },
    new Set(changed.flatMap((row) => row.facts)),
  );
  await refillSeries(
    tx,
    changed.filter(({ facts }) => facts.includes('series')).map((row) => row.account_id),
  );
  return batch.map((row): Rebuilt => {
    if (row.facts.length === 0) return { ...row, ...stale };
    const from = filled.changedFrom.get(row.account_id) ?? nothingChanged;
    const pending = row.readings_from;
    return {
      account_id: row.account_id,
      readings_from: pending !== null && pending < from ? pending : from,
      areTotalsKept: pending === null && !filled.withdrawn.has(row.account_id),
      contractsStand: !row.facts.some((fact) => contractFacts.includes(fact)),
    };
  });
}

/** Leaves only the readings of accounts to be made again. */
async function noteRebuilt(tx: Db, rebuilt: readonly Rebuilt[]): Promise<void> {
  await sql`
    update fact.touched
    set facts = '{}', changed_from = null, usage_from = null, usage_until = null,
      readings_from = least(touched.readings_from, rebuilt.readings_from)
    from unnest(${idsOf(rebuilt)}::int[], ${rebuilt.map((row) => row.readings_from)}::date[])
      rebuilt (account_id, readings_from)
    where touched.account_id = rebuilt.account_id`.execute(tx);
}

/** After every day. */
const nothingChanged = 'infinity' as Day;

async function restate(
  tx: Db,
  company: Company,
  day: Day,
  firstCostDay: Day | null,
  batch: readonly Rebuilt[],
): Promise<void> {
  if (batch.length === 0) return;
  const ids = idsOf(batch);
  const due = batch.filter(({ readings_from }) => readings_from === null || readings_from <= day);
  const ofToday = due.filter((row) => row.areTotalsKept && row.readings_from === day);
  const longer = due.filter((row) => !ofToday.includes(row));
  const settings = toReadingSettings(company);
  const { currency } = company;
  if (longer.length > 0) {
    const accountIds = idsOf(longer);
    const wanted = { accountIds, fromDays: longer.map((row) => row.readings_from ?? '-infinity') };
    const counters = runningCounters({ ...wanted, until: day, currency, firstCostDay });
    await storeReadings(tx, wanted, counters, settings);
  }
  if (ofToday.length > 0) {
    const counters = totalCounters({ day, currency, firstCostDay });
    const storeOfToday = (accountIds: readonly number[]) =>
      replaceReadingsOfDay(tx, { accountIds, day }, counters, settings);
    const missing = await storeOfToday(idsOf(ofToday));
    if (missing.length > 0) {
      await sumUp(tx, missing, day);
      await storeOfToday(missing);
    }
  }
  await refillWindows(tx, idsOf(due));
  const outdated = idsOf(batch.filter((row) => !row.areTotalsKept));
  await sql`
    with totals as (delete from rollup.total where account_id = any(${outdated}::int[])),
    money_totals as (delete from rollup.money_total where account_id = any(${outdated}::int[]))
    delete from fact.touched where account_id = any(${ids}::int[])`.execute(tx);
  const isOfToday = (row: Rebuilt) =>
    row.areTotalsKept && row.readings_from !== null && row.readings_from >= day;
  const [fromToday, fromBefore] = [batch.filter(isOfToday), batch.filter((row) => !isOfToday(row))];
  if (fromToday.length > 0) {
    const contractsStand = fromToday.every((row) => row.contractsStand);
    await storeHealthOfToday(tx, idsOf(fromToday), day, { contractsStand });
  }
  if (fromBefore.length > 0) await storeCurrentHealth(tx, idsOf(fromBefore), day);
}

const idsOf = (rows: readonly Rebuilt[]): number[] => rows.map((row) => row.account_id);

/** Sums up the changes of accounts whose totals went when they were restated. */
async function sumUp(tx: Db, accountIds: readonly number[], day: Day): Promise<void> {
  await sql`delete from rollup.money_total where account_id = any(${accountIds}::int[])`.execute(
    tx,
  );
  const upToDay = sql<boolean>`account_id = any(${accountIds}::int[]) and day <= ${day}::date`;
  for (const statement of addToTotals(upToDay)) await statement.execute(tx);
}
