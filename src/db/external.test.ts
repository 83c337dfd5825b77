import { sql } from 'kysely';
import type pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { connect } from './connect.ts';
import { openDatabase } from './open-database.ts';
import { emptyDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await emptyDatabase();
});
afterAll(() => database.close());

/** The address of a test database, as DATABASE_URL would name it. */
function urlOf({ connectionString, host, user, database: name }: pg.PoolConfig, role = user) {
  if (connectionString !== undefined) return connectionString;
  return `postgres://${role}@localhost/${name}?host=${encodeURIComponent(String(host))}`;
}

const open = (url: string) => openDatabase({ DATA_DIR: '/nowhere', DATABASE_URL: url });

test('a database elsewhere is used as the role that owns nothing, where the given role may become it', async () => {
  const opened = await open(urlOf(database.owner, 'postgres'));
  expect(opened).toMatchObject({ kind: 'external', notices: [] });
  const app = connect(opened.app);
  const { rows } =
    await sql`select current_user as user, current_setting('TimeZone') as zone`.execute(app);
  expect(rows).toEqual([{ user: 'hale_app', zone: 'UTC' }]);
  await app.destroy();
  await opened.close();
});

test.skipIf(inject('testDatabaseUrl') !== '')(
  'a role that may not do so works with its own rights, and is told (on the embedded server)',
  async () => {
    const opened = await open(urlOf(database.owner, 'hale'));
    expect(opened.notices).toEqual([expect.stringContaining('may not create or become')]);
    const app = connect(opened.app);
    const { rows } = await sql`select current_user as user`.execute(app);
    expect(rows).toEqual([{ user: 'hale' }]);
    await app.destroy();
    await opened.close();
  },
);

test('only one process serves it', async () => {
  const [one, two] = await Promise.all([open(urlOf(database.owner)), open(urlOf(database.owner))]);
  await one.claimServing();
  await expect(two.claimServing()).rejects.toThrow('already being served');
  await one.close();
  await two.claimServing();
  await two.close();
});

test('one that cannot be reached is refused with the mend', async () => {
  await expect(open('postgres://hale@127.0.0.1:1/hale')).rejects.toThrow(
    /cannot be reached: .*Check the address/,
  );
});
