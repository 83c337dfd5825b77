import { type RawBuilder, sql } from 'kysely';
import { keptPrepared } from '../../db/connect.ts';
import {
  count,
  countedRows,
  countRows,
  ownAccount,
  ownerTable,
  resolved,
  type SettleContext,
  type Staged,
  type Taken,
} from './context.ts';
import { firstEffect } from './first-effect.ts';
import type { Layout } from './layout.ts';
import { emptyStage, fewRows, isToTruncate } from './stage.ts';
import { isUsage, noteAddedUsage, noteUsageDays, touches, usageTime } from './touch.ts';
import { noteArrivals, ownerKind } from './waiting.ts';

/** Stores what is left in the stage as new rows, and empties it. `isFirst`: the source had no rows of the fact. */
export async function create(
  context: SettleContext,
  staged: Staged,
  { isFirst }: { isFirst: boolean },
): Promise<void> {
  if (staged.rows <= fewRows) await createFew(context, staged);
  else await createMany(context, staged, isFirst);
}

function insertion(context: SettleContext, staged: Staged): RawBuilder<unknown> {
  const { layout } = staged;
  const account = ownAccount(layout);
  const columns = layout.columns.filter(({ stored }) => stored !== null);
  const names = ['source_id', ...columns.map(({ stored, name }) => stored ?? name)];
  const values: RawBuilder<unknown>[] = [
    sql`${context.sourceId}::smallint`,
    ...columns.map(({ name }) => sql.ref(`s.${name}`)),
  ];
  if (account !== null) {
    names.push('account_id');
    values.push(account);
  }
  if (layout.owner === 'ticket') {
    names.push('ticket_id');
    values.push(sql`owner.id`);
  }
  if (layout.fact.customFields) {
    names.push('custom');
    values.push(sql`coalesce(s.custom, '{}')`);
  }
  return sql`
    insert into ${layout.table} (${sql.join(names.map((name) => sql.ref(name)))})
    select ${sql.join(values)} from ${resolved(context, layout)} ${inOrder(staged)}`;
}

/**
 * Many rows are laid down account by account: their index grows at its end, and an account is read from few pages. Usage
 * goes by time, by which alone it is found.
 */
function inOrder({ layout, rows }: Staged): RawBuilder<unknown> {
  if (rows <= fewRows || layout.owner === null) return sql``;
  if (isUsage(layout)) return sql`order by s.${sql.ref(usageTime(layout))}`;
  return layout.owner === 'ticket'
    ? sql`order by owner.account_id, owner.id`
    : sql`order by owner.id`;
}

/** In one trip, the stage included. */
async function createFew(context: SettleContext, staged: Staged): Promise<void> {
  const { layout } = staged;
  const { made, touched } = madeOfFew(context, layout, insertion(context, staged));
  const statements = [sql`made as (${made})`];
  for (const [place, statement] of touched.entries()) {
    statements.push(sql`${sql.ref(`touched_${place}`)} as (${statement})`);
  }
  const owner = ownerKind(layout);
  const ids = owner === undefined ? sql`null::text[]` : sql`array_agg(${sql.ref(`${owner}_id`)})`;
  const created = await sql<Taken & { ids: string[] | null }>`${keptPrepared}
    with ${sql.join(statements)}, stored as (delete from ${layout.stage} returning *)
    select ${countedRows}, ${ids} as ids from stored group by file_number`.execute(context.db);
  count(context, 'created', created.rows);
  if (created.rows.length > 0) {
    const arrived = created.rows.flatMap((row) => row.ids ?? []);
    await noteArrivals(context, layout, arrived);
  }
  if (isToTruncate(context)) await emptyStage(context, layout.stage, staged.rows);
}

/** A statement that stores rows, and those that note what they touch; `made` stands for the former. */
interface Making {
  made: RawBuilder<unknown>;
  touched: readonly RawBuilder<unknown>[];
}

function madeOfFew(context: SettleContext, layout: Layout, insert: RawBuilder<unknown>): Making {
  if (isUsage(layout)) {
    return {
      made: sql`${insert} returning account_id, user_id, ${sql.ref(usageTime(layout))}, feature, count`,
      touched: noteAddedUsage(context, layout, sql`select * from made`),
    };
  }
  const account =
    layout.owner !== null ? 'account_id' : layout.fact.file === 'accounts' ? 'id' : null;
  if (account === null) {
    return {
      made: insert,
      touched: touches(context, layout, sql`select null::int, null::date`, 'new'),
    };
  }
  const day = firstEffect(context, layout);
  return {
    made: sql`${insert} returning ${sql.ref(account)} as account_id, ${day} as day`,
    touched: touches(context, layout, sql`select account_id, day from made`, 'new'),
  };
}

/** Statement by statement: to be told of each row that is stored takes as long as storing it. */
async function createMany(context: SettleContext, staged: Staged, isFirst: boolean): Promise<void> {
  const { db } = context;
  const { layout } = staged;
  const found = await sql`select 1 from ${layout.stage} limit 1`.execute(db);
  if (found.rows.length > 0) {
    const { numAffectedRows } = await insertion(context, staged).execute(db);
    for (const statement of touchedByMany(context, layout, isFirst)) await statement.execute(db);
    count(context, 'created', await createdRows(context, staged, Number(numAffectedRows ?? 0n)));
    await noteArrivals(context, layout, null);
    if (ownerKind(layout) === 'ticket') await countRows(context, staged);
  }
  await emptyStage(context, layout.stage, staged.rows);
}

async function createdRows(
  { db }: SettleContext,
  { layout, onlyFile }: Staged,
  rows: number,
): Promise<readonly Taken[]> {
  if (onlyFile !== null) return [{ file_number: onlyFile, rows }];
  const created = await sql<Taken>`
    select ${countedRows} from ${layout.stage} group by file_number`.execute(db);
  return created.rows;
}

/** Of so many rows nearly every account has an old one, so no first day is told. */
function touchedByMany(
  context: SettleContext,
  layout: Layout,
  isFirst: boolean,
): readonly RawBuilder<unknown>[] {
  const { sourceId } = context;
  if (isUsage(layout)) {
    const time = sql.ref(usageTime(layout));
    const ends = sql`, unnest(array[min(s.${time}), max(s.${time})]) as ${time}`;
    const uses = sql`select owner.id as account_id, s.${time} from ${ownersNamed(sourceId, layout, ends)}`;
    return [noteUsageDays(context, layout, uses)];
  }
  return touches(context, layout, accountsOfMany(sourceId, layout, isFirst), 'new');
}

function accountsOfMany(sourceId: number, layout: Layout, isFirst: boolean): RawBuilder<unknown> {
  if (layout.owner !== null && isFirst) {
    return sql`
      select id, null::date from account.account
      where exists (
        select from ${layout.table} f where f.account_id = account.id and f.source_id = ${sourceId}
      )`;
  }
  const own = layout.fact.file === 'accounts' ? sql`owner.id` : ownAccount(layout);
  return own === null
    ? sql`select null::int, null::date`
    : sql`select ${own}, null::date from ${ownersNamed(sourceId, layout)}`;
}

/** What staged rows `s` hang on as `owner`, each once; of accounts, themselves. */
function ownersNamed(
  sourceId: number,
  layout: Layout,
  more: RawBuilder<unknown> = sql``,
): RawBuilder<unknown> {
  const owner = layout.owner ?? 'account';
  const id = sql.ref(`${owner}_id`);
  return sql`(select ${id} ${more} from ${layout.stage} s group by ${id}) s
    join ${ownerTable(owner)} owner on owner.source_id = ${sourceId} and owner.external_id = s.${id}`;
}
