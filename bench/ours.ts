// The steps of Hale that are measured from the inside, each in a process of its own: node bench/ours.ts DATA_DIR STEP [FACTS].
import { sql } from 'kysely';
import { readCompany } from '../src/accounts/company.ts';
import { connect, connectPool, type Db } from '../src/db/connect.ts';
import { openDatabase } from '../src/db/open-database.ts';
import { storeFacts } from '../src/facts/store/store-facts.ts';
import { bandHistory } from '../src/health/band-history.ts';
import { readingColumns } from '../src/health/reading-columns.ts';
import { rescore } from '../src/health/rescore.ts';
import { createDraft, currentVersion, shippedVersion } from '../src/health/versions.ts';
import { advanceReadings } from '../src/jobs/advance.ts';
import { publishDraft } from '../src/jobs/publish.ts';
import { readingState } from '../src/jobs/reading-state.ts';
import { bringUpToDate } from '../src/jobs/restate.ts';
import { addDays, parseDay } from '../src/lib/day.ts';
import type { ScoringModel } from '../src/scoring/model.ts';
import { modelScorer } from '../src/scoring/portfolio-model.ts';
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
  const started = performance.now();
  await rescore(db, asOf);
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

export interface Restating {
  /** A weight moved and published, with every account scored anew and stored; the best of some. */
  publishSeconds: number;
  /** Bands of every account week by week over a year, under another version. */
  bandHistorySeconds: number;
  /** Scoring every account anew after a weight moved, as the designer does in the browser. */
  previewMilliseconds: number[];
}

const PUBLICATIONS = 3;
const PREVIEWS = 50;

async function restating(db: Db): Promise<Restating> {
  const weightOf = (change: number) => (model: ScoringModel) => ({
    ...model,
    profiles: model.profiles.map((profile) => ({
      ...profile,
      kpis: profile.kpis.map((kpi, place) => ({
        ...kpi,
        weight: kpi.weight + (place === 0 ? change : 0),
      })),
    })),
  });
  const publishing: number[] = [];
  for (let turn = 0; turn < PUBLICATIONS; turn += 1) {
    const { id: basedOn, model } = await currentVersion(db);
    const noted = { author: 'bench', note: 'a weight moved' };
    const draft = await createDraft(db, { model: weightOf(1)(model), ...noted, basedOn });
    const started = performance.now();
    await publishDraft(db, draft, { ...noted, effect: null });
    publishing.push(secondsSince(started));
  }
  const started = performance.now();
  await bandHistory(db, { until: asOf, weeks: 52, version: shippedVersion });
  const bandHistorySeconds = secondsSince(started);
  return {
    publishSeconds: Math.min(...publishing),
    bandHistorySeconds,
    previewMilliseconds: await previews(db, weightOf),
  };
}

async function previews(
  db: Db,
  weightOf: (change: number) => (model: ScoringModel) => ScoringModel,
): Promise<number[]> {
  const { model } = await currentVersion(db);
  const places = model.profiles.flatMap(({ kpis }) => kpis.map(({ place }) => place));
  const columns = await readingColumns(db, { days: [asOf], places: [...new Set(places)] });
  const score = modelScorer({ readings: columns.on(0), attribute: () => null, groups: [] });
  return Array.from({ length: PREVIEWS }, (_, change) => {
    const started = performance.now();
    score(weightOf(change)(model));
    return performance.now() - started;
  });
}

async function run(dataDir: string, step: string, facts: number): Promise<unknown> {
  const database = await openDatabase({ DATA_DIR: dataDir }, { name: 'bench' });
  const db = connect(database.app);
  try {
    if (step === 'backfill') return await backfill(db);
    if (step === 'day') return await oneDay(db);
    if (step === 'fact') return await oneFact(db, database.app, facts);
    if (step === 'restating') return await restating(db);
    // So that a server has nothing left to do when it starts.
    if (step === 'today') return await bringUpToDate(db);
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
