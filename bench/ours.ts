// The steps of Hale that are measured from the inside, each in a process of its own: node bench/ours.ts DATA_DIR STEP [FACTS].
import { sql } from 'kysely';
import { readCompany } from '../src/accounts/company.ts';
import { connect, connectPool, type Db } from '../src/db/connect.ts';
import { openDatabase } from '../src/db/open-database.ts';
import { storeFacts } from '../src/facts/store/store-facts.ts';
import { storeCurrentHealth } from '../src/health/current.ts';
import { advanceReadings } from '../src/jobs/advance.ts';
import { readingState } from '../src/jobs/reading-state.ts';
import { bringUpToDate } from '../src/jobs/restate.ts';
import { addDays, parseDay } from '../src/lib/day.ts';
import { newFact } from './new-fact.ts';
import { AS_OF } from './sizes.ts';

const asOf = parseDay(AS_OF);
const beforeAllFacts = parseDay('2000-01-01');
/** The first walked day also sums up everything before it; the best of the others counts, as for DuckDB. */
const WALKED_DAYS = 4;

const secondsSince = (started: number): number => (performance.now() - started) / 1000;

export interface Backfill {
  rollupSeconds: number;
  readingSeconds: number;
  peakBytes: number;
}

/** Rollups from all facts, then the readings of all accounts for 365 days, with their health. */
async function backfill(db: Db): Promise<Backfill> {
  const started = performance.now();
  await bringUpToDate(db, { today: beforeAllFacts });
  const readingsFrom = performance.now();
  const last = addDays(asOf, -WALKED_DAYS);
  await sql`update reading.state set current_day = ${last}::date`.execute(db);
  await sql`
    insert into fact.touched (account_id, facts, readings_from)
    select id, '{}', ${addDays(last, -364)}::date from account.account`.execute(db);
  await bringUpToDate(db, { today: last });
  return {
    rollupSeconds: (readingsFrom - started) / 1000,
    readingSeconds: secondsSince(readingsFrom),
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
}

export interface OneDay {
  /** Readings of all accounts. */
  seconds: number;
  /** Health of all accounts on top. */
  healthSeconds: number;
}

async function oneDay(db: Db): Promise<OneDay> {
  const company = await readCompany(db);
  const seconds: number[] = [];
  for (let ahead = WALKED_DAYS - 1; ahead >= 0; ahead -= 1) {
    const started = performance.now();
    await advanceReadings(db, company, addDays(asOf, -ahead));
    seconds.push(secondsSince(started));
  }
  const { rows } = await sql<{ id: number }>`select id from account.account`.execute(db);
  const started = performance.now();
  for (let first = 0; first < rows.length; first += 1000) {
    const ids = rows.slice(first, first + 1000).map(({ id }) => id);
    await storeCurrentHealth(db, ids, asOf);
  }
  return { seconds: Math.min(...seconds.slice(1)), healthSeconds: secondsSince(started) };
}

export interface Latencies {
  milliseconds: number[];
  /** The part of each until the fact is stored. */
  storing: number[];
}

/** One fact at a time through the same pipeline as an import, until the account's health is current. */
async function oneFact(
  db: Db,
  config: Parameters<typeof connectPool>[0],
  facts: number,
): Promise<Latencies> {
  const pool = connectPool({ ...config, max: 1 });
  const { rows } = await sql<{ external_id: string }>`
    select external_id from account.account where source_id = (select id from app.source where name = 'csv')
    order by id`.execute(db);
  const today = (await readingState(db)).currentDay ?? asOf;
  const milliseconds: number[] = [];
  const storing: number[] = [];
  for (let number = 0; number < facts; number += 1) {
    const account = rows[(number * 7919) % rows.length]?.external_id ?? '';
    const started = performance.now();
    const client = await pool.connect();
    await storeFacts(client, { source: 'csv', batches: [newFact(number, account, today)] });
    client.release();
    storing.push(performance.now() - started);
    await bringUpToDate(db, { today });
    milliseconds.push(performance.now() - started);
  }
  await pool.end();
  return { milliseconds, storing };
}

async function run(dataDir: string, step: string, facts: number): Promise<unknown> {
  const database = await openDatabase({ DATA_DIR: dataDir }, { name: 'bench' });
  const db = connect(database.app);
  try {
    if (step === 'backfill') return await backfill(db);
    if (step === 'day') return await oneDay(db);
    if (step === 'fact') return await oneFact(db, database.app, facts);
    throw new RangeError(`no step "${step}"`);
  } finally {
    await db.destroy();
    await database.close();
  }
}

if (import.meta.main) {
  const [dataDir = '', step = '', facts = '0'] = process.argv.slice(2);
  console.log(JSON.stringify(await run(dataDir, step, Number(facts))));
}
