import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../src/db/test-database.ts';
import { fillWindow, takeWindow } from '../src/jobs/further.ts';
import { bringUpToDate } from '../src/jobs/restate.ts';
import { addDays, parseDay } from '../src/lib/day.ts';
import { generate } from './generate/generate.ts';
import { daysThrough } from './naive/days.ts';
import { type NaiveKpiId, naiveReadings } from './naive/readings.ts';
import { applySettings, batchOf, rowOn, store, storedReadings } from './product.ts';

const windows = [
  ['touchpoint', 30],
  ['touchpoint', 200],
  ['sla', 14],
  ['feedback', 45],
  ['nps', 30],
  ['balance', 30],
  ['balance', 180],
  ['agent_rating', 20],
  ['logins', 28],
  ['ces', 40],
  ['response_rate', 60],
  ['response_time', 30],
  ['engagement', 20],
  ['adoption', 7],
] as const satisfies readonly (readonly [NaiveKpiId, number])[];

describe('readings of shipped KPIs over other windows', () => {
  const data = generate({ accounts: 16, seed: 11 });
  const today = parseDay(data.to);
  const halfway = addDays(today, -120);
  let database: TestDatabase;
  const places = new Map<string, number>();

  beforeAll(async () => {
    database = await freshDatabase();
    await applySettings(database.db, data.settings);
    // The second half of the tickets' story comes late, so that places are filled once and then restated.
    const late = new Set(['ticket_messages', 'time_entries', 'ratings']);
    await store(database.app, data.tables.filter(({ fact }) => !late.has(fact)).map(batchOf));
    await bringUpToDate(database.db, { today: halfway });
    for (const [kpi, windowDays] of windows) {
      const place = (await takeWindow(database.db, kpi, { windowDays }))?.place ?? -1;
      places.set(`${kpi} ${windowDays}`, place);
      await fillWindow(database.db, place, () => {});
    }
    await store(database.app, data.tables.map(batchOf));
    await bringUpToDate(database.db, { today });
  });
  afterAll(() => database.close());

  test.each(windows)(
    '%s over %d days equal a naive computation on every day',
    async (kpi, windowDays) => {
      const stored = await storedReadings(database.db, data.to);
      const place = places.get(`${kpi} ${windowDays}`) ?? -1;
      const settings = { ...data.settings, windowDays };
      let known = 0;
      for (const day of daysThrough(data.from, data.to)) {
        for (const { account_id, kpis } of naiveReadings(data.facts, settings, day, [kpi])) {
          const row = rowOn(stored.get(account_id) ?? [], day);
          const reading = row?.readings[place] ?? null;
          const expected = kpis[kpi];
          const where = `${kpi} over ${windowDays} days of ${account_id} on ${day}`;
          expect(row?.row_counts[place] ?? 0, `n: ${where}`).toBe(expected?.n);
          if (expected?.reading == null || reading === null) {
            expect(reading, where).toBe(expected?.reading ?? null);
          } else {
            known += 1;
            expect(Math.abs(reading - expected.reading), `${where}: ${reading}`).toBeLessThan(1e-9);
          }
        }
      }
      expect(known).toBeGreaterThan(0);
    },
  );

  test('asked for twice stand at one place', async () => {
    const again = await takeWindow(database.db, 'touchpoint', { windowDays: 30 });
    expect(again?.place).toBe(places.get('touchpoint 30'));
    const { rows } = await sql<{ n: number }>`select count(*) as n from reading.place`.execute(
      database.db,
    );
    expect(rows[0]?.n).toBe(windows.length);
  });
});
