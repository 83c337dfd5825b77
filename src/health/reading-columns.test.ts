import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../db/test-database.ts';
import { firstFurtherPlace } from '../kpis/places.ts';
import { addDays, type Day, parseDay } from '../lib/day.ts';
import { readingColumns } from './reading-columns.ts';

const start = parseDay('2026-01-01');
const accounts = 600;
const lastDay = 200;
const further = firstFurtherPlace + 3;
/** Every account has its own rhythm; one in ten begins late, one in seven has readings of a further place. */
const hasRow = (id: number, day: number) =>
  day >= (id % 10 === 0 ? 120 : 0) && (id * 31 + day * 17) % (1 + (id % 40)) === 0;
const hasFurther = (id: number, day: number) => id % 7 === 0 && (id + day) % 13 === 0;

/** A value, null where the KPI has no reading, undefined where the array was shorter then. */
const valueOn = (id: number, day: number, place: number): number | null | undefined => {
  if (place >= 2 + (day % 4)) return undefined;
  return (id + day + place) % 5 === 0 ? null : id / 7 + day * place;
};
const furtherOn = (id: number, day: number) => ((id + day) % 3 === 0 ? null : id * 1000 + day);

const arrayOn = (id: number, day: number): string => {
  const values = [0, 1, 2, 3, 4].map((place) => valueOn(id, day, place));
  return `{${values.flatMap((value) => (value === undefined ? [] : (value ?? 'NULL'))).join(',')}}`;
};

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  const days = Array.from({ length: lastDay + 1 }, (_, day) => day);
  const ids = Array.from({ length: accounts }, (_, index) => index + 1);
  const keys = ids.flatMap((id) =>
    days.filter((day) => hasRow(id, day)).map((day) => ({ id, day })),
  );
  await sql`
    insert into reading.day
    select id, day, readings::float8[], '{}'
    from unnest(
      ${keys.map(({ id }) => id)}::int[], ${keys.map(({ day }) => addDays(start, day))}::date[],
      ${keys.map(({ id, day }) => arrayOn(id, day))}::text[]
    ) row (id, day, readings)`.execute(database.db);
  const furtherKeys = ids.flatMap((id) =>
    days.filter((day) => hasFurther(id, day)).map((day) => ({ id, day })),
  );
  await sql`
    insert into reading.further
    select id, ${further}, day, value, 1
    from unnest(
      ${furtherKeys.map(({ id }) => id)}::int[], ${furtherKeys.map(({ day }) => addDays(start, day))}::date[],
      ${furtherKeys.map(({ id, day }) => furtherOn(id, day))}::float8[]
    ) row (id, day, value)`.execute(database.db);
});
afterAll(() => database.close());

/** The same by looking back day by day. */
function wanted(id: number, day: number, place: number): number {
  for (let back = Math.min(day, lastDay); back >= 0; back -= 1) {
    if (place === further && hasFurther(id, back)) return furtherOn(id, back) ?? Number.NaN;
    if (place !== further && hasRow(id, back)) return valueOn(id, back, place) ?? Number.NaN;
  }
  return Number.NaN;
}

const accountIds = Array.from({ length: accounts }, (_, index) => accounts - index);
const places = [4, 0, 1, further];

describe('columns of readings', () => {
  test.each([
    ['one day', [150]],
    ['week-ends', [4, 11, 18, 25, 32, 39]],
    ['days far apart', [0, 99, 100, 101, lastDay]],
    ['days after the last row', [lastDay, lastDay + 3]],
  ])('%s', async (_, numbers) => {
    const days: Day[] = numbers.map((number) => addDays(start, number));
    const columns = await readingColumns(database.db, { days, places, accountIds });
    expect([...columns.accountIds]).toEqual(accountIds);
    for (const [dayIndex, number] of numbers.entries()) {
      for (const place of places) {
        expect([...columns.column(dayIndex, place)], `place ${place}`).toEqual(
          accountIds.map((id) => wanted(id, number, place)),
        );
      }
    }
    expect(columns.everyDay.accounts).toBe(numbers.length * accounts);
    for (const place of places) {
      expect([...(columns.everyDay.column(place) ?? [])], `place ${place}`).toEqual(
        numbers.flatMap((number) => accountIds.map((id) => wanted(id, number, place))),
      );
    }
  });

  test('a place that nobody has a reading at is left out of a portfolio', async () => {
    const columns = await readingColumns(database.db, {
      days: [start],
      places: [0, 90],
      accountIds,
    });
    expect(columns.on(0).column(90)).toBeUndefined();
    expect(columns.on(0).column(0)).toEqual(columns.column(0, 0));
    expect(columns.column(0, 90).every(Number.isNaN)).toBe(true);
  });

  test('inside a transaction, and for nobody', async () => {
    const none = await database.db
      .transaction()
      .execute((tx) => readingColumns(tx, { days: [start], places }));
    expect(none.accountIds).toHaveLength(0);
  });

  test('days that do not ascend are refused', async () => {
    const days = [start, start];
    await expect(readingColumns(database.db, { days, places })).rejects.toThrow(RangeError);
  });
});
