import { sql } from 'kysely';
import {
  type Company,
  companyOf,
  settingsQuery,
  todayIn,
  toReadingSettings,
} from '../accounts/company.ts';
import { type Db, together } from '../db/connect.ts';
import { storeCurrentHealth, storeHealthOfToday } from '../health/rescore.ts';
import { keepShown } from '../health/shown.ts';
import { replacedReadingsOfDay, storeReadings } from '../kpis/measure.ts';
import { type FurtherPlace, furtherPlacesQuery, toFurtherPlaces } from '../kpis/places.ts';
import { type Day, daysBetween } from '../lib/day.ts';
import { accountsIn, keptForOne } from '../rollups/rollup.ts';
import { addToTotals, runningCounters, totalCounters } from '../rollups/running.ts';
import { advanceTo } from './advance.ts';
import { refillWindows } from './further.ts';
import {
  companyNotice,
  nothingYet,
  noticeCompany,
  readingState,
  stateQuery,
} from './reading-state.ts';
import { idsOf, noteRebuilt, type Rebuilt, rebuild, stale } from './rebuild.ts';
import { isStillTouched, taken, touchAll, touchedCount } from './touched.ts';

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
  const [settings, [state = nothingYet]] = await together(db, [settingsQuery(), stateQuery()]);
  const company = companyOf(settings);
  const today = options.today ?? todayIn(company);
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
  do await restateTouched(db, company, current, options);
  while (await isStillTouched(db));
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
        const { rows: batch } = await taken('rollups', accountsPerBatch).execute(tx);
        const { rebuilt } = await rebuild(tx, company, batch);
        await noteRebuilt(tx, rebuilt);
        return batch.length;
      }),
    (done, total) => onProgress?.({ step: 'rollups', done, total }),
  );
  await db.transaction().execute(async (tx) => {
    const { rows } = await companyNotice().execute(tx);
    await noticeCompany(tx, rows[0]);
  });
  const { firstCostDay } = await readingState(db);
  await inBatches(
    (await touchedCount(db)).all,
    () =>
      db.transaction().execute(async (tx) => {
        const { rows: batch } = await taken('readings', accountsPerBatch).execute(tx);
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
    const [, batch] = await together(tx, [
      // What is lost with the machine is still marked as touched and made again.
      sql`set local synchronous_commit = off`,
      taken('all', accountsPerBatch + 1),
    ]);
    if (batch.length > accountsPerBatch) return null;
    const { rebuilt, notice } = await rebuild(tx, company, batch, day);
    if (await noticeCompany(tx, notice)) {
      await noteRebuilt(tx, rebuilt);
      return null;
    }
    await restate(tx, company, day, notice?.firstCostDay ?? null, rebuilt);
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
  const outdated = idsOf(batch.filter((row) => !row.areTotalsKept));
  const done = forgotten(ids, outdated);
  let places: FurtherPlace[] = [];
  if (ofToday.length > 0) {
    const counters = totalCounters({ day, currency, firstCostDay });
    const replaced = (accountIds: readonly number[]) =>
      replacedReadingsOfDay({ accountIds, day }, counters, settings);
    const [known, , further] = await together(tx, [
      replaced(idsOf(ofToday)),
      done,
      furtherPlacesQuery(),
    ]);
    places = toFurtherPlaces(further);
    const missing = idsOf(ofToday).filter((id) => !known.some((row) => row.account_id === id));
    if (missing.length > 0) {
      await sumUp(tx, missing, day);
      await replaced(missing).execute(tx);
    }
  } else {
    const [, further] = await together(tx, [done, furtherPlacesQuery()]);
    places = toFurtherPlaces(further);
  }
  // What has just been read is summed up now: the next fact of each account would have to do it.
  if (outdated.length > 0) await sumUp(tx, outdated, day);
  // Under another parameter a fact can count where it does not as the KPI ships.
  await refillWindows(tx, ids, places);
  const isOfToday = (row: Rebuilt) =>
    row.areTotalsKept && row.readings_from !== null && row.readings_from >= day;
  const [fromToday, fromBefore] = [batch.filter(isOfToday), batch.filter((row) => !isOfToday(row))];
  if (fromToday.length > 0) {
    const contractsStand = fromToday.every((row) => row.contractsStand);
    await storeHealthOfToday(tx, idsOf(fromToday), day, { contractsStand });
  }
  if (fromBefore.length > 0) await storeCurrentHealth(tx, idsOf(fromBefore), day);
}

/** Takes the marks of accounts away that are being restated, and totals that are no longer theirs. */
const forgotten = (accountIds: readonly number[], outdated: readonly number[]) => {
  const marks = sql`delete from fact.touched where account_id = any(${accountIds}::int[])`;
  return outdated.length === 0
    ? marks
    : sql`
      with totals as (delete from rollup.total where account_id = any(${outdated}::int[])),
      money_totals as (delete from rollup.money_total where account_id = any(${outdated}::int[]))
      ${marks}`;
};

/** Sums up the changes of accounts whose totals went when they were restated. */
async function sumUp(tx: Db, accountIds: readonly number[], day: Day): Promise<void> {
  await sql`delete from rollup.money_total where account_id = any(${accountIds}::int[])`.execute(
    tx,
  );
  const scope = { accountIds };
  const upToDay = sql<boolean>`${accountsIn(scope, 'account_id')} and day <= ${day}::date`;
  const statements = addToTotals(upToDay);
  await together(
    tx,
    statements.map((statement) => sql`${keptForOne(scope)} ${statement}`),
  );
}
