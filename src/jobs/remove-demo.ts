import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { importLock } from '../facts/store/store-facts.ts';
import { forgetCompany } from './reading-state.ts';
import { touchAll } from './touched.ts';

/** Whether anything of the demo is stored. */
export async function hasDemo(db: Db): Promise<boolean> {
  const { rows } = await sql`select 1 from app.source where name = 'demo'`.execute(db);
  return rows.length > 0;
}

/**
 * Takes the demo away without a trace: every row of its source and of its accounts, in every table, in one transaction.
 * Readings of other accounts are marked to be made again, since exchange rates go with it.
 */
export async function removeDemo(db: Db): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${importLock})`.execute(tx);
    const { rows: sources } = await sql<{
      id: number;
    }>`select id from app.source where name = 'demo'`.execute(tx);
    const sourceId = sources[0]?.id;
    if (sourceId === undefined) return;
    const { rows: accounts } = await sql<{ id: number }>`
      select id from account.account where source_id = ${sourceId}`.execute(tx);
    const accountIds = accounts.map(({ id }) => id);
    for (const table of await tablesWith(tx, 'account_id')) {
      await sql`delete from ${sql.table(table)} where account_id = any(${accountIds}::int[])`.execute(
        tx,
      );
    }
    for (const table of await tablesWith(tx, 'source_id')) {
      await sql`delete from ${sql.table(table)} where source_id = ${sourceId}`.execute(tx);
    }
    await sql`delete from app.source where id = ${sourceId}`.execute(tx);
    await sql`delete from app.job where kind in ('demo', 'demo_removal') and finished_at is not null`.execute(
      tx,
    );
    await forgetCompany(tx);
    await touchAll(tx, []);
  });
}

/** What refers to others comes first; fact.touched at once, so that nobody makes readings again meanwhile. */
const first = ['fact.touched', 'app.quarantine'];
const last = ['app.import_run', 'account.account'];

/** Tables of ours that have the column, in an order in which their rows can be deleted. */
async function tablesWith(db: Db, column: 'account_id' | 'source_id'): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select namespace.nspname || '.' || class.relname as name
    from pg_attribute attribute
    join pg_class class on class.oid = attribute.attrelid and class.relkind = 'r'
    join pg_namespace namespace on namespace.oid = class.relnamespace
    where attribute.attname = ${column} and not attribute.attisdropped
      and namespace.nspname in ('account', 'fact', 'rollup', 'reading', 'health', 'app')
    order by name`.execute(db);
  const names = rows.map(({ name }) => name);
  const middle = names.filter((name) => !first.includes(name) && !last.includes(name));
  const known = (list: readonly string[]) => list.filter((name) => names.includes(name));
  return [...known(first), ...middle, ...known(last)];
}
