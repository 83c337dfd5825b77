import { afterAll, beforeAll, expect, test } from 'vitest';
import { generate } from '../../tests/generate/generate.ts';
import { naiveReadings } from '../../tests/naive/readings.ts';
import { applySettings, batchOf, rowOn, store, storedReadings } from '../../tests/product.ts';
import { freshDatabase, type TestDatabase } from '../db/test-database.ts';
import { currentVersion, listVersions } from '../health/versions.ts';
import { parseDay } from '../lib/day.ts';
import { placeFlaw, setPlace, shippedPlace } from './kpi-place.ts';
import { bringUpToDate } from './restate.ts';

const data = generate({ accounts: 8, seed: 3 });
let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await applySettings(database.db, data.settings);
  await store(database.app, data.tables.map(batchOf));
  await bringUpToDate(database.db, { today: parseDay(data.to) });
});
afterAll(() => database.close());

const said = { author: 'Jana', note: 'why', onProgress: () => {} };

const slaNow = async () => {
  const { model } = await currentVersion(database.db);
  const own = model.profiles[0]?.kpis.find(({ id }) => id === 'sla');
  return { place: own?.place, windowDays: own?.windowDays, parameter: own?.parameter };
};

/** What the readings at the place in use say today, against a naive computation. */
async function expectReadings(naive: { minimumRows?: number; windowDays?: number }): Promise<void> {
  const { place = -1 } = await slaNow();
  const stored = await storedReadings(database.db, data.to);
  const settings = { ...data.settings, ...naive };
  for (const { account_id, kpis } of naiveReadings(data.facts, settings, data.to, ['sla'])) {
    const reading = rowOn(stored.get(account_id) ?? [], data.to)?.readings[place] ?? null;
    expect({ account_id, reading }).toEqual({ account_id, reading: kpis.sla?.reading });
  }
}

test('window and parameter are set one by one, and each stays when the other changes', async () => {
  const { db } = database;
  await setPlace(db, { kpi: 'sla', windowDays: 30, ...said });
  expect(await slaNow()).toMatchObject({ windowDays: 30, parameter: null });
  await expectReadings({ windowDays: 30 });
  await setPlace(db, { kpi: 'sla', parameter: 8, ...said });
  expect(await slaNow()).toMatchObject({ windowDays: 30, parameter: 8 });
  await expectReadings({ windowDays: 30, minimumRows: 8 });

  await setPlace(db, { kpi: 'sla', windowDays: 90, ...said });
  await setPlace(db, { kpi: 'sla', parameter: 3, ...said });
  expect(await slaNow()).toEqual({ place: shippedPlace('sla'), windowDays: null, parameter: null });
  await expectReadings({});

  const published = await listVersions(db);
  expect(published.map(({ author }) => author)).toEqual(['Jana', 'Jana', 'Jana', 'Jana', '']);
  // What changes nothing is no version.
  await setPlace(db, { kpi: 'sla', parameter: 3, ...said });
  expect(await listVersions(db)).toHaveLength(published.length);
});

test('what cannot be had is told by field', async () => {
  const { db } = database;
  expect(await placeFlaw(db, 'sla', { windowDays: 30, parameter: 8 })).toBeNull();
  expect(await placeFlaw(db, 'growth', { windowDays: 30 })).toMatchObject({ field: 'kpi' });
  expect(await placeFlaw(db, 'nps', { parameter: 101 })).toMatchObject({ field: 'parameter' });
});

test('what fails in the middle is filled from the beginning when it is asked for again', async () => {
  const { db } = database;
  const failing = {
    ...said,
    onProgress: () => {
      throw new Error('the machine went off');
    },
  };
  const windowDays = 45;
  await expect(setPlace(db, { kpi: 'sla', windowDays, ...failing })).rejects.toThrow('went off');
  expect(await slaNow()).toMatchObject({ windowDays: null });
  await setPlace(db, { kpi: 'sla', windowDays, ...said });
  expect(await slaNow()).toMatchObject({ windowDays });
  await expectReadings({ windowDays });
});
