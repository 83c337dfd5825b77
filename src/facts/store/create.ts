import { type RawBuilder, sql } from 'kysely';
import type { Day } from '../../lib/day.ts';
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
import { fewRows } from './stage.ts';
import { isUsage, noteUsageDays, touchAccounts, usageTime } from './touch.ts';

/** Stores what is left in the stage as new rows. */
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
  const created = await sql<Taken>`
    select ${countedRows} from ${layout.stage} group by file_number`.execute(context.db);
  if (created.rows.length === 0) return;
  if (isUsage(layout)) await storeUsage(context, staged, insert);
  else await storeAndTouch(context, staged, insert);
  count(context, 'created', created.rows);
  const { file } = layout.fact;
  if (file === 'accounts') context.arrived.add('account');
  if (file === 'tickets') context.arrived.add('ticket');
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

async function storeUsage(
  context: SettleContext,
  { layout, rows }: Staged,
  insert: RawBuilder<unknown>,
): Promise<void> {
  const stored = sql`select account_id, ${sql.ref(usageTime(layout))} from made`;
  await sql`
    with made as (${insert} returning account_id, ${sql.ref(usageTime(layout))})
    ${noteUsageDays(context, layout, stored, { areFew: rows <= fewRows })}`.execute(context.db);
}

async function storeAndTouch(
  context: SettleContext,
  { layout, rows: stagedRows }: Staged,
  insert: RawBuilder<unknown>,
): Promise<void> {
  const account =
    layout.owner !== null ? 'account_id' : layout.fact.file === 'accounts' ? 'id' : null;
  if (account === null) {
    await insert.execute(context.db);
    await touchAccounts(context, layout, sql`select null::int, null::date`, 'new');
    return;
  }
  // Of many rows nearly every account has an old one.
  const day = stagedRows <= fewRows ? firstEffect(context, layout) : sql`null::date`;
  const { rows } = await sql<{ accountIds: number[] | null; days: (Day | null)[] | null }>`
    with made as (${insert} returning ${sql.ref(account)} as account_id, ${day} as day),
    touched as (
      select account_id, case when bool_and(day is not null) then min(day) end as day from made group by account_id
    )
    select array_agg(account_id) as "accountIds", array_agg(day) as days from touched`.execute(
    context.db,
  );
  await touchAccounts(
    context,
    layout,
    sql`select * from unnest(${rows[0]?.accountIds ?? []}::int[], ${rows[0]?.days ?? []}::date[])`,
    'new',
  );
}
