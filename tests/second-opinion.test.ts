import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../src/db/test-database.ts';
import { bringUpToDate } from '../src/jobs/restate.ts';
import { kpis } from '../src/kpis/index.ts';
import { addDays, parseDay } from '../src/lib/day.ts';
import { generate } from './generate/generate.ts';
import { daysThrough } from './naive/days.ts';
import { type NaiveKpiId, naiveReadings } from './naive/readings.ts';
import { applySettings, batchOf, rowOn, store, storedReadings } from './product.ts';

describe('every reading of every day equals a naive computation from the facts', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.close());

  it.each(kpis.map(({ id }, position) => [id, position] as const))('%s', async (id, position) => {
    const stored = await readings();
    const data = await generated();
    for (const day of daysThrough(data.from, data.to)) {
      const naive = naiveReadings(data.facts, data.settings, day, [id as NaiveKpiId]);
      for (const { account_id, kpis: expected } of naive) {
        const row = rowOn(stored.get(account_id) ?? [], day);
        const value = row?.readings[position] ?? null;
        const n = row?.row_counts[position] ?? 0;
        const wanted = expected[id];
        const where = `${id} of ${account_id} on ${day}`;
        expect(n, `n: ${where}`).toBe(wanted?.n);
        if (wanted?.reading == null || value === null) {
          expect(value, where).toBe(wanted?.reading ?? null);
        } else {
          expect(
            Math.abs(value - wanted.reading),
            `${where}: ${value}, not ${wanted.reading}`,
          ).toBeLessThan(1e-9);
        }
      }
    }
  });

  const generated = once(() => Promise.resolve(generate({ accounts: 36, seed: 7 })));
  const readings = once(async () => {
    const data = await generated();
    await applySettings(database.db, data.settings);
    await store(database.app, data.tables.map(batchOf));
    await bringUpToDate(database.db, { today: parseDay(data.to) });
    return storedReadings(database.db, addDays(parseDay(data.to), 1));
  });
});

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
