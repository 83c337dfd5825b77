import { sql } from 'kysely';
import type pg from 'pg';
import { facts } from '../index.ts';
import { compileHeader } from '../parse-row.ts';
import type { Layout } from './layout.ts';
import { type SettleContext, settle } from './settle.ts';
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

/**
 * Rows whose account or ticket was unknown come in by themselves as soon as it is known. With `everything`, every
 * quarantined row of the source that has columns is judged again; what is still bad keeps its place with its new reason.
 */
export async function releaseWaiting(
  client: pg.PoolClient,
  context: SettleContext,
  layoutFor: (file: string) => Layout,
  everything = false,
): Promise<void> {
  for (const { file } of facts) {
    const waiting = await waitingRows(context, layoutFor(file), everything);
    if (waiting.length > 0) await release(client, context, layoutFor(file), waiting);
  }
}

async function waitingRows(
  { db, sourceId }: SettleContext,
  layout: Layout,
  everything: boolean,
): Promise<Waiting[]> {
  const column = layout.owner === 'ticket' ? 'ticket_id' : 'account_id';
  const owners = sql.table(layout.owner === 'ticket' ? 'fact.ticket' : 'account.account');
  if (layout.owner === null && !everything) return [];
  const condition = everything
    ? sql`raw = ''`
    : sql`reason = ${`unknown_${layout.owner}`} and exists (
        select 1 from ${owners} owner
        where owner.source_id = ${sourceId} and owner.external_id = cells ->> ${column}
      )`;
  const { rows } = await sql<Waiting>`
    select id, file, record, line, column_name as "column", value, reason, cells
    from app.quarantine
    where source_id = ${sourceId} and fact = ${layout.fact.file} and ${condition}
    order by id`.execute(db);
  return rows;
}

async function release(
  client: pg.PoolClient,
  context: SettleContext,
  layout: Layout,
  waiting: readonly Waiting[],
): Promise<void> {
  const { db, accounting } = context;
  const columns = [...new Set(waiting.flatMap(({ cells }) => Object.keys(cells)))];
  // A row may lack columns that it needs only because it never had them; they count as empty.
  const names = [...new Set([...Object.keys(layout.fact.columns), ...columns])];
  const compiled = compileHeader(layout.fact, names, { timeZone: context.timeZone });
  if (!compiled.ok) throw new Error(`${layout.fact.file}: ${compiled.problem}`);
  await prepareStage(db, layout);
  // The rows of this import lie there still; they are settled.
  await sql`truncate ${layout.stage}`.execute(db);
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
    });
  }
  await writer.finish();
  await sql`delete from app.quarantine where id = any(${staged}::bigint[])`.execute(db);
  const before = await quarantineSize(db);
  await settle(context, layout, new Set(columns));
  accounting.released += staged.length - ((await quarantineSize(db)) - before);
}

async function quarantineSize(db: SettleContext['db']): Promise<number> {
  const { rows } = await sql<{
    size: number;
  }>`select count(*)::int as size from app.quarantine`.execute(db);
  return rows[0]?.size ?? 0;
}
