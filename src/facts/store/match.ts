import { type RawBuilder, sql } from 'kysely';
import {
  count,
  countedRows,
  ownAccount,
  ownerTable,
  resolved,
  type SettleContext,
  type Staged,
  type Taken,
} from './context.ts';
import { keyColumns, keyValue, type Layout } from './layout.ts';
import { emptyStage, ensureTable, fewRows } from './stage.ts';

/** How many staged rows are known already, and how many of those differ from what is stored. */
export interface Match {
  rows: number;
  different: number;
}

/** Puts the staged rows that have a stored one into stage_match; `where` narrows them down. */
export async function matchStored(
  context: SettleContext,
  staged: Staged,
  { isSame, where }: { isSame: RawBuilder<unknown>; where: RawBuilder<unknown> },
): Promise<Match> {
  const { db } = context;
  const { layout } = staged;
  const isStored = await isStoredRow(context, staged);
  await ensureTable(
    context,
    'stage_match',
    sql`ordinal int not null, stored_row tid not null, old_account int, new_account int, same boolean not null`,
  );
  const { rows } = await sql<Match>`
    with matched as (
      insert into stage_match (ordinal, stored_row, old_account, new_account, same)
      select s.ordinal, f.ctid, ${storedAccount(layout)}, ${ownAccount(layout) ?? storedAccount(layout)}, ${isSame}
      from ${resolved(context, layout)} join ${layout.table} f on ${isStored}
      where ${where}
      returning same
    )
    select count(*)::int as rows, (count(*) filter (where not same))::int as different from matched`.execute(
    db,
  );
  return rows[0] ?? { rows: 0, different: 0 };
}

/**
 * Takes the staged rows out that are stored just so, and counts them. Where a whole file comes again that is almost all,
 * and this costs half of matching them first.
 */
export async function dropUnchanged(
  context: SettleContext,
  staged: Staged,
  isSame: RawBuilder<unknown>,
): Promise<void> {
  const { layout } = staged;
  const isStored = await isStoredRow(context, staged);
  const owners = layout.owner === null ? sql`` : sql`, ${ownerTable(layout.owner)} owner`;
  const isOwned =
    layout.owner === null
      ? sql`true`
      : sql`owner.source_id = ${context.sourceId} and owner.external_id = ${sql.ref(`s.${layout.owner}_id`)}`;
  const dropped = await sql<Taken>`
    with taken as (
      delete from ${layout.stage} s using ${layout.table} f ${owners}
      where ${isOwned} and ${isStored} and ${isSame}
      returning s.file_number, s.derived
    ) select ${countedRows} from taken group by file_number`.execute(context.db);
  count(context, 'unchanged', dropped.rows);
}

export const clearMatch = (context: SettleContext, { rows }: Match) =>
  emptyStage(context, sql`stage_match`, rows);

/** The account a stored row `f` belongs to; null where the fact hangs on none. */
const storedAccount = (layout: Layout) =>
  layout.owner !== null
    ? sql`f.account_id`
    : layout.fact.file === 'accounts'
      ? sql`f.id`
      : sql`null::int`;

/** The stored row `f` of a staged row `s`. */
export async function isStoredRow(
  { db, sourceId }: SettleContext,
  { layout, rows }: Staged,
): Promise<RawBuilder<boolean>> {
  const conditions: RawBuilder<unknown>[] = [sql`f.source_id = ${sourceId}`];
  for (const column of keyColumns(layout)) {
    const { stored, name } = column;
    if (stored === null) {
      conditions.push(
        layout.owner === 'ticket' ? sql`f.ticket_id = owner.id` : sql`f.account_id = owner.id`,
      );
    } else {
      conditions.push(sql`${keyValue(column, 'f', stored)} = ${keyValue(column, 's', name)}`);
    }
  }
  if (layout.fact.file === 'usage_events') {
    // The table is found by time alone, so the stage's own range is handed to its index; of many rows the planner has to
    // know it beforehand.
    const first = sql`(select min(at) from ${layout.stage})`;
    const last = sql`(select max(at) from ${layout.stage})`;
    if (rows <= fewRows) conditions.push(sql`f.at between ${first} and ${last}`);
    else {
      const { rows: ranges } = await sql<{ first: string; last: string }>`
        select ${first}::text as first, ${last}::text as last`.execute(db);
      const range = ranges[0];
      conditions.push(
        sql`f.at between ${range?.first}::timestamptz and ${range?.last}::timestamptz`,
      );
    }
  }
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}
