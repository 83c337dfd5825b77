import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connect } from './connect.ts';
import { type Migration, migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { emptyDatabase, type TestDatabase } from './test-database.ts';

const first: Migration = {
  name: '0001-first',
  up: async (db) => {
    await sql`create schema fact`.execute(db);
    await sql`create table fact.event (number int)`.execute(db);
  },
};
const second: Migration = {
  name: '0002-second',
  up: async (db) => {
    await sql`create table fact.other (number int)`.execute(db);
  },
};
const broken: Migration = {
  name: '0003-broken',
  up: async (db) => {
    await sql`create table fact.half (number int)`.execute(db);
    await sql`select 1 / 0`.execute(db);
  },
};

let database: TestDatabase;
beforeEach(async () => {
  database = await emptyDatabase();
});
afterEach(() => database.close());

test('applies what is missing, in order, and nothing twice', async () => {
  expect(await migrate(database.ownerDb, [first])).toEqual(['0001-first']);
  expect(await migrate(database.ownerDb, [first, second])).toEqual(['0002-second']);
  expect(await migrate(database.ownerDb, [first, second])).toEqual([]);
});

test('the app role may read and write rows, and nothing else', async () => {
  await migrate(database.ownerDb, [first]);
  await sql`insert into fact.event values (1)`.execute(database.db);
  expect((await sql`select number from fact.event`.execute(database.db)).rows).toEqual([
    { number: 1 },
  ]);
  await expect(sql`drop table fact.event`.execute(database.db)).rejects.toThrow('must be owner');
  await expect(sql`delete from app.migration`.execute(database.db)).rejects.toThrow('denied');
});

test('a migration that fails leaves nothing behind, and says which it was', async () => {
  const all = [first, second, broken];
  await expect(migrate(database.ownerDb, all)).rejects.toThrow(/0003-broken failed .*division/);
  const { rows } = await sql`select name from app.migration order by name`.execute(
    database.ownerDb,
  );
  expect(rows).toEqual([{ name: '0001-first' }, { name: '0002-second' }]);
  await expect(sql`select * from fact.half`.execute(database.ownerDb)).rejects.toThrow('exist');
});

test('two processes that start at once apply each migration once', async () => {
  await using other = connect(database.owner);
  const applied = await Promise.all([
    migrate(database.ownerDb, [first, second]),
    migrate(other, [first, second]),
  ]);
  expect(applied.flat()).toEqual(['0001-first', '0002-second']);
});

test('a database of a newer Hale is refused', async () => {
  await migrate(database.ownerDb, [first, second]);
  await expect(migrate(database.ownerDb, [first])).rejects.toThrow(
    /written by a newer Hale.*0002-second.*Start the newer Hale/,
  );
});

test('the migrations of this version apply to an empty database', async () => {
  expect(await migrate(database.ownerDb, migrations)).toEqual(migrations.map(({ name }) => name));
});
