import { type RawBuilder, sql } from 'kysely';
import { keptPrepared } from '../../db/connect.ts';
import {
  count,
  countedRows,
  ownAccount,
  resolved,
  type SettleContext,
  type Staged,
  type Taken,
} from './context.ts';
import { firstEffect } from './first-effect.ts';
import { emptyStage, fewRows, isToTruncate } from './stage.ts';
import { isUsage, noteAddedUsage, noteUsageDays, touches, usageTime } from './touch.ts';
import { noteArrivals, ownerKind } from './waiting.ts';

/** Stores what is left in the stage as new rows, and empties it. */
export async function create(context: SettleContext, staged: Staged): Promise<void> {
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
  const insert = sql`
    insert into ${layout.table} (${sql.join(names.map((name) => sql.ref(name)))})
    select ${sql.join(values)} from ${resolved(context, layout)} ${inOrder(staged)}`;
  const { made, touched } = isUsage(layout)
    ? usageMade(context, staged, insert)
    : othersMade(context, staged, insert);
  const statements = [sql`made as (${made})`];
  for (const [place, statement] of touched.entries()) {
    statements.push(sql`${sql.ref(`touched_${place}`)} as (${statement})`);
  }
  const isFew = staged.rows <= fewRows;
  if (isFew || (await isFilled(context, staged))) {
    const left = isFew ? sql`delete from ${layout.stage} returning *` : sql`table ${layout.stage}`;
    const owner = isFew ? ownerKind(layout) : undefined;
    // Of millions of rows not even nulls are gathered: the list alone would take a hundred megabytes.
    const ids = owner === undefined ? sql`null::text[]` : sql`array_agg(${sql.ref(`${owner}_id`)})`;
    const created = await sql<Taken & { ids: string[] | null }>`${isFew ? keptPrepared : sql``}
      with ${sql.join(statements)}, stored as (${left})
      select ${countedRows}, ${ids} as ids from stored group by file_number`.execute(context.db);
    count(context, 'created', created.rows);
    if (created.rows.length > 0) {
      const arrived = created.rows.flatMap((row) => row.ids ?? []);
      await noteArrivals(context, layout, isFew ? arrived : null);
    }
  }
  if (!isFew || isToTruncate(context)) await emptyStage(context, layout.stage, staged.rows);
}

async function isFilled({ db }: SettleContext, { layout }: Staged): Promise<boolean> {
  return (await sql`select 1 from ${layout.stage} limit 1`.execute(db)).rows.length > 0;
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

/** Statements that store rows, and that note what they touch; `made` stands for the former. */
interface Making {
  made: RawBuilder<unknown>;
  touched: readonly RawBuilder<unknown>[];
}

function usageMade(
  context: SettleContext,
  { layout, rows }: Staged,
  insert: RawBuilder<unknown>,
): Making {
  const time = sql.ref(usageTime(layout));
  if (rows <= fewRows) {
    return {
      made: sql`${insert} returning account_id, user_id, ${time}, feature, count`,
      touched: noteAddedUsage(context, layout, sql`select * from made`),
    };
  }
  const uses = sql`select account_id, ${time} from made`;
  return {
    made: sql`${insert} returning account_id, ${time}`,
    touched: [noteUsageDays(context, layout, uses)],
  };
}

function othersMade(
  context: SettleContext,
  { layout, rows }: Staged,
  insert: RawBuilder<unknown>,
): Making {
  const account =
    layout.owner !== null ? 'account_id' : layout.fact.file === 'accounts' ? 'id' : null;
  if (account === null) {
    return {
      made: insert,
      touched: touches(context, layout, sql`select null::int, null::date`, 'new'),
    };
  }
  // Of many rows nearly every account has an old one.
  const day = rows <= fewRows ? firstEffect(context, layout) : sql`null::date`;
  return {
    made: sql`${insert} returning ${sql.ref(account)} as account_id, ${day} as day`,
    touched: touches(context, layout, sql`select account_id, day from made`, 'new'),
  };
}
