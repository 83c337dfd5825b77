import { describe, expect, test } from 'vitest';
import { drawnData, exampleData, monthEndsFrom2024, numberOf } from './backtest.fixture.ts';
import { judge, verdictOf } from './judge.ts';
import type { ProofData } from './proof.ts';

describe('verdict', () => {
  const brier = { learned: 0.1, base: 0.2 };
  const enough = { churned: 20, judgedChurned: 20 };
  test.each([
    [{ ...enough, lowestAuc: 0.51, brier }, 'supported'],
    [{ ...enough, lowestAuc: 0.5, brier }, 'not_supported'],
    [{ ...enough, lowestAuc: null, brier: { learned: null, base: null } }, 'not_supported'],
    [{ ...enough, lowestAuc: 0.9, brier: { learned: 0.2, base: 0.2 } }, 'not_supported'],
    [{ churned: 19, judgedChurned: 19, lowestAuc: 0.9, brier }, 'too_thin'],
    [{ churned: 300, judgedChurned: 19, lowestAuc: 0.9, brier }, 'not_supported'],
  ] as const)('%j is %s', (found, verdict) => {
    expect(verdictOf(found)).toBe(verdict);
  });
});

describe('data with a signal', () => {
  const data = drawnData({ accounts: 500, months: 20, signal: 25, seed: 3 });
  const proof = judge(data);

  test('are supported, with weights, and with counts beside every figure', () => {
    expect(proof.verdict).toBe('supported');
    expect(proof.proposed_weights).toEqual({ logins: 100 });
    const { health, learned } = proof.auc;
    expect(health.value).toBeGreaterThan(0.65);
    expect(health.low).toBeLessThan(health.value ?? 0);
    expect(health.high).toBeGreaterThan(health.value ?? 1);
    expect(health.n).toBe(proof.rows);
    expect(learned.n).toBe(proof.judged.rows);
    // One KPI, so health, its reading and the learned probability rank alike.
    expect(learned.value).toBeCloseTo(health.on_judged.value ?? 0, 12);
    expect(proof.auc.kpis.logins).toEqual(health);
    expect(proof.auc.proposed.value).toBeCloseTo(learned.value ?? 0, 12);
  });

  test('every judged row has its probability, and no other', () => {
    expect(proof.probabilities).toHaveLength(proof.judged.rows);
    const days = new Set(proof.probabilities.map(({ as_of }) => as_of));
    expect(days.size).toBe(proof.judged.months);
    expect(proof.judged.from).toBe([...days][0]);
    const mean = proof.probabilities.reduce((sum, { p }) => sum + p, 0) / proof.judged.rows;
    const observed = proof.judged.churned_rows / proof.judged.rows;
    expect(Math.abs(mean - observed)).toBeLessThan(0.05);
    expect(proof.brier.base).toBeCloseTo(observed * (1 - observed), 12);
  });

  test('the rows of the bands are all rows', () => {
    const bands = Object.values(proof.bands);
    expect(bands.reduce((sum, { n }) => sum + n, 0)).toBe(proof.rows);
    expect(bands.reduce((sum, { churned }) => sum + churned, 0)).toBe(proof.churned_rows);
    const { at_risk } = proof.bands;
    expect(at_risk.lift).toBeCloseTo(
      at_risk.churned / at_risk.n / (proof.churned_rows / proof.rows),
      12,
    );
    expect(at_risk.lift_interval.low).toBeLessThan(at_risk.lift ?? 0);
    expect(at_risk.lift).toBeGreaterThan(1);
  });

  test('weights rest on the judged rows, not on month-ends that only taught', () => {
    const firstJudged = data.monthEnds.filter((day) => day < (proof.judged.from ?? '')).length;
    expect(firstJudged).toBeGreaterThan(0);
    // Tells everything while nothing is judged yet, and nothing from then on.
    const scores = data.monthEnds.map((day, month) =>
      Float64Array.from(data.churnDay, (churnDay) =>
        month >= firstJudged || churnDay > numberOf(day) + 90 ? 100 : 0,
      ),
    );
    const readings = scores.map((values) => values.map(() => 1));
    const early = { id: 'early', better: 'up' as const, readings, scores };
    const { proposed_weights } = judge({ ...data, kpis: [...data.kpis, early] });
    expect(proposed_weights).toEqual({ logins: 100, early: 0 });
  });

  test('the same data give the same report', () => {
    expect(judge(data)).toEqual(proof);
  });

  test('a KPI of which less is better counts the other way round', () => {
    const turned = judge({
      ...data,
      kpis: data.kpis.map((kpi) => ({ ...kpi, better: 'down' as const })),
    });
    const value = turned.auc.kpis.logins?.value ?? 0;
    expect(value).toBeCloseTo(1 - (proof.auc.kpis.logins?.value ?? 0), 12);
  });
});

test('data without a signal are not supported, and propose nothing', () => {
  const proof = judge(drawnData({ accounts: 400, months: 18, signal: 0, seed: 11 }));
  expect(proof.verdict).toBe('not_supported');
  expect(proof.proposed_weights).toBeNull();
  expect(proof.judged.churned).toBeGreaterThan(19);
});

describe('too few that left', () => {
  const thin = exampleData(
    Array.from({ length: 200 }, (_, at) => (at < 19 ? { churnsOn: '2024-03-10' } : {})),
    { monthEnds: monthEndsFrom2024(12), health: (_, at) => (at < 19 ? 10 : 90) },
  );

  test('leave counts, and no rate', () => {
    const proof = judge(thin);
    expect(proof).toMatchObject({
      verdict: 'too_thin',
      churned: 19,
      accounts: 200,
      brier: { learned: null, base: null },
      calibration: [],
      proposed_weights: null,
      probabilities: [],
    });
    expect(proof.auc.health).toMatchObject({ value: null, low: null, high: null, n: proof.rows });
    expect(proof.bands.at_risk).toMatchObject({ precision: null, recall: null, lift: null });
    expect(proof.bands.at_risk.churned).toBeGreaterThan(0);
    expect(proof.lead_time_days).toEqual({ median: null, n: 19, of: 19 });
  });

  test('nobody at all is no error', () => {
    const empty: ProofData = exampleData([], { monthEnds: monthEndsFrom2024(3), health: () => 0 });
    expect(judge(empty)).toMatchObject({ verdict: 'too_thin', accounts: 0, rows: 0, churned: 0 });
    const timeless = exampleData([{}], { monthEnds: [], health: () => 0 });
    expect(judge(timeless)).toMatchObject({ verdict: 'too_thin', months: 0, from: null, to: null });
  });
});

describe('lead time', () => {
  test('from the first month-end at risk to the churn day, of those that left and had been at risk', () => {
    // Leaves on 15 April 2024; at risk at the end of February, not of March.
    const leaver = { churnsOn: '2024-04-15' };
    const warned = Array.from({ length: 20 }, () => leaver);
    const unwarned = Array.from({ length: 5 }, () => leaver);
    const data = exampleData([...warned, ...unwarned, {}], {
      monthEnds: monthEndsFrom2024(4),
      health: (month, at) => (at < 20 && month === 1 ? 20 : 80),
    });
    expect(judge(data).lead_time_days).toEqual({ median: 46, n: 20, of: 25 });
  });
});

test('accounts without health are left out of its AUC, and counted', () => {
  const data = exampleData(
    Array.from({ length: 60 }, (_, at) => (at < 30 ? { churnsOn: '2024-02-10' } : {})),
    {
      monthEnds: monthEndsFrom2024(1),
      health: (_, at) => (at % 3 === 0 ? Number.NaN : at < 30 ? 10 : 90),
    },
  );
  const { auc, bands } = judge(data);
  expect(auc.health).toMatchObject({ value: 1, n: 40, churned: 20, left_out: 20 });
  expect(bands.unknown).toMatchObject({ n: 20, churned: 10 });
});
