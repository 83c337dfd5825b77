import { sql } from 'kysely';
import type pg from 'pg';
import { readCompany } from '../../accounts/company.ts';
import { overClient } from '../../db/single-client.ts';
import type { BadRow, FactBatch } from '../batch.ts';
import type { Fact } from '../fact.ts';
import { factOfFile, facts } from '../index.ts';
import { type CompiledHeader, compileHeader, type RowParser } from '../parse-row.ts';
import { Accounting, type ImportReport } from './import-report.ts';
import { type Layout, layoutOf } from './layout.ts';
import { dropEarlierSightings, keepUnreadableRows, type UnreadableRow } from './quarantine.ts';
import { releaseWaiting } from './release.ts';
import { type SettleContext, settle } from './settle.ts';
import { prepareStage, StageWriter } from './stage.ts';

export interface StoreOptions {
  /** Id of the source the rows come from. */
  source: string;
  batches: AsyncIterable<FactBatch> | Iterable<FactBatch>;
  /** Called when reading is over, with each fact that is being stored. */
  onStoring?: (file: string) => void;
}

/** One import at a time: what is new is decided against a still picture. */
export const importLock = 7_401;

const layouts: ReadonlyMap<string, Layout> = new Map(
  facts.map((fact) => [fact.file, layoutOf(fact)]),
);

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
  try {
    const company = await readCompany(db);
    const sourceId = await sourceIdOf(client, options.source);
    const run = await sql<{ id: number }>`
      insert into app.import_run (source_id) values (${sourceId}) returning id`.execute(db);
    const context: SettleContext = {
      db,
      sourceId,
      runId: run.rows[0]?.id ?? 0,
      timeZone: company.time_zone,
      accounting: new Accounting(),
    };
    const reading = new Reading(client, context);
    for await (const batch of options.batches) await reading.take(batch);
    const present = await reading.finish();

    await sql`select pg_advisory_xact_lock(${importLock})`.execute(db);
    for (const [file, columns] of inOrder(present)) {
      options.onStoring?.(file);
      await settle(context, layoutFor(file), columns);
    }
    await releaseWaiting(client, context, layoutFor);
    await dropEarlierSightings(db, context.runId);
    const report = context.accounting.report(options.source);
    await sql`update app.import_run set report = ${JSON.stringify(report)} where id = ${context.runId}`.execute(
      db,
    );
    await sql`commit`.execute(db);
    return report;
  } catch (error) {
    await sql`rollback`.execute(db).catch(() => {});
    throw error;
  }
}

export function layoutFor(file: string): Layout {
  const layout = layouts.get(file);
  if (layout === undefined) throw new RangeError(`no fact comes from a file "${file}"`);
  return layout;
}

/** Owners before what they own. */
const inOrder = (present: ReadonlyMap<string, ReadonlySet<string>>) =>
  facts.flatMap(({ file }) => {
    const columns = present.get(file);
    return columns === undefined ? [] : [[file, columns] as const];
  });

async function sourceIdOf(client: pg.PoolClient, name: string): Promise<number> {
  const db = overClient(client);
  await sql`insert into app.source (name) values (${name}) on conflict do nothing`.execute(db);
  const { rows } = await sql<{
    id: number;
  }>`select id from app.source where name = ${name}`.execute(db);
  return rows[0]?.id ?? 0;
}

interface Header {
  columns: readonly string[];
  compiled: CompiledHeader;
  keyOf: RowParser | null;
}

const mostUnreadableInMemory = 2_000;

/** Reads rows of batches into stages, and bad ones into quarantine. */
class Reading {
  readonly #context: SettleContext;
  readonly #writer: StageWriter;
  readonly #headers = new Map<string, Header>();
  readonly #present = new Map<string, Set<string>>();
  #unreadable: UnreadableRow[] = [];

  constructor(client: pg.PoolClient, context: SettleContext) {
    this.#context = context;
    this.#writer = new StageWriter(client);
  }

  async take(batch: FactBatch): Promise<void> {
    const { accounting } = this.#context;
    const fileNumber = accounting.numberOf(batch.file);
    const entry = accounting.of(fileNumber);
    const fact = factOfFile(batch.fact);
    if (fact === undefined) throw new RangeError(`no fact "${batch.fact}"`);
    const header = this.#headerOf(fact, batch);
    if (!header.compiled.ok) {
      entry.refused = header.compiled.problem;
      return;
    }
    entry.ignored_columns = [
      ...new Set([...entry.ignored_columns, ...header.compiled.ignoredColumns]),
    ];
    await this.#enter(fact, header.columns);

    const isCounted = batch.derived !== true;
    const { parse } = header.compiled;
    let bad = 0;
    for (const [index, cells] of batch.cells.entries()) {
      const record = batch.records[index] ?? 0;
      const line = batch.lines[index] ?? 0;
      const row = parse(cells);
      if (row.ok) {
        this.#writer.write({
          fileNumber,
          record,
          line,
          derived: !isCounted,
          values: row.values,
          custom: row.custom,
          deleted: row.deleted,
        });
      } else {
        bad += 1;
        this.#unreadable.push(unreadable(fact, batch, header, { ...row, record, line }, cells));
      }
    }
    for (const row of batch.bad) this.#unreadable.push(broken(fact, batch, row));
    await this.#writer.flush();
    if (this.#unreadable.length > mostUnreadableInMemory) await this.#keepUnreadable();

    const quarantined = batch.bad.length + (isCounted ? bad : 0);
    entry.read += (isCounted ? batch.cells.length : 0) + batch.bad.length + batch.ignored;
    entry.ignored += batch.ignored;
    entry.quarantined += quarantined;
  }

  /** Resolves when every row lies in its stage; gives the columns that each fact's files have. */
  async finish(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    await this.#keepUnreadable();
    for (const file of this.#present.keys()) {
      await sql`analyze ${layoutFor(file).stage}`.execute(this.#context.db);
    }
    return this.#present;
  }

  async #enter(fact: Fact, columns: readonly string[]): Promise<void> {
    const layout = layoutFor(fact.file);
    let present = this.#present.get(fact.file);
    if (present === undefined) {
      await this.#writer.finish();
      await prepareStage(this.#context.db, layout);
      present = new Set();
      this.#present.set(fact.file, present);
    }
    for (const column of columns) present.add(column.trim().toLowerCase());
    await this.#writer.enter(layout);
  }

  async #keepUnreadable(): Promise<void> {
    await this.#writer.finish();
    const { db, sourceId, runId } = this.#context;
    await keepUnreadableRows(db, sourceId, runId, this.#unreadable);
    this.#unreadable = [];
  }

  #headerOf(fact: Fact, batch: FactBatch): Header {
    const known = this.#headers.get(`${batch.fact}\n${batch.file}`);
    if (known !== undefined && known.columns === batch.columns) return known;
    const options = { timeZone: this.#context.timeZone };
    const header: Header = {
      columns: batch.columns,
      compiled: compileHeader(fact, batch.columns, options),
      keyOf: keyParser(fact, batch.columns, options),
    };
    this.#headers.set(`${batch.fact}\n${batch.file}`, header);
    return header;
  }
}

/** Reads the key alone, so that a bad row is found again when its mended form comes in. */
function keyParser(
  fact: Fact,
  columns: readonly string[],
  options: { timeZone: string },
): RowParser | null {
  const keyColumns = Object.fromEntries(fact.key.map((name) => [name, fact.columns[name]]));
  const present = columns.filter((name) => Object.hasOwn(keyColumns, name.trim().toLowerCase()));
  if (present.length === 0) return null;
  const picks = present.map((name) => columns.indexOf(name));
  const compiled = compileHeader(
    {
      ...fact,
      columns: Object.fromEntries(
        Object.entries(fact.columns).filter(([name]) => fact.key.includes(name)),
      ),
      references: [],
      checks: [],
      customFields: false,
    },
    present,
    options,
  );
  if (!compiled.ok) return null;
  return (cells) => compiled.parse(picks.map((at) => cells[at] ?? ''));
}

function unreadable(
  fact: Fact,
  batch: FactBatch,
  header: Header,
  flaw: { column: string; value: string; reason: string; record: number; line: number },
  cells: readonly string[],
): UnreadableRow {
  const key = header.keyOf?.(cells);
  const { column, value, reason, record, line } = flaw;
  return {
    fact: fact.file,
    file: batch.file,
    record,
    line,
    column,
    value,
    reason,
    cells: Object.fromEntries(batch.columns.map((name, at) => [name, cells[at] ?? ''])),
    raw: '',
    factKey: key?.ok ? key.values.map((part) => part ?? '').join('\x1f') : null,
  };
}

const broken = (fact: Fact, batch: FactBatch, row: BadRow): UnreadableRow => ({
  fact: fact.file,
  file: batch.file,
  record: row.record,
  line: row.line,
  column: row.column,
  value: row.value,
  reason: row.reason,
  cells: {},
  raw: row.raw,
  factKey: null,
});
