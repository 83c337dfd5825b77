import pg from 'pg';
import { DatabaseUnavailable } from './database-error.ts';
import type { ServerUse } from './embedded/embedded.ts';
import { APP_ROLE } from './roles.ts';

const OLDEST = 150_000;

/** Connections to DATABASE_URL, in UTC, as `role` where one is given. */
export function externalConfig(url: string, applicationName: string, role?: string): pg.PoolConfig {
  const target = new URL(url);
  const given = target.searchParams.get('options');
  const options = [given, '-c TimeZone=UTC', role === undefined ? null : `-c role=${role}`];
  target.searchParams.set('options', options.filter(Boolean).join(' '));
  target.searchParams.set('application_name', applicationName);
  return { connectionString: target.href };
}

/** One connection to DATABASE_URL. Throws DatabaseUnavailable when it cannot be had, or the server is too old. */
export async function joinExternal(url: string, applicationName: string): Promise<ServerUse> {
  const connection = new pg.Client(externalConfig(url, applicationName));
  connection.on('error', () => {});
  try {
    await connection.connect();
  } catch (error) {
    const reason = error instanceof Error ? error.message || String(error) : String(error);
    throw new DatabaseUnavailable(
      `The database of DATABASE_URL cannot be reached: ${reason}. Check the address, the user and the password.`,
    );
  }
  const { rows } = await connection.query<{ number: string; name: string }>(
    "select current_setting('server_version_num') as number, current_setting('server_version') as name",
  );
  if (Number(rows[0]?.number) < OLDEST) {
    await connection.end();
    throw new DatabaseUnavailable(
      `The database of DATABASE_URL is PostgreSQL ${rows[0]?.name}. Hale needs version 15 or newer.`,
    );
  }
  return { connection, leave: () => connection.end() };
}

const MAY_ACT = `select
  exists (select from pg_roles where rolname = 'hale_app') as there,
  (select rolcreaterole or rolsuper from pg_roles where rolname = current_user) as "mayCreate"`;

/** Sees to the role that owns nothing. Answers with a notice when the given role may not do that. */
export async function prepareExternalRoles(connection: pg.Client): Promise<string[]> {
  const { rows } = await connection.query<{ there: boolean; mayCreate: boolean }>(MAY_ACT);
  const { there = false, mayCreate = false } = rows[0] ?? {};
  try {
    if (!there && mayCreate) await connection.query('create role hale_app nologin');
    if (mayCreate && !(await mayBecomeApp(connection))) {
      await connection.query('grant hale_app to current_user');
    }
    if (await mayBecomeApp(connection)) return [];
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
  }
  return [
    `The role of DATABASE_URL may not create or become the role ${APP_ROLE}, so Hale works with its full rights. ` +
      `To restrict it, let an administrator run: create role ${APP_ROLE} nologin; grant ${APP_ROLE} to the role of DATABASE_URL.`,
  ];
}

async function mayBecomeApp(connection: pg.Client): Promise<boolean> {
  try {
    await connection.query('begin');
    await connection.query('set local role hale_app');
    return true;
  } catch {
    return false;
  } finally {
    await connection.query('rollback');
  }
}
