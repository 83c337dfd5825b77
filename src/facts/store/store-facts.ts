import { sql } from 'kysely';
import type pg from 'pg';
import { type Company, companyOf } from '../../accounts/company.ts';
import { type Db, keptPrepared } from '../../db/connect.ts';
import { overClient } from '../../db/single-client.ts';
import type { FactBatch } from '../batch.ts';
import { facts } from '../index.ts';
import { newContext, type SettleContext } from './context.ts';
import type { ImportReport } from './import-report.ts';
import { layoutFor } from './layout.ts';
import { Reading } from './reading.ts';
import { releaseWaiting } from './release.ts';
import { settle } from './settle.ts';
import { fewRows } from './stage.ts';

export interface StoreOptions {
  /** Id of the source the rows come from. */
  source: string;
  batches: AsyncIterable<FactBatch> | Iterable<FactBatch>;
  /** Called when reading is over, with each fact that is being stored. */
  onStoring?: (file: string) => void;
  /** Files that are no batches because they were refused as a whole; looked at when reading is over. */
  refused?: readonly { file: string; problem: string }[];
  /** Aborted, the import ends before its next step by throwing the signal's reason. */
  signal?: AbortSignal;
  /** Runs last, in the same transaction; where it throws, nothing is taken in. */
  beforeCommit?: (tx: Db) => Promise<void>;
}

/** Temporary tables that imports have left on their connection for those to come. */
const lastingTables = new WeakMap<pg.PoolClient, ReadonlySet<string>>();

/** One import at a time: what is new is decided against a still picture. */
export const importLock = 7_401;

/**
 * Takes canonical rows in, all or nothing: reads and judges each, then settles them against what is stored, and accounts
 * for every record (definitions.md 10, Import). Accounts that changed stand in fact.touched afterwards.
 */
export async function storeFacts(
  client: pg.PoolClient,
  options: StoreOptions,
): Promise<ImportReport> {
  const db = overClient(client);
  await sql`begin`.execute(db);
  let reading: Reading | undefined;
  try {
    const { company, ...run } = await openRun(db, options.source);
    const tables = new Set(lastingTables.get(client));
    const context = newContext({ db, ...run, timeZone: company.time_zone, tables });
    reading = new Reading(client, context);
    for await (const batch of options.batches) {
      options.signal?.throwIfAborted();
      await reading.take(batch);
    }
    await storeRead(client, context, reading, options);
    for (const { file, problem } of options.refused ?? []) context.accounting.refuse(file, problem);
    const report = context.accounting.report(options.source);
    await sql`
      update app.import_run set report = ${JSON.stringify(report)} where id = ${context.runId}`.execute(
      db,
    );
    await options.beforeCommit?.(db);
    await sql`commit`.execute(db);
    lastingTables.set(client, tables);
    return report;
  } catch (error) {
    // A connection that is cut has rolled back by itself.
    await reading?.abandon().catch(() => {});
    await sql`rollback`.execute(db).catch(() => {});
    throw error;
  }
}

/** Settles fact by fact, owners before what they own, so that whoever waited for an owner comes in behind it. */
async function storeRead(
  client: pg.PoolClient,
  context: SettleContext,
  reading: Reading,
  { onStoring, signal }: StoreOptions,
): Promise<void> {
  const { db, sourceId, runId } = context;
  const staged = await reading.finish();
  const rows = [...staged.values()].reduce((sum, each) => sum + each.rows, 0);
  if (rows <= fewRows) {
    // The plans of long statements are as good for the next few rows, and making them takes longer than running them.
    await sql`
      select pg_advisory_xact_lock(${importLock}), set_config('plan_cache_mode', 'force_generic_plan', true)`.execute(
      db,
    );
  } else {
    // Sets of millions are sorted and hashed here, by one import at a time.
    await sql`set local work_mem = '128MB'`.execute(db);
    await sql`select pg_advisory_xact_lock(${importLock})`.execute(db);
    const earlier = await sql<{ any: boolean }>`
      select exists (
        select from app.quarantine where source_id = ${sourceId} and run_id <> ${runId}
      ) as any`.execute(db);
    context.hasEarlierQuarantine = earlier.rows[0]?.any ?? true;
  }
  for (const { file } of facts) {
    signal?.throwIfAborted();
    const rows = staged.get(file);
    if (rows !== undefined) {
      onStoring?.(file);
      await settle(context, rows);
    }
    await releaseWaiting(client, context, layoutFor(file));
  }
}

/** Writes down that an import of a source begins, the source at its first, and reads for which company. */
async function openRun(
  db: Db,
  source: string,
): Promise<{ sourceId: number; runId: number; company: Company }> {
  const begin = () =>
    sql<{
      sourceId: number;
      runId: number;
      settings: Parameters<typeof companyOf>[0] | null;
    }>`${keptPrepared}
      insert into app.import_run (source_id) select id from app.source where name = ${source}
      returning source_id as "sourceId", id as "runId", (select json_agg(setting) from app.setting) as settings`.execute(
      db,
    );
  let [run] = (await begin()).rows;
  if (run === undefined) {
    await sql`insert into app.source (name) values (${source}) on conflict do nothing`.execute(db);
    [run] = (await begin()).rows;
  }
  if (run === undefined) throw new Error(`the source ${source} was not stored`);
  return { sourceId: run.sourceId, runId: run.runId, company: companyOf(run.settings ?? []) };
}
