import { afterAll, beforeAll, expect, test } from 'vitest';
import { factsOf, fileNames } from '../../../tests/naive/parse.ts';
import { naiveReadings } from '../../../tests/naive/readings.ts';
import { applySettings, rowOn, store, storedReadings } from '../../../tests/product.ts';
import { freshDatabase, type TestDatabase } from '../../db/test-database.ts';
import { bringUpToDate } from '../../jobs/restate.ts';
import { kpis } from '../../kpis/index.ts';
import { addDays, parseDay } from '../../lib/day.ts';
import type { FactBatch } from '../source.ts';
import { demoSource } from './demo.source.ts';

const today = parseDay('2026-11-22');
const daysApart = 37;
const slowMachine = 120_000;
const company = {
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
  defaultHourlyCost: 60,
  minutesPerReply: 10,
};

let database: TestDatabase;
let batches: FactBatch[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  batches = await Array.fromAsync(demoSource({ today }).read({ path: '' }));
  await applySettings(database.db, company);
}, slowMachine);
afterAll(() => database.close());

test(
  'the demo loads without a bad row, and its readings are those of the second opinion',
  async () => {
    const { files } = await store(database.app, batches);
    expect(files.filter(({ read, created }) => read !== created)).toEqual([]);
    await bringUpToDate(database.db, { today });
    const stored = await storedReadings(database.db, today);

    const tables = fileNames.flatMap((fact) => {
      const parts = batches.filter((batch) => batch.fact === fact);
      return parts.map(({ columns, cells }) => ({ fact, columns, cells }));
    });
    const facts = factsOf(tables, company.timeZone);
    for (let back = 0; back < 560; back += daysApart) {
      const day = addDays(today, -back);
      for (const { account_id, kpis: expected } of naiveReadings(facts, company, day)) {
        const row = rowOn(stored.get(account_id) ?? [], day);
        for (const [position, { id }] of kpis.entries()) {
          const where = `${id} of ${account_id} on ${day}`;
          const wanted = expected[id];
          const value = row?.readings[position] ?? null;
          expect(row?.row_counts[position] ?? 0, `n: ${where}`).toBe(wanted?.n);
          if (wanted?.reading == null) expect(value, where).toBeNull();
          else expect(value, where).toBeCloseTo(wanted.reading, 9);
        }
      }
    }
  },
  slowMachine,
);
