import { type RawBuilder, sql } from 'kysely';
import {
  count,
  countedRows,
  ownAccount,
  resolved,
  type SettleContext,
  type Staged,
  type Taken,
} from './context.ts';
import { touchAccounts, touchUsage } from './touch.ts';

/** Stores what is left in the stage as new rows. */
export async function create(context: SettleContext, staged: Staged): Promise<void> {
  const { layout } = staged;
  const account = ownAccount(layout);
  await touchUsage(context, layout, sql`select ordinal from ${layout.stage}`);
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
  const created = await sql<Taken>`
    with made as (
      insert into ${layout.table} (${sql.join(names.map((name) => sql.ref(name)))})
      select ${sql.join(values)} from ${resolved(context, layout)}
    )
    select ${countedRows} from ${layout.stage} group by file_number`.execute(context.db);
  if (created.rows.length === 0) return;
  count(context, 'created', created.rows);
  const { file } = layout.fact;
  if (file === 'accounts') context.arrived.add('account');
  if (file === 'tickets') context.arrived.add('ticket');
  await touchAccounts(context, layout, ownersOfNew(context, staged), 'new');
}

function ownersOfNew(context: SettleContext, { layout }: Staged): RawBuilder<unknown> {
  const account = ownAccount(layout);
  if (account !== null) return sql`select distinct ${account} from ${resolved(context, layout)}`;
  return layout.fact.file === 'accounts'
    ? sql`select f.id from account.account f join ${layout.stage} s
        on f.source_id = ${context.sourceId} and f.external_id = s.account_id`
    : sql`select null::int`;
}
