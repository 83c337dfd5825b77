import { sql } from 'kysely';
import { type Company, readCompany, todayIn, toReadingSettings } from '../accounts/company.ts';
import type { Db } from '../db/connect.ts';
import { storeCurrentHealth } from '../health/current.ts';
import { storeReadings } from '../kpis/measure.ts';
import { type Day, daysBetween } from '../lib/day.ts';
import { fillRollups } from '../rollups/fill.ts';
import { counterRollups } from '../rollups/index.ts';
import { runningCounters } from '../rollups/running.ts';
import { advanceTo } from './advance.ts';
import { readingState } from './reading-state.ts';

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
  if (state.currentDay === null || daysBetween(state.currentDay, today) > longestWalkDays) {
    await touchAll(db, []);
    await sql`update reading.state set current_day = ${today}::date`.execute(db);
  } else if (state.currentDay < today) {
    await restateTouched(db, company, state.currentDay, options);
    await advanceTo(db, company, state.currentDay, today);
  }
  const current = state.currentDay !== null && state.currentDay > today ? state.currentDay : today;
  await restateTouched(db, company, current, options);
  return current;
}

/** Marks every account: for rebuilding from these facts, or with none of them for its readings alone. */
export async function touchAll(db: Db, facts: readonly string[]): Promise<void> {
  await sql`
    insert into fact.touched as touched (account_id, facts)
    select id, ${facts}::text[] from account.account
    on conflict (account_id) do update
      set facts = touched.facts || excluded.facts, usage_from = null, usage_until = null`.execute(db);
}

/** Every fact a rollup rests on: for a rebuild from the ground, as after a change of the time zone. */
export const rollupFacts: readonly string[] = [
  ...new Set(['costs', 'time_entries', 'usage_daily', ...counterRollups.flatMap(({ facts }) => facts)]),
];

async function restateTouched(
  db: Db,
  company: Company,
  day: Day,
  { onProgress }: RestateOptions,
): Promise<void> {
  const report = progressOf(db, onProgress);
  await report('rollups');
  await inBatches(() => rebuildBatch(db, company), (done) => report('rollups', done));
  await noticeFirstCost(db);
  const { firstCostDay } = await readingState(db);
  await report('readings');
  await inBatches(
    () => restateBatch(db, company, day, firstCostDay),
    (done) => report('readings', done),
  );
}

/** Runs a step on a few connections at once until it finds nothing more to do. */
async function inBatches(
  step: () => Promise<number>,
  onDone: (accounts: number) => Promise<void>,
): Promise<void> {
  const worker = async () => {
    for (;;) {
      const accounts = await step();
      if (accounts === 0) return;
      await onDone(accounts);
      if (accounts < accountsPerBatch) return;
    }
  };
  await Promise.all(Array.from({ length: parallelBatches }, worker));
}

function progressOf(db: Db, onProgress: RestateOptions['onProgress']) {
  let total = 0;
  let done = 0;
  return async (step: RestateProgress['step'], accounts?: number) => {
    if (onProgress === undefined) return;
    if (accounts === undefined) {
      const { rows } = await sql<{ n: number }>`select count(*) as n from fact.touched`.execute(db);
      total = rows[0]?.n ?? 0;
      done = 0;
    } else {
      done += accounts;
    }
    if (total > 0) onProgress({ step, done, total: Math.max(total, done) });
  };
}

interface Touched {
  account_id: number;
  facts: string[];
  usage_from: string | null;
  usage_until: string | null;
}

async function rebuildBatch(db: Db, company: Company): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<Touched>`
      select account_id, facts, usage_from, usage_until from fact.touched
      where facts <> '{}' order by account_id limit ${accountsPerBatch} for update skip locked`.execute(tx);
    if (rows.length === 0) return 0;
    const accountIds = rows.map((row) => row.account_id);
    await fillRollups(
      tx,
      { accountIds, timeZone: company.time_zone, usage: usageRange(rows) },
      new Set(rows.flatMap((row) => row.facts)),
    );
    await sql`
      update fact.touched set facts = '{}', usage_from = null, usage_until = null
      where account_id = any(${accountIds}::int[])`.execute(tx);
    return rows.length;
  });
}

/** The days of usage to rebuild for all of them: null (all) as soon as one needs all. */
function usageRange(rows: readonly Touched[]): { from: string; until: string } | null {
  const withUsage = rows.filter(({ facts }) => facts.some((fact) => fact.startsWith('usage_')));
  const from = withUsage.map((row) => row.usage_from).toSorted()[0];
  const until = withUsage.map((row) => row.usage_until).toSorted().at(-1);
  const complete = withUsage.every((row) => row.usage_from !== null && row.usage_until !== null);
  return complete && from != null && until != null ? { from, until } : null;
}

/** A new first cost of the company makes balance known or unknown for everybody (definitions.md 10, balance). */
async function noticeFirstCost(db: Db): Promise<void> {
  const { rows } = await sql`
    update reading.state set first_cost_day = (select min(day) from rollup.first_cost)
    where first_cost_day is distinct from (select min(day) from rollup.first_cost)
    returning 1`.execute(db);
  if (rows.length > 0) await touchAll(db, []);
}

async function restateBatch(
  db: Db,
  company: Company,
  day: Day,
  firstCostDay: Day | null,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ account_id: number }>`
      select account_id from fact.touched where facts = '{}'
      order by account_id limit ${accountsPerBatch} for update skip locked`.execute(tx);
    if (rows.length === 0) return 0;
    const accountIds = rows.map((row) => row.account_id);
    const counters = runningCounters({
      accountIds,
      until: day,
      currency: company.currency,
      firstCostDay,
    });
    await storeReadings(tx, accountIds, counters, toReadingSettings(company));
    await sql`delete from rollup.total where account_id = any(${accountIds}::int[])`.execute(tx);
    await sql`delete from rollup.money_total where account_id = any(${accountIds}::int[])`.execute(tx);
    await storeCurrentHealth(tx, accountIds, day);
    await sql`delete from fact.touched where account_id = any(${accountIds}::int[])`.execute(tx);
    return rows.length;
  });
}
