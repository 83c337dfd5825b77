import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { type RawBuilder, sql } from 'kysely';
import type pg from 'pg';
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams';
import type { Db } from '../../db/connect.ts';
import type { Layout } from './layout.ts';
import { SeenKeys } from './seen-keys.ts';

/** One judged-to-be-readable row on its way into the stage. */
export interface StagedRow {
  fileNumber: number;
  record: number;
  line: number;
  /** Made of a record that is counted elsewhere. */
  derived: boolean;
  values: readonly (string | null)[];
  custom: string | null;
  deleted: boolean;
  /** JSON object of cells as in the file, of the columns an entry of quarantine may name, where the value differs. */
  asRead: string | null;
}

/** A piece that a socket takes at once, so that both sides work at the same time. */
const flushedCharacters = 128 * 1024;

/** What lies in a stage. */
export interface StageContent {
  rows: number;
  hasWithdrawals: boolean;
  /** The number of the file that every row counts for; null where there are several, or rows that count for none. */
  onlyFile: number | null;
  /** Ordinals of rows whose key may have come before, every one that has among them; null = any row may. */
  suspects: readonly number[] | null;
}

/** Below this the planner does without statistics, and deleting is quicker than truncating. */
export const fewRows = 1_000;

/** Rows that were deleted stay in the file of a temporary table, so now and then it is begun anew all the same. */
const runsBetweenTruncates = 500;

export const isToTruncate = ({ runId }: { runId: number }): boolean =>
  runId % runsBetweenTruncates === 0;

/**
 * Empties a temporary table of this connection, which keeps its rows over the end of a transaction: emptying all of them
 * at every commit would cost more than a small import itself.
 */
export async function emptyStage(
  context: { db: Db; runId: number },
  table: RawBuilder<unknown>,
  rows: number,
): Promise<void> {
  const isSmall = rows <= fewRows && !isToTruncate(context);
  await (isSmall ? sql`delete from ${table}` : sql`truncate ${table}`).execute(context.db);
}

/** Creates a temporary table on this connection where it is not known to be there. */
export async function ensureTable(
  { db, tables }: { db: Db; tables: Set<string> },
  name: string,
  columns: RawBuilder<unknown>,
): Promise<void> {
  if (tables.has(name)) return;
  await sql`create temporary table if not exists ${sql.table(name)} (${columns})`.execute(db);
  tables.add(name);
}

/** Creates the stage on this connection if it is not there; whoever settled its rows has emptied it. */
export async function prepareStage(
  context: { db: Db; tables: Set<string> },
  layout: Layout,
): Promise<void> {
  const columns = layout.columns.map(({ name, type }) => sql`${sql.ref(name)} ${sql.raw(type)}`);
  await ensureTable(
    context,
    layout.stageName,
    sql`ordinal int not null, file_number smallint not null, record int not null, line int not null,
      derived boolean not null, deleted boolean not null, custom jsonb, as_read jsonb, ${sql.join(columns)}`,
  );
}

const placeColumns = [
  'ordinal',
  'file_number',
  'record',
  'line',
  'derived',
  'deleted',
  'custom',
  'as_read',
];

const SPECIAL = /[\\\t\n\r]/;
const EACH_SPECIAL = /[\\\t\n\r]/g;
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A value in the text form of COPY. */
const copyText = (text: string | null): string => {
  if (text === null) return '\\N';
  return SPECIAL.test(text)
    ? text.replace(EACH_SPECIAL, (character) => escapes[character] ?? '')
    : text;
};

/** A stage while it is filled. */
interface Filling {
  rows: number;
  hasWithdrawals: boolean;
  onlyFile: number | null;
  keys: SeenKeys;
}

/**
 * Streams rows into stages by COPY. One connection copies into one table at a time, so a row of another fact ends the
 * running COPY; rows are numbered per stage in the order in which they come.
 */
export class StageWriter {
  readonly #client: pg.PoolClient;
  readonly #fillings = new Map<string, Filling>();
  #filling: Filling | null = null;
  #open: {
    layout: Layout;
    filling: Filling;
    copy: CopyStreamQuery;
    failure: Promise<never>;
  } | null = null;
  #buffer = '';
  /** Resolves when the socket has taken what was handed over last. */
  #taken: Promise<unknown> = Promise.resolve();

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  contentOf(layout: Layout): StageContent {
    const { keys, ...content } = this.#fillingOf(layout);
    return { ...content, suspects: keys.suspects };
  }

  #fillingOf(layout: Layout): Filling {
    const known = this.#fillings.get(layout.stageName);
    if (known !== undefined) return known;
    const filling = { rows: 0, hasWithdrawals: false, onlyFile: null, keys: new SeenKeys(layout) };
    this.#fillings.set(layout.stageName, filling);
    return filling;
  }

  /** Makes the rows that follow go to this stage. */
  async enter(layout: Layout): Promise<void> {
    if (this.#open?.layout === layout) return;
    await this.finish();
    const names = [...placeColumns, ...layout.columns.map(({ name }) => name)].map(
      (name) => `"${name}"`,
    );
    const copy = this.#client.query(
      copyFrom(`copy "${layout.stageName}" (${names.join(', ')}) from stdin`),
    );
    const failure = once(copy, 'error').then(([error]) => Promise.reject(error));
    failure.catch(() => {});
    const filling = this.#fillingOf(layout);
    if (this.#filling !== filling) this.#filling?.keys.leave();
    this.#filling = filling;
    this.#open = { layout, filling, copy, failure };
  }

  write(row: StagedRow): void {
    if (this.#open === null) throw new Error('no stage was entered');
    const { filling } = this.#open;
    filling.keys.add(row.values);
    if (filling.rows === 0) filling.onlyFile = row.fileNumber;
    if (row.derived || row.fileNumber !== filling.onlyFile) filling.onlyFile = null;
    let text = `${filling.rows}\t${row.fileNumber}\t${row.record}\t${row.line}\t${row.derived}\t${row.deleted}`;
    text += `\t${copyText(row.custom)}\t${copyText(row.asRead)}`;
    for (const value of row.values) text += `\t${copyText(value)}`;
    this.#buffer += `${text}\n`;
    filling.rows += 1;
    if (row.deleted) filling.hasWithdrawals = true;
  }

  /** Whether it is time for `flush`. */
  get isFull(): boolean {
    return this.#buffer.length >= flushedCharacters;
  }

  /**
   * Hands what was written to PostgreSQL, and waits only for what was handed over before: while it works on one piece,
   * the next one is read.
   */
  async flush(): Promise<void> {
    if (this.#open === null || this.#buffer === '') return;
    const { copy, failure } = this.#open;
    const chunk = this.#buffer;
    this.#buffer = '';
    await this.#taken;
    if (copy.write(chunk)) return;
    this.#taken = Promise.race([once(copy, 'drain'), failure]);
    this.#taken.catch(() => {});
  }

  /** Resolves when PostgreSQL has every row. */
  async finish(): Promise<void> {
    if (this.#open === null) return;
    await this.flush();
    await this.#taken;
    const { copy } = this.#open;
    this.#open = null;
    copy.end();
    await finished(copy);
  }

  /** Ends a COPY that will not be finished, so that the connection takes statements again. */
  async abandon(): Promise<void> {
    if (this.#open === null) return;
    const { copy } = this.#open;
    this.#open = null;
    this.#buffer = '';
    this.#taken = Promise.resolve();
    copy.destroy();
    await finished(copy).catch(() => {});
  }
}
