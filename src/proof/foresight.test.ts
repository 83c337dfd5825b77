import { expect, test } from 'vitest';
import { drawnData, exampleData, monthEndsFrom2024 } from './backtest.fixture.ts';
import { bandsOf } from './bands-proof.ts';
import { compareForesight } from './foresight.ts';
import { rowsOf } from './rows.ts';

/** Health of each account on all four month-ends, January to April 2024. */
const under = (healths: readonly number[]) =>
  exampleData(
    [
      { churnsOn: '2024-03-10' },
      { churnsOn: '2024-05-20' },
      { churnsOn: '2026-01-01' }, // beyond the horizon of every month-end
      {},
      {},
      { churnsOn: '2024-01-15' }, // before the first
    ],
    {
      monthEnds: monthEndsFrom2024(4),
      health: (_, account) => healths[account] ?? Number.NaN,
    },
  );

test('who left and who was warned of, under one settings and the other', () => {
  const compared = compareForesight(under([30, 80, 30, 80, 30, 30]), under([30, 30, 80, 30, 30]));
  expect(compared).toMatchObject({
    from: '2024-01-31',
    to: '2024-04-30',
    months: 4,
    accounts: 5,
    churned: 2,
    before: { seen: 1, false_alarms: 2, lead_time_days: 39, lead_time_n: 1 },
    after: { seen: 2, false_alarms: 2, lead_time_days: (39 + 110) / 2, lead_time_n: 2 },
    seen: { more: 1, fewer: 0, chance: 1 },
    false_alarms: { more: 1, fewer: 1, chance: 1 },
    leavers: [
      { account_id: 'a0', left_on: '2024-03-10', before: true, after: true },
      { account_id: 'a1', left_on: '2024-05-20', before: false, after: true },
    ],
    warned_in_vain: [
      { account_id: 'a2', before: true, after: false },
      { account_id: 'a3', before: false, after: true },
      { account_id: 'a4', before: true, after: true },
    ],
  });
});

test('nobody left: no share, no interval, no lead time', () => {
  const nobodyLeft = exampleData([{}, {}], { monthEnds: monthEndsFrom2024(2), health: () => 30 });
  const { churned, before } = compareForesight(nobodyLeft, nobodyLeft);
  expect(churned).toBe(0);
  expect(before).toEqual({
    seen: 0,
    seen_interval: { low: null, high: null },
    false_alarms: 2,
    lead_time_days: null,
    lead_time_n: 0,
  });
});

test('the counts are those of the proof', () => {
  const [one, other] = [20, 60].map((signal) =>
    drawnData({ accounts: 400, months: 8, signal, seed: 3 }),
  );
  if (one === undefined || other === undefined) throw new Error('no data');
  const compared = compareForesight(one, other);
  const rows = rowsOf(one);
  for (const [data, foresight] of [
    [one, compared.before],
    [other, compared.after],
  ] as const) {
    const { at_risk } = bandsOf(data, rows);
    expect(foresight.seen).toBe(at_risk.churned_accounts);
    expect(foresight.false_alarms).toBe(at_risk.accounts - at_risk.churned_accounts);
  }
  expect(compared.after.seen - compared.before.seen).toBe(compared.seen.more - compared.seen.fewer);
  expect(compared.after.false_alarms - compared.before.false_alarms).toBe(
    compared.false_alarms.more - compared.false_alarms.fewer,
  );
  expect(compared.leavers).toHaveLength(compared.churned);
});
