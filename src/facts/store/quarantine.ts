import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../db/connect.ts';
import { count, type SettleContext, type Staged } from './context.ts';
import {
  chosenRows,
  type Discarder,
  type QuarantineChoice,
  type QuarantineState,
} from './discard.ts';
import { keyText, type Layout } from './layout.ts';

/** Moves staged rows, as `taken` returns them, into quarantine, and counts them. */
export async function keepStagedRows(
  context: SettleContext,
  staged: Staged,
  why: { taken: RawBuilder<unknown>; column: string; reason: string },
): Promise<void> {
  const { db, sourceId, runId, accounting } = context;
  const { layout } = staged;
  const { rows } = await sql<{ file_number: number; rows: number; all: number }>`
    with taken as (${why.taken}),
    kept as (
      insert into app.quarantine
        (source_id, run_id, fact, file, record, line, column_name, value, reason, cells, raw, fact_key)
      select ${sourceId}, ${runId}, ${layout.fact.file}, (${accounting.fileNames()}::text[])[file_number + 1],
        record, line, ${why.column},
        coalesce(as_read ->> ${why.column}, ${sql.ref(`taken.${why.column}`)}::text, ''), ${why.reason},
        ${cellsOf(staged)}, '', ${keyText(layout, 'taken')}
      from taken order by ordinal
    )
    select file_number, (count(*) filter (where not derived))::int as rows, count(*)::int as all
    from taken group by file_number`.execute(db);
  if (rows.length === 0) return;
  context.quarantined.add(layout.fact.file);
  for (const row of rows) context.returned += row.all - row.rows;
  count(context, 'quarantined', rows);
}

/** The cells of a staged row by column, as text that reads the same again; of the columns its file has. */
function cellsOf({ layout, columns, customFields }: Staged): RawBuilder<unknown> {
  const known = layout.columns
    .filter(({ name }) => columns.has(name))
    .flatMap(({ name }) => [
      sql`${name}::text`,
      sql`coalesce(to_jsonb(${sql.ref(`taken.${name}`)}) #>> '{}', '')`,
    ]);
  const emptyFields = JSON.stringify(
    Object.fromEntries([...customFields].map((name) => [name, ''])),
  );
  return sql`jsonb_build_object(${sql.join(known)}) || ${emptyFields}::jsonb || coalesce(custom, '{}')
    || case when deleted then '{"deleted": "true"}'::jsonb else '{}'::jsonb end`;
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

const storable = (text: string) => text.replaceAll('\0', '\u2400').toWellFormed();

const storableCells = (cells: UnreadableRow['cells']) =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(cells).map(([name, text]) => [storable(name), storable(text)]),
    ),
  );

export async function keepUnreadableRows(
  { db, sourceId, runId, quarantined }: SettleContext,
  rows: readonly UnreadableRow[],
): Promise<void> {
  if (rows.length === 0) return;
  for (const { fact } of rows) quarantined.add(fact);
  const texts = (pick: (row: UnreadableRow) => string) => rows.map((row) => storable(pick(row)));
  await sql`
    insert into app.quarantine
      (source_id, run_id, fact, file, record, line, column_name, value, reason, cells, raw, fact_key)
    select ${sourceId}, ${runId}, *
    from unnest(
      ${texts((row) => row.fact)}::text[], ${texts((row) => row.file)}::text[],
      ${rows.map((row) => row.record)}::int[], ${rows.map((row) => row.line)}::int[],
      ${texts((row) => row.column)}::text[], ${texts((row) => row.value)}::text[],
      ${texts((row) => row.reason)}::text[], ${rows.map((row) => storableCells(row.cells))}::jsonb[],
      ${texts((row) => row.raw)}::text[],
      ${rows.map((row) => (row.factKey === null ? null : storable(row.factKey)))}::text[]
    )`.execute(db);
}

/**
 * What earlier imports left in quarantine for a key is answered by a good row of that key, and replaced by a newer bad
 * one; a record without a readable key is replaced by the same text of the same file. So nothing stands there twice.
 * What a person has discarded and comes again unchanged stays discarded.
 */
export async function forgetAnsweredRows(
  { db, sourceId, runId, hasEarlierQuarantine, quarantined }: SettleContext,
  { fact, stage }: Layout,
  answers: RawBuilder<string> | null,
): Promise<void> {
  if (!hasEarlierQuarantine) return;
  const earlier = sql`earlier.source_id = ${sourceId} and earlier.fact = ${fact.file} and earlier.run_id <> ${runId}`;
  if (answers !== null) {
    await sql`
      delete from app.quarantine earlier using ${stage} s
      where ${earlier} and md5(earlier.fact_key) = md5(${answers})`.execute(db);
  }
  if (!quarantined.has(fact.file)) return;
  // Rows of this import are in no statistics yet: row by row, a broken file that comes again would take hours.
  await sql`set local enable_nestloop = off`.execute(db);
  const newer = sql`newer.source_id = ${sourceId} and newer.fact = ${fact.file} and newer.run_id = ${runId}`;
  await sql`
    update app.quarantine newer set discarded_at = earlier.discarded_at, discarded_by = earlier.discarded_by
    from app.quarantine earlier
    where ${earlier} and ${newer} and earlier.discarded_at is not null and earlier.file = newer.file
      and earlier.reason = newer.reason and earlier.column_name = newer.column_name and earlier.value = newer.value
      and earlier.raw = newer.raw and earlier.cells = newer.cells`.execute(db);
  await sql`
    delete from app.quarantine earlier using app.quarantine newer
    where ${earlier} and ${newer} and md5(earlier.fact_key) = md5(newer.fact_key)`.execute(db);
  await sql`
    delete from app.quarantine earlier using app.quarantine newer
    where ${earlier} and ${newer} and md5(earlier.fact_key) is null and md5(newer.fact_key) is null
      and earlier.file = newer.file and earlier.raw = newer.raw and earlier.cells = newer.cells`.execute(
    db,
  );
  await sql`set local enable_nestloop = on`.execute(db);
}

export interface QuarantinedRow {
  id: string;
  file: string;
  record: number;
  line: number;
  column: string;
  value: string;
  reason: string;
  source: string;
  /** Null where it waits for a mend. */
  discarded_at: Date | null;
  discarded_by: Discarder | null;
}

/** The chosen rows, by file and record. */
export async function listQuarantine(
  db: Db,
  choice: QuarantineChoice = {},
  state: QuarantineState = 'open',
): Promise<QuarantinedRow[]> {
  const { rows } = await sql<QuarantinedRow>`
    select quarantine.id::text, file, record, line, column_name as column, value, reason, source.name as source,
      discarded_at, discarded_by
    from app.quarantine
    join app.source on source.id = quarantine.source_id
    where ${chosenRows(choice, state)}
    order by source.name, file, record, quarantine.id`.execute(db);
  return rows;
}
