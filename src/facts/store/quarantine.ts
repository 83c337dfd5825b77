import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../db/connect.ts';
import { keyText, type Layout } from './layout.ts';
import type { SettleContext } from './settle.ts';

const stageOnly = ['ordinal', 'file_number', 'record', 'line', 'derived', 'deleted', 'custom'];

/** Moves staged rows, as returned by `taken`, into quarantine; gives how many count, by file. */
export async function keepStagedRows(
  { db, sourceId, runId, accounting }: SettleContext,
  layout: Layout,
  why: { taken: RawBuilder<unknown>; column: string; reason: string },
): Promise<readonly { file_number: number; rows: number }[]> {
  const { rows } = await sql<{ file_number: number; rows: number }>`
    with taken as (${why.taken}),
    kept as (
      insert into app.quarantine
        (source_id, run_id, fact, file, record, line, column_name, value, reason, cells, raw, fact_key)
      select ${sourceId}, ${runId}, ${layout.fact.file}, (${accounting.fileNames()}::text[])[file_number + 1],
        record, line, ${why.column}, coalesce(${sql.ref(`taken.${why.column}`)}::text, ''), ${why.reason},
        jsonb_strip_nulls(to_jsonb(taken) - ${stageOnly}::text[]) || coalesce(custom, '{}')
          || case when deleted then '{"deleted": "true"}'::jsonb else '{}'::jsonb end,
        '', ${keyText(layout, 'taken')}
      from taken
    )
    select file_number, (count(*) filter (where not derived))::int as rows from taken group by file_number`.execute(
    db,
  );
  return rows;
}

/** A row that could not be read, on its way into quarantine. */
export interface UnreadableRow {
  fact: string;
  file: string;
  record: number;
  line: number;
  column: string;
  value: string;
  reason: string;
  /** Column → text as in the file; empty where the record has no columns. */
  cells: Readonly<Record<string, string>>;
  raw: string;
  factKey: string | null;
}

const withoutNul = (text: string) => text.replaceAll('\0', '\u2400').toWellFormed();

export async function keepUnreadableRows(
  db: Db,
  sourceId: number,
  runId: number,
  rows: readonly UnreadableRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const texts = (pick: (row: UnreadableRow) => string) => rows.map((row) => withoutNul(pick(row)));
  await sql`
    insert into app.quarantine
      (source_id, run_id, fact, file, record, line, column_name, value, reason, cells, raw, fact_key)
    select ${sourceId}, ${runId}, *
    from unnest(
      ${texts((row) => row.fact)}::text[], ${texts((row) => row.file)}::text[],
      ${rows.map((row) => row.record)}::int[], ${rows.map((row) => row.line)}::int[],
      ${texts((row) => row.column)}::text[], ${texts((row) => row.value)}::text[],
      ${texts((row) => row.reason)}::text[], ${texts((row) => JSON.stringify(row.cells))}::jsonb[],
      ${texts((row) => row.raw)}::text[], ${rows.map((row) => row.factKey)}::text[]
    )`.execute(db);
}

/** The same bad row imported again stands in quarantine once: the newest sighting. */
export async function dropEarlierSightings(db: Db, runId: number): Promise<void> {
  await sql`
    delete from app.quarantine earlier
    using app.quarantine newer
    where newer.run_id = ${runId} and earlier.run_id < ${runId}
      and earlier.source_id = newer.source_id and earlier.fact = newer.fact and earlier.file = newer.file
      and earlier.cells = newer.cells and earlier.raw = newer.raw`.execute(db);
}

export interface QuarantinedRow {
  file: string;
  record: number;
  line: number;
  column: string;
  value: string;
  reason: string;
  source: string;
}

/** Every row that waits for a mend, by file and record. */
export async function listQuarantine(db: Db): Promise<QuarantinedRow[]> {
  const { rows } = await sql<QuarantinedRow>`
    select file, record, line, column_name as column, value, reason, source.name as source
    from app.quarantine
    join app.source on source.id = quarantine.source_id
    order by source.name, file, record, quarantine.id`.execute(db);
  return rows;
}
