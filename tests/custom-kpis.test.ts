import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCompany } from '../src/accounts/company.ts';
import { freshDatabase, type TestDatabase } from '../src/db/test-database.ts';
import type { AccountReadings } from '../src/health/readings-as-of.ts';
import { readingsAsOf } from '../src/health/readings-as-of.ts';
import { listVersions } from '../src/health/versions.ts';
import {
  addCustomKpi,
  type CustomKpi,
  customKpis,
  removeCustomKpi,
  setWeight,
} from '../src/jobs/custom-kpis.ts';
import { readingHistory } from '../src/jobs/reading-history.ts';
import { bringUpToDate } from '../src/jobs/restate.ts';
import { addDays, type Day, parseDay } from '../src/lib/day.ts';
import { daysThrough } from './naive/days.ts';
import { batchOf, store } from './product.ts';

interface Observed {
  account: string;
  series: string;
  day: Day;
  value: number;
}

const from = parseDay('2026-01-01');
const to = parseDay('2026-06-30');
const accounts = ['a', 'b', 'c', 'empty'];

/** A fixed sequence of numbers in 0..1. */
function* numbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (state * 48_271) % 2_147_483_647;
    yield state / 2_147_483_647;
  }
}

/** Values with gaps longer than a window, repeated values, negative ones, and thirds that no decimal ends. */
function observations(): Observed[] {
  const random = numbers(20_260_101);
  const next = () => random.next().value;
  return accounts.slice(0, 3).flatMap((account) =>
    ['seats', 'spend'].flatMap((series) =>
      daysThrough(from, to)
        .filter(() => next() < (account === 'c' ? 0.02 : 0.15))
        .map((day) => ({
          account,
          series,
          day: parseDay(day),
          value: Math.round((next() - 0.3) * 12) / (next() < 0.5 ? 4 : 1),
        })),
    ),
  );
}

/** The definition of a custom KPI, once more and by looking at every row. */
function naive(rows: readonly Observed[], kpi: CustomKpi, account: string, day: Day) {
  const known = rows
    .filter((row) => row.account === account && row.series === kpi.series)
    .filter((row) => row.day <= day && row.day > addDays(day, -kpi.windowDays))
    .toSorted((a, b) => (a.day < b.day ? -1 : 1));
  const values = known.map(({ value }) => value);
  if (values.length === 0) return { reading: null, n: 0 };
  const sum = values.reduce((total, value) => total + value, 0);
  switch (kpi.aggregation) {
    case 'last':
      return { reading: values.at(-1) ?? null, n: 1 };
    case 'sum':
      return { reading: sum, n: values.length };
    case 'mean':
      return { reading: sum / values.length, n: values.length };
    case 'distinct':
      return { reading: new Set(values).size, n: values.length };
  }
}

const curve = [
  [-5, 0],
  [10, 100],
] as const;
const own: CustomKpi[] = [
  { id: 'seats_last', series: 'seats', aggregation: 'last', windowDays: 14, curve, weight: 7 },
  { id: 'seats_sum', series: 'seats', aggregation: 'sum', windowDays: 30, curve, weight: 0 },
  { id: 'spend_mean', series: 'spend', aggregation: 'mean', windowDays: 21, curve, weight: 3 },
  { id: 'spend_kinds', series: 'spend', aggregation: 'distinct', windowDays: 60, curve, weight: 1 },
];

describe('custom KPIs', () => {
  let database: TestDatabase;
  let rows = observations();

  const importRows = (observed: readonly Observed[], deleted = false) =>
    store(database.app, [
      batchOf({
        fact: 'series',
        columns: ['account_id', 'series', 'day', 'value', 'deleted'],
        cells: observed.map((row) => [
          row.account,
          row.series,
          row.day,
          String(row.value),
          String(deleted),
        ]),
      }),
    ]);

  const readingsOn = async (day: Day): Promise<AccountReadings[]> => {
    const company = await readCompany(database.db);
    const found: AccountReadings[] = [];
    const request = { day, timeZone: company.time_zone };
    for await (const account of readingsAsOf(
      database.db,
      readingHistory(database.db, company),
      request,
    ))
      found.push(account);
    return found;
  };

  async function expectEveryDay(): Promise<void> {
    for (const text of daysThrough(addDays(from, -1), addDays(to, -1))) {
      const day = parseDay(text);
      const found = await readingsOn(day);
      expect(found.map(({ account_id }) => account_id)).toEqual(accounts);
      for (const { account_id, kpis } of found) {
        for (const kpi of own) {
          const expected = naive(rows, kpi, account_id, day);
          const { reading = null, n } = kpis[kpi.id] ?? {};
          const where = `${kpi.id} of ${account_id} on ${day}`;
          expect(n, where).toBe(expected.n);
          if (expected.reading === null) expect(reading, where).toBeNull();
          else expect(reading, where).toBeCloseTo(expected.reading, 9);
        }
      }
    }
  }

  beforeAll(async () => {
    database = await freshDatabase();
    await store(database.app, [
      batchOf({
        fact: 'accounts',
        columns: ['account_id', 'name'],
        cells: accounts.map((id) => [id, id]),
      }),
    ]);
    await importRows(rows);
    await bringUpToDate(database.db, { today: to });
    for (const kpi of own) {
      expect(await addCustomKpi(database.db, kpi, 'somebody')).toEqual({ outcome: 'saved' });
    }
  });
  afterAll(() => database.close());

  test('read on every day what a naive computation reads', expectEveryDay);

  test('follow late, changed and withdrawn rows', async () => {
    const [first, second, ...rest] = rows;
    if (first === undefined || second === undefined) throw new Error('no rows were made');
    const late = { account: 'c', series: 'seats', day: parseDay('2026-02-14'), value: 2.5 };
    const changed = { ...second, value: second.value + 1 };
    const others = rest.filter((row) => row.day !== late.day || row.account !== 'c');
    await importRows([late, changed]);
    await importRows([first], true);
    await bringUpToDate(database.db, { today: to });
    rows = [changed, late, ...others];
    await expectEveryDay();
  });

  test('weigh in the health of an account, and make a version each', async () => {
    const [account] = await readingsOn(parseDay('2026-05-20'));
    const parts = Object.values(account?.kpis ?? {});
    const known = parts.filter(({ score, weight }) => score !== null && weight > 0);
    const weight = known.reduce((sum, part) => sum + part.weight, 0);
    const all = parts.reduce((sum, part) => sum + part.weight, 0);
    expect(all).toBe(111);
    expect(account?.coverage).toBeCloseTo(weight / all, 12);
    const versions = await listVersions(database.db);
    expect(versions.map(({ note }) => note)).toEqual([
      'Add KPI spend_kinds',
      'Add KPI spend_mean',
      'Add KPI seats_sum',
      'Add KPI seats_last',
      '',
    ]);
    expect(versions[0]).toMatchObject({ author: 'somebody', state: 'published' });
  });

  test('are refused where an id is out of form, taken, or unknown', async () => {
    const [kpi] = own;
    if (kpi === undefined) throw new Error('no KPI');
    const add = (change: Partial<CustomKpi>) =>
      addCustomKpi(database.db, { ...kpi, ...change }, '');
    expect(await add({ id: 'Seats used' })).toMatchObject({ outcome: 'refused' });
    expect(await add({ id: 'sla' })).toMatchObject({ outcome: 'refused' });
    expect(await add({ id: 'coverage' })).toMatchObject({ outcome: 'refused' });
    expect(await add({ id: 'segment' })).toMatchObject({ outcome: 'refused' });
    expect(await add({})).toMatchObject({ outcome: 'refused' });
    expect(await setWeight(database.db, 'nothing', 1, '')).toMatchObject({ outcome: 'refused' });
    expect(await removeCustomKpi(database.db, 'sla', '')).toMatchObject({ outcome: 'refused' });
    expect((await listVersions(database.db)).length).toBe(5);
  });

  test('a weight makes a version, the same weight again none', async () => {
    await setWeight(database.db, 'seats_last', 20, 'somebody');
    await setWeight(database.db, 'seats_last', 20, 'somebody');
    expect((await customKpis(database.db)).map(({ id, weight }) => [id, weight])).toEqual([
      ['seats_last', 20],
      ['seats_sum', 0],
      ['spend_mean', 3],
      ['spend_kinds', 1],
    ]);
    expect((await listVersions(database.db)).length).toBe(6);
  });

  test('go when they are removed, and come back with the readings they had', async () => {
    const day = parseDay('2026-05-20');
    const readingOf = async (id: string) => (await readingsOn(day))[0]?.kpis[id]?.reading;
    const before = await readingOf('spend_mean');
    expect(before).toBeTypeOf('number');
    await removeCustomKpi(database.db, 'spend_mean', 'somebody');
    expect(await readingOf('spend_mean')).toBeUndefined();
    const again = own.find(({ id }) => id === 'spend_mean');
    if (again !== undefined) await addCustomKpi(database.db, again, 'somebody');
    expect(await readingOf('spend_mean')).toBe(before);
  });
});
