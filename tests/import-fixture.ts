import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { connectPool } from '../src/db/connect.ts';
import { freshDatabase, type TestDatabase } from '../src/db/test-database.ts';
import { discardRows, type QuarantineChoice, restoreRows } from '../src/facts/store/discard.ts';
import type { FileReport, ImportReport } from '../src/facts/store/import-report.ts';
import { listQuarantine, type QuarantinedRow } from '../src/facts/store/quarantine.ts';
import { retryQuarantine } from '../src/facts/store/retry.ts';
import { runImport } from '../src/jobs/import.ts';
import { type CsvOptions, csvSource } from '../src/sources/csv/csv.source.ts';

/** Name of a file → its lines, or its bytes. */
export type Files = Readonly<Record<string, readonly string[] | Uint8Array>>;

type QuarantineEntry = Omit<QuarantinedRow, 'id' | 'source' | 'discarded_at' | 'discarded_by'>;

export interface Importing extends AsyncDisposable {
  database: TestDatabase;
  /** Imports a folder with these files, as the command does. */
  take(files: Files, options?: CsvOptions): Promise<ImportReport>;
  quarantine(): Promise<QuarantineEntry[]>;
  /** Gives rows up or takes that back, as the command does, and tells how many. */
  discard(choice: QuarantineChoice): Promise<number>;
  restore(choice: QuarantineChoice): Promise<number>;
  /** Rows that were given up. */
  discarded(): Promise<QuarantinedRow[]>;
  retry(): Promise<{ released: number; left: number }>;
  /** Rows of a table as objects, ordered by all their columns. */
  rows(columns: string, table: string): Promise<Record<string, unknown>[]>;
  /** Rows of `select …`. */
  select(rest: string): Promise<Record<string, unknown>[]>;
  /** Outside ids of the accounts that rows of a table belong to. */
  ownersIn(table: string): Promise<string[]>;
  /** Outside ids of the accounts whose readings have to be made anew. */
  touched(): Promise<string[]>;
  forgetTouched(): Promise<void>;
  /** Forgets everything. */
  clear(): Promise<void>;
}

/** A database to import into. */
export async function importing(): Promise<Importing> {
  const database = await freshDatabase();
  const pool = connectPool(database.app);
  const tables = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('fact', 'account') or (schemaname = 'app' and tablename in ('quarantine', 'import_run', 'source'))`.execute(
    database.ownerDb,
  );
  const deletions = tables.rows.map(
    ({ name }, at) => sql`${sql.ref(`d${at}`)} as (delete from ${sql.table(name)})`,
  );
  const ownersIn = async (table: string) => {
    const { rows } = await sql<{ id: string }>`
      select account.external_id as id from ${sql.table(table)} child
      join account.account on account.id = child.account_id order by 1`.execute(database.db);
    return rows.map(({ id }) => id);
  };
  return {
    database,
    ownersIn,
    touched: () => ownersIn('fact.touched'),
    async forgetTouched() {
      await sql`delete from fact.touched`.execute(database.db);
    },
    async take(files, options = {}) {
      const folder = await folderOf(files);
      const refused: { file: string; problem: string }[] = [];
      const onRefused = (file: string, problem: string) => void refused.push({ file, problem });
      try {
        const source = csvSource({ onRefused, ...options });
        return await runImport(pool, { source, path: folder, refused });
      } finally {
        await rm(folder, { recursive: true });
      }
    },
    async quarantine() {
      return (await listQuarantine(database.db)).map(
        ({ id: _id, source: _source, discarded_at: _at, discarded_by: _by, ...row }) => row,
      );
    },
    discard: async (choice) => (await discardRows(database.db, choice, 'command_line')).length,
    restore: async (choice) => (await restoreRows(database.db, choice)).length,
    discarded: () => listQuarantine(database.db, {}, 'discarded'),
    retry: () => retryQuarantine(pool),
    async rows(columns, table) {
      const list = sql.join(columns.split(' ').map((column) => sql.ref(column)));
      const { rows } = await sql<Record<string, unknown>>`
        select ${list} from ${sql.table(table)} order by ${list}`.execute(database.db);
      return rows;
    },
    async select(rest) {
      const { rows } = await pool.query<Record<string, unknown>>({ text: 'select '.concat(rest) });
      return rows;
    },
    async clear() {
      await sql`with ${sql.join(deletions)} select 1`.execute(database.ownerDb);
    },
    async [Symbol.asyncDispose]() {
      await pool.end();
      await database.close();
    },
  };
}

/** Writes files into a new temporary folder. */
export async function folderOf(files: Files): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hale-import-'));
  for (const [name, content] of Object.entries(files)) {
    const bytes = content instanceof Uint8Array ? content : `${content.join('\n')}\n`;
    await writeFile(join(folder, name), bytes);
  }
  return folder;
}

type State = Exclude<keyof FileReport, 'file' | 'ignored_columns' | 'refused'>;

const states: readonly State[] = [
  'read',
  'created',
  'updated',
  'unchanged',
  'duplicate',
  'quarantined',
  'ignored',
];

/** The account of a file in few words, zeros left out: `read 2 created 1 quarantined 1`. */
export function accountOf(report: ImportReport, file: string): string {
  const entry = report.files.find((each) => each.file === file);
  if (entry === undefined) return 'not in the report';
  const sum = states.slice(1).reduce((total, state) => total + entry[state], 0);
  if (sum !== entry.read) throw new Error(`${file}: ${entry.read} read, ${sum} accounted for`);
  return states
    .filter((state) => state === 'read' || entry[state] > 0)
    .map((state) => `${state} ${entry[state]}`)
    .join(' ');
}
