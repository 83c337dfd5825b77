import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../src/db/test-database.ts';
import { bringUpToDate } from '../src/jobs/restate.ts';
import { parseDay } from '../src/lib/day.ts';
import { judge } from '../src/proof/judge.ts';
import { type ProofInput, readProofData } from '../src/proof/read-data.ts';
import { drawsBelow } from '../src/proof/statistics/chance.ts';
import { batchOf, store } from './product.ts';
import { dataSet, ravenstackTables } from './proof-sets.ts';

const folder = dataSet('ravenstack');
const copies = 20;
const title = folder
  ? 'data in which nothing predicts who leaves'
  : 'data in which nothing predicts who leaves (skipped: HALE_TEST_DATA holds no ravenstack)';

describe.skipIf(folder === undefined)(title, () => {
  let database: TestDatabase;
  let input: ProofInput;

  beforeAll(async () => {
    database = await freshDatabase();
    await store(database.app, ravenstackTables(folder ?? '').map(batchOf));
    const today = parseDay('2025-01-15');
    await bringUpToDate(database.db, { today });
    input = await readProofData(database.db, { horizonDays: 90, today });
  });
  afterAll(() => database.close());

  test('are not supported, with counts and without weights', () => {
    const proof = judge(input.data);
    expect(proof.verdict).toBe('not_supported');
    expect(proof.proposed_weights).toBeNull();
    expect(proof.judged.churned).toBeGreaterThan(50);
  });

  test('nor are copies of it whose outcomes are dealt to other accounts by chance', () => {
    const draw = drawsBelow(2 ** 31, 7);
    const verdicts = Array.from({ length: copies }, () => judge(dealt(draw)).verdict);
    expect(verdicts.filter((verdict) => verdict === 'supported').length).toBeLessThanOrEqual(1);
  });

  const dealt = (draw: () => number) => {
    const order = input.data.accountIds
      .map((_, account) => ({ account, drawn: draw() }))
      .toSorted((a, b) => a.drawn - b.drawn);
    return {
      ...input.data,
      churnDay: Int32Array.from(order, ({ account }) => input.data.churnDay[account] ?? 0),
    };
  };
});
