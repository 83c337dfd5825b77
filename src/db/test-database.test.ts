import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

test('a test database works as the role that owns nothing', async () => {
  const { rows } =
    await sql`select current_user as "user", current_setting('TimeZone') as zone`.execute(
      database.db,
    );
  expect(rows).toEqual([{ user: 'hale_app', zone: 'UTC' }]);
  await expect(sql`create table app.own (a int)`.execute(database.db)).rejects.toThrow(
    'permission denied',
  );
});

test('a second one is independent of the first', async () => {
  await using other = await freshDatabase();
  await sql`create table app.only_here (a int)`.execute(other.ownerDb);
  await expect(sql`select * from app.only_here`.execute(database.ownerDb)).rejects.toThrow(
    'does not exist',
  );
});
