import { sql } from 'kysely';
import type { Db } from './connect.ts';
import { DatabaseUnavailable } from './database-error.ts';

/** One step forward of the schema; there is no way back but a backup. Names sort in order: `0001_accounts`. */
export interface Migration {
  name: string;
  up(db: Db): Promise<void>;
}

/**
 * Brings the schema to the last migration, each in a transaction of its own, and renews what the app role may do.
 * Only one process migrates at a time. Returns the names applied. Throws DatabaseUnavailable when the database was
 * written by a newer Hale.
 */
export function migrate(
  owner: Db,
  migrations: readonly Migration[],
  onApplied: (name: string) => void = () => {},
): Promise<string[]> {
  return owner.connection().execute(async (db) => {
    await sql`select pg_advisory_lock(7241, 4)`.execute(db);
    try {
      const applied: string[] = [];
      for (const migration of await pending(db, migrations)) {
        await apply(db, migration);
        applied.push(migration.name);
        onApplied(migration.name);
      }
      await grantToApp(db);
      return applied;
    } finally {
      await sql`select pg_advisory_unlock(7241, 4)`.execute(db);
    }
  });
}

async function pending(db: Db, migrations: readonly Migration[]): Promise<readonly Migration[]> {
  await sql`create schema if not exists app`.execute(db);
  await sql`
    create table if not exists app.migration (
      name text primary key,
      applied_at timestamptz not null default now()
    )
  `.execute(db);
  const { rows } = await sql<{ name: string }>`select name from app.migration`.execute(db);
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = rows.map(({ name }) => name).filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new DatabaseUnavailable(
      `This database was written by a newer Hale (it has the migration ${unknown.toSorted().at(-1)}, which this one does not know). ` +
        'Start the newer Hale, or restore the backup from before its upgrade.',
    );
  }
  const done = new Set(rows.map(({ name }) => name));
  return migrations.filter(({ name }) => !done.has(name));
}

async function apply(db: Db, migration: Migration): Promise<void> {
  try {
    await db.transaction().execute(async (transaction) => {
      // A migration that waits for a busy table would stop everybody who comes after it.
      await sql`set local lock_timeout = '3s'`.execute(transaction);
      await migration.up(transaction);
      await sql`insert into app.migration (name) values (${migration.name})`.execute(transaction);
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatabaseUnavailable(
      `The migration ${migration.name} failed and was rolled back: ${reason}`,
      { cause: error },
    );
  }
}

/** Everything in the schemas of the owner, and in those a job queue of his has made; nothing of other roles. */
const grantToApp = (db: Db) =>
  sql`
    do $grant$
    declare name text;
    begin
      if not exists (select from pg_roles where rolname = 'hale_app') then return; end if;
      for name in
        select nspname from pg_namespace
        where nspowner = (select oid from pg_roles where rolname = current_user)
          and nspname <> 'public' and nspname not like 'pg\\_%' and nspname <> 'information_schema'
      loop
        execute format('grant usage on schema %I to hale_app', name);
        execute format('grant select, insert, update, delete, truncate on all tables in schema %I to hale_app', name);
        execute format('grant usage, select on all sequences in schema %I to hale_app', name);
        execute format('grant execute on all functions in schema %I to hale_app', name);
        execute format('alter default privileges in schema %I grant select, insert, update, delete, truncate on tables to hale_app', name);
        execute format('alter default privileges in schema %I grant usage, select on sequences to hale_app', name);
      end loop;
      revoke all on app.migration from hale_app;
      grant select on app.migration to hale_app;
    end
    $grant$
  `.execute(db);
