import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
