import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keptPrepared, together } from './connect.ts';
import { emptyDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await emptyDatabase();
});
afterAll(() => database.close());

test('columns come as the types the product reckons with', async () => {
  const { rows } = await sql`
    select 9007199254740991::bigint as big, '2026-03-29'::date as day, 1.50::numeric as amount, 0.1::float8 as ratio,
      '2026-03-29 01:30:00+00'::timestamptz as instant, array[1, null]::bigint[] as counts,
      array['2026-01-01', null]::date[] as days, array[0.5, null]::float8[] as readings,
      array[1.50]::numeric[] as amounts, '{}'::date[] as none, null::date as missing`.execute(
    database.db,
  );
  expect(rows).toEqual([
    {
      big: 9_007_199_254_740_991,
      day: '2026-03-29',
      amount: '1.50',
      ratio: 0.1,
      instant: new Date('2026-03-29T01:30:00Z'),
      counts: [1, null],
      days: ['2026-01-01', null],
      readings: [0.5, null],
      amounts: ['1.50'],
      none: [],
      missing: null,
    },
  ]);
});

test('a number that JavaScript would round is an error', async () => {
  await expect(sql`select 9007199254740993::bigint`.execute(database.db)).rejects.toThrow(
    'too large for a number',
  );
});

test('statements that travel together run in order, on one connection', async () => {
  const backend = sql<{ pid: number }>`select pg_backend_pid() as pid`;
  const [, [first], written, [second], read] = await together(database.db, [
    sql`create temporary table trip (stop int)`,
    backend,
    sql<{ stop: number }>`insert into trip values (1), (2) returning stop`,
    backend,
    sql<{ sum: number }>`select sum(stop)::int as sum from trip`,
  ]);
  expect(written).toEqual([{ stop: 1 }, { stop: 2 }]);
  expect(read).toEqual([{ sum: 3 }]);
  expect(second?.pid).toBe(first?.pid);
});

test('the first failure of a trip is thrown, its transaction leaves nothing, and the connection serves on', async () => {
  await sql`create table stop (number int)`.execute(database.ownerDb);
  await sql`grant insert, select on stop to public`.execute(database.ownerDb);
  const trip = database.db
    .transaction()
    .execute((tx) =>
      together(tx, [
        sql`insert into stop values (1)`,
        sql`${keptPrepared} select 1 / ${0}::int`,
        sql`${keptPrepared} select ${1}::int as number`,
      ]),
    );
  await expect(trip).rejects.toThrow('division by zero');
  expect((await sql`select number from stop`.execute(database.db)).rows).toEqual([]);
  const kept = sql`${keptPrepared} select ${1}::int as number`;
  expect((await kept.execute(database.db)).rows).toEqual([{ number: 1 }]);
});
