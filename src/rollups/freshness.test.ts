import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { generate } from '../../tests/generate/generate.ts';
import { applySettings, batchOf, store } from '../../tests/product.ts';
import { freshDatabase } from '../db/test-database.ts';
import { addDays, type Day, daysBetween, parseDay } from '../lib/day.ts';
import { spanQuery } from './dated-facts.ts';
import { freshnessOf } from './freshness.ts';

const database = await freshDatabase();
const { db } = database;
afterAll(() => database.close());

test('the freshness of many accounts is that of each, on any day', async () => {
  const data = generate({ accounts: 15, seed: 3 });
  const { timeZone } = data.settings;
  await applySettings(db, data.settings);
  await store(database.app, data.tables.map(batchOf));
  const { rows } = await sql<{ id: number }>`select id from account.account order by id`.execute(
    db,
  );
  const ids = rows.map(({ id }) => id);
  let known = 0;
  for (const back of [0, 1, 40, 333, 5000]) {
    const day: Day = addDays(parseDay(data.to), -back);
    const all = await freshnessOf(db, [...ids, 999_999], { day, timeZone });
    for (const id of ids) {
      const span = await spanQuery(timeZone, day, id).execute(db);
      const newest = span.rows[0]?.newest ?? null;
      expect(all.get(id)).toBe(newest === null ? undefined : daysBetween(newest, day));
      if (newest !== null) known += 1;
    }
    expect(all.has(999_999)).toBe(false);
  }
  expect(known).toBeGreaterThan(30);
});
