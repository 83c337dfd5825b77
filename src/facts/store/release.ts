import { sql } from 'kysely';
import type pg from 'pg';
import { compileHeader } from '../parse-row.ts';
import { ownerTable, type SettleContext, type Staged } from './context.ts';
import type { Layout } from './layout.ts';
import { clearMatch, matchStored } from './match.ts';
import { settle } from './settle.ts';
import { prepareStage, StageWriter } from './stage.ts';

interface Waiting {
  id: number;
  file: string;
  record: number;
  line: number;
  column: string;
  value: string;
  reason: string;
  cells: Record<string, unknown>;
}

/** Rows of one fact whose account or ticket was unknown come in as soon as it is known. Call it when the fact is settled. */
export async function releaseWaiting(
  client: pg.PoolClient,
  context: SettleContext,
  layout: Layout,
): Promise<void> {
  const { owner } = layout;
  if (owner === null || !context.waiting.has(layout.fact.file)) return;
  await release(
    client,
    context,
    layout,
    await waitingRows(context, layout, ownerIsKnown(context, owner)),
  );
}

/**
 * Judges every quarantined row of one fact again that has columns. What is still bad keeps its place; so does a second
 * row of a key while the first one is stored.
 */
export async function judgeAgain(
  client: pg.PoolClient,
  context: SettleContext,
  layout: Layout,
): Promise<void> {
  const { owner } = layout;
  const isConflict = sql<boolean>`reason = 'duplicate_id'`;
  const waits = owner === null ? sql<boolean>`false` : sql<boolean>`reason = ${`unknown_${owner}`}`;
  await release(
    client,
    context,
    layout,
    await waitingRows(context, layout, sql`not ${isConflict} and not (${waits})`),
  );
  if (owner !== null) {
    await release(
      client,
      context,
      layout,
      await waitingRows(context, layout, ownerIsKnown(context, owner)),
    );
  }
  await release(client, context, layout, await waitingRows(context, layout, isConflict), true);
}

const ownerIsKnown = ({ sourceId }: SettleContext, owner: 'account' | 'ticket') =>
  sql<boolean>`reason = ${`unknown_${owner}`} and exists (
    select 1 from ${ownerTable(owner)} owner
    where owner.source_id = ${sourceId} and owner.external_id = cells ->> ${`${owner}_id`}
  )`;

async function waitingRows(
  { db, sourceId, runId }: SettleContext,
  { fact }: Layout,
  condition: ReturnType<typeof sql<boolean>>,
): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select id, file, record, line, column_name as "column", value, reason, cells
    from app.quarantine
    where source_id = ${sourceId} and fact = ${fact.file} and run_id <> ${runId} and raw = ''
      and discarded_at is null and ${condition}
    order by id`.execute(db);
  return rows;
}

/** Rows of files with different columns are settled one after the other: an absent column is not an empty one. */
async function release(
  client: pg.PoolClient,
  context: SettleContext,
  layout: Layout,
  waiting: readonly Waiting[],
  onlyNew = false,
): Promise<void> {
  const byColumns = Map.groupBy(waiting, ({ cells }) =>
    JSON.stringify(Object.keys(cells).toSorted()),
  );
  for (const rows of byColumns.values()) {
    await releaseAlike(client, context, layout, rows, onlyNew);
  }
}

async function releaseAlike(
  client: pg.PoolClient,
  context: SettleContext,
  layout: Layout,
  waiting: readonly Waiting[],
  onlyNew: boolean,
): Promise<void> {
  const { db, accounting } = context;
  const present = Object.keys(waiting[0]?.cells ?? {});
  const known = Object.keys(layout.fact.columns);
  // A row may lack columns that it needs only because it never had them; they count as empty.
  const names = [...new Set([...known, ...present])];
  const compiled = compileHeader(layout.fact, names, { timeZone: context.timeZone });
  if (!compiled.ok) return;

  await prepareStage(context, layout);
  const writer = new StageWriter(client);
  await writer.enter(layout);
  const staged: number[] = [];
  for (const row of waiting) {
    const parsed = compiled.parse(names.map((name) => String(row.cells[name] ?? '')));
    if (!parsed.ok) continue;
    staged.push(row.id);
    writer.write({
      fileNumber: accounting.numberOf(row.file, false),
      record: row.record,
      line: row.line,
      derived: true,
      values: parsed.values,
      custom: parsed.custom,
      deleted: parsed.deleted,
      asRead: layout.namedColumns.includes(row.column)
        ? JSON.stringify({ [row.column]: row.value })
        : null,
    });
  }
  await writer.finish();
  const set: Staged = {
    ...writer.contentOf(layout),
    layout,
    columns: new Set(present.filter((name) => known.includes(name))),
    customFields: new Set(compiled.customColumns),
    areReleased: true,
  };
  const kept = onlyNew ? await unstageStored(context, set) : new Set<number>();
  const leaving = staged.filter((_, ordinal) => !kept.has(ordinal));
  await sql`delete from app.quarantine where id = any(${leaving}::bigint[])`.execute(db);
  const returnedBefore = context.returned;
  await settle(context, set);
  accounting.released += leaving.length - (context.returned - returnedBefore);
}

/** Takes rows out of the stage whose key is stored; gives their ordinals. */
async function unstageStored(context: SettleContext, staged: Staged): Promise<ReadonlySet<number>> {
  const { db } = context;
  const { layout } = staged;
  const match = await matchStored(context, staged, {
    isSame: sql`false`,
    where: layout.hidesWithdrawn ? sql`not f.withdrawn` : sql`true`,
  });
  const { rows } = await sql<{ ordinal: number }>`
    delete from ${layout.stage} s using stage_match m where m.ordinal = s.ordinal returning s.ordinal`.execute(
    db,
  );
  await clearMatch(context, match);
  return new Set(rows.map(({ ordinal }) => ordinal));
}
