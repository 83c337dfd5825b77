import type pg from 'pg';

/** Owns the tables; runs migrations. */
export const OWNER_ROLE = 'hale';

/** Reads and writes rows; owns nothing and may change no table. */
export const APP_ROLE = 'hale_app';

/** Name of the database in the embedded server. */
export const DATABASE = 'hale';

const ROLES = `do $$ begin
  if not exists (select from pg_roles where rolname = 'hale') then create role hale login; end if;
  if not exists (select from pg_roles where rolname = 'hale_app') then create role hale_app login; end if;
end $$`;

/** Makes the two roles and the database inside an embedded server, where missing. */
export async function prepareEmbeddedRoles(superuser: pg.Client): Promise<void> {
  const { rows } = await superuser.query("select from pg_database where datname = 'hale'");
  if (rows.length > 0) return;
  await createRoles(superuser);
  await superuser.query('select pg_advisory_lock(7241, 3)');
  try {
    const again = await superuser.query("select from pg_database where datname = 'hale'");
    if (again.rows.length === 0) await superuser.query('create database hale owner hale');
  } finally {
    await superuser.query('select pg_advisory_unlock(7241, 3)');
  }
}

/** Two processes may do so at once. */
export async function createRoles(superuser: pg.Client): Promise<void> {
  await superuser.query('select pg_advisory_lock(7241, 3)');
  try {
    await superuser.query(ROLES);
  } finally {
    await superuser.query('select pg_advisory_unlock(7241, 3)');
  }
}
