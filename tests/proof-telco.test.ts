import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Db } from '../src/db/connect.ts';
import { freshDatabase, type TestDatabase } from '../src/db/test-database.ts';
import { addCustomKpi, type CustomKpi } from '../src/jobs/custom-kpis.ts';
import { fillPlace } from '../src/jobs/further.ts';
import { publishChange } from '../src/jobs/publish.ts';
import { bringUpToDate } from '../src/jobs/restate.ts';
import { markFilled, takePlace } from '../src/kpis/places.ts';
import { addDays, parseDay } from '../src/lib/day.ts';
import { judge } from '../src/proof/judge.ts';
import type { Proof } from '../src/proof/proof.ts';
import { readProofData } from '../src/proof/read-data.ts';
import type { ProfileKpi } from '../src/scoring/model.ts';
import { batchOf, store } from './product.ts';
import { dataSet, type TelcoColumn, telco, telcoTables } from './proof-sets.ts';

const folder = dataSet('telco-churn');
const observed = parseDay('2025-01-31');
const ended = addDays(observed, 90);
const title = folder
  ? 'telco-churn, every column a KPI of its own'
  : 'telco-churn, every column a KPI of its own (skipped: HALE_TEST_DATA holds no telco-churn)';

const customKpi = ({ id, lowest, highest }: TelcoColumn): CustomKpi => ({
  id,
  series: id,
  aggregation: 'last',
  windowDays: 30,
  curve: [
    [lowest, 0],
    [highest, 100],
  ],
  weight: 1,
});

/** The same as adding one after the other, but as one version, which is quicker. */
async function addTogether(db: Db, kpis: readonly CustomKpi[]): Promise<void> {
  const { rows } = await sql<{ id: number }>`select id from account.account`.execute(db);
  const ids = rows.map((row) => row.id);
  const own: ProfileKpi[] = [];
  for (const { id, curve, weight, ...series } of kpis) {
    const place = await takePlace(db, id, { kind: 'series', ...series });
    await fillPlace(db, place, ids);
    await markFilled(db, place.place);
    own.push({ id, weight, curve, place: place.place, windowDays: null, parameter: null });
  }
  await publishChange(
    db,
    (model) => ({
      ...model,
      profiles: model.profiles.map((one) => ({ ...one, kpis: [...one.kpis, ...own] })),
    }),
    { author: 'test', note: 'all columns', effect: null },
  );
}

describe.skipIf(folder === undefined)(title, () => {
  let database: TestDatabase;
  let proof: Proof;

  beforeAll(async () => {
    database = await freshDatabase();
    const data = telco(folder ?? '');
    await store(database.app, telcoTables(data, { observed, ended }).map(batchOf));
    await bringUpToDate(database.db, { today: ended });
    const [first, ...others] = data.columns;
    const added = first && (await addCustomKpi(database.db, customKpi(first), 'test'));
    expect(added).toEqual({ outcome: 'saved' });
    await addTogether(database.db, others.map(customKpi));
    const { data: input } = await readProofData(database.db, {
      horizonDays: 90,
      from: observed,
      to: observed,
      today: ended,
    });
    proof = judge(input);
  });
  afterAll(() => database.close());

  test('the learned probability is as good as a plain regression, and no better than can be', () => {
    expect(proof).toMatchObject({ verdict: 'supported', months: 1, accounts: 3549, churned: 966 });
    expect(proof.auc.learned.value).toBeGreaterThanOrEqual(0.835);
    // What is better than this has seen what it was to judge.
    expect(proof.auc.learned.value).toBeLessThan(0.87);
    expect(proof.brier.learned).toBeLessThanOrEqual(0.14);
  });

  test('and keeps its word in every tenth', () => {
    expect(proof.calibration).toHaveLength(10);
    for (const { predicted, observed: came, low, high } of proof.calibration) {
      const isClose = Math.abs(predicted - came) <= 0.05;
      expect(isClose || (predicted >= low && predicted <= high)).toBe(true);
    }
  });

  test('weights name every KPI and add up to 100', () => {
    const weights = Object.values(proof.proposed_weights ?? {});
    expect(weights.length).toBeGreaterThan(30);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(100, 6);
    expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
  });
});
