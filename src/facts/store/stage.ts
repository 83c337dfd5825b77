import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { sql } from 'kysely';
import type pg from 'pg';
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams';
import type { Db } from '../../db/connect.ts';
import type { Layout } from './layout.ts';

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
}

/** Creates the stage on this connection if it is not there, and empties it. */
export async function prepareStage(db: Db, layout: Layout): Promise<void> {
  const columns = layout.columns.map(({ name, type }) => sql`${sql.ref(name)} ${sql.raw(type)}`);
  await sql`
    create temporary table if not exists ${layout.stage} (
      ordinal int not null, file_number smallint not null, record int not null, line int not null,
      derived boolean not null, deleted boolean not null, custom jsonb, ${sql.join(columns)}
    ) on commit delete rows`.execute(db);
}

const SPECIAL = /[\\\t\n\r]/;
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

const escape = (text: string): string =>
  SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => escapes[character] ?? '') : text;

/**
 * Streams rows into stages by COPY. One connection copies into one table at a time, so a row of another fact ends the
 * running COPY; rows are numbered per stage in the order in which they come.
 */
export class StageWriter {
  readonly #client: pg.PoolClient;
  readonly #ordinals = new Map<string, number>();
  #open: { layout: Layout; copy: CopyStreamQuery; failure: Promise<never> } | null = null;
  #buffer = '';

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  /** Makes the rows that follow go to this stage. */
  async enter(layout: Layout): Promise<void> {
    if (this.#open?.layout === layout) return;
    await this.finish();
    const columns = ['ordinal', 'file_number', 'record', 'line', 'derived', 'deleted', 'custom'];
    const names = [...columns, ...layout.columns.map(({ name }) => name)].map(
      (name) => `"${name}"`,
    );
    const copy = this.#client.query(
      copyFrom(`copy "${layout.stageName}" (${names.join(', ')}) from stdin`),
    );
    const failure = once(copy, 'error').then(([error]) => Promise.reject(error));
    failure.catch(() => {});
    this.#open = { layout, copy, failure };
  }

  write(row: StagedRow): void {
    const stage = this.#open?.layout.stageName ?? '';
    const ordinal = this.#ordinals.get(stage) ?? 0;
    this.#ordinals.set(stage, ordinal + 1);
    let text = `${ordinal}\t${row.fileNumber}\t${row.record}\t${row.line}\t${row.derived}\t${row.deleted}\t`;
    text += row.custom === null ? '\\N' : escape(row.custom);
    for (const value of row.values) text += value === null ? '\t\\N' : `\t${escape(value)}`;
    this.#buffer += `${text}\n`;
  }

  /** Hands what was written to PostgreSQL; resolves when it has caught up. Call it now and then. */
  async flush(): Promise<void> {
    if (this.#open === null || this.#buffer === '') return;
    const { copy, failure } = this.#open;
    const chunk = this.#buffer;
    this.#buffer = '';
    if (!copy.write(chunk)) await Promise.race([once(copy, 'drain'), failure]);
  }

  /** Resolves when PostgreSQL has every row. */
  async finish(): Promise<void> {
    if (this.#open === null) return;
    await this.flush();
    const { copy } = this.#open;
    this.#open = null;
    copy.end();
    await finished(copy);
  }
}
