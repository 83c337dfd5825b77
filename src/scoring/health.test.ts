import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { healthOf } from './health.ts';
import {
  type Curve,
  defaultEdges,
  type KpiSettings,
  type Reading,
  type ScoringSettings,
} from './scoring.ts';

const straight: Curve = [
  [0, 0],
  [100, 100],
];
const settingsOf = (...weights: number[]): ScoringSettings => ({
  ...defaultEdges,
  kpis: weights.map(
    (weight, place): KpiSettings => ({ id: `kpi${place}`, weight, curve: straight, place }),
  ),
});
const reading = (value: number | null, n = 1): Reading => ({ value, n });

describe('health of a day', () => {
  test('is the weighted mean of the scores that are known', () => {
    const { health, coverage, band, parts } = healthOf(
      [reading(80, 12), reading(20, 3), reading(null, 2)],
      settingsOf(10, 30, 60),
    );
    expect({ health, coverage, band }).toEqual({ health: 35, coverage: 0.4, band: 'at_risk' });
    expect(parts).toEqual([
      { id: 'kpi0', weight: 10, value: 80, n: 12, score: 80, share: 0.25, earned: 20, missed: 5 },
      { id: 'kpi1', weight: 30, value: 20, n: 3, score: 20, share: 0.75, earned: 15, missed: 60 },
      // n is kept: two rows were there, too few for a reading
      {
        id: 'kpi2',
        weight: 60,
        value: null,
        n: 2,
        score: null,
        share: 0,
        earned: null,
        missed: null,
      },
    ]);
  });

  test('null is not zero', () => {
    expect(healthOf([reading(90), reading(null)], settingsOf(1, 1)).health).toBe(90);
    expect(healthOf([reading(90), reading(0)], settingsOf(1, 1)).health).toBe(45);
  });

  test('a missing entry is a KPI without data', () => {
    const settings = settingsOf(1, 1);
    expect(healthOf([reading(90)], settings)).toEqual(
      healthOf([reading(90), reading(null, 0)], settings),
    );
  });

  test('thin coverage gives no number, exactly 30 % does', () => {
    const thin = healthOf([reading(90), reading(null)], settingsOf(29, 71));
    expect(thin).toMatchObject({ health: null, coverage: 0.29, band: 'unknown' });
    expect(thin.parts[0]).toMatchObject({ score: 90, earned: null, missed: null });
    expect(healthOf([reading(90), reading(null)], settingsOf(30, 70)).health).toBe(90);
    // 0.1 + 0.2 of 1.0 is 30 % although the sum of the doubles is not
    expect(
      healthOf([reading(90), reading(90), reading(null)], settingsOf(0.1, 0.2, 0.7)).health,
    ).toBeCloseTo(90, 9);
  });

  test('no reading, no weight and no KPI are unknown', () => {
    const unknown = { health: null, coverage: 0, band: 'unknown' };
    expect(healthOf([], settingsOf(1, 2))).toMatchObject(unknown);
    expect(healthOf([reading(50)], settingsOf(0))).toMatchObject(unknown);
    expect(healthOf([], settingsOf())).toMatchObject(unknown);
    expect(healthOf([reading(50)], { ...settingsOf(0), minimumCoverage: 0 })).toMatchObject(
      unknown,
    );
  });

  test('a weight of zero shows its score and gives no points', () => {
    const { health, parts } = healthOf([reading(50), reading(10)], settingsOf(1, 0));
    expect(health).toBe(50);
    expect(parts[1]).toMatchObject({ score: 10, share: 0, earned: 0, missed: 0 });
  });
});

const kpis = fc.array(
  fc.record({
    weight: fc.integer({ min: 0, max: 50 }),
    value: fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: null }),
  }),
  { maxLength: 18 },
);
const healthFrom = (rows: readonly { weight: number; value: number | null }[]) =>
  healthOf(
    rows.map(({ value }) => reading(value)),
    settingsOf(...rows.map(({ weight }) => weight)),
  );

describe('always', () => {
  test('the points of all KPIs add up to health, earned and missed to 100', () => {
    fc.assert(
      fc.property(kpis, (rows) => {
        const { health, parts } = healthFrom(rows);
        if (health === null) return;
        expect(parts.reduce((total, { earned }) => total + (earned ?? 0), 0)).toBe(health);
        const all = parts.reduce(
          (total, part) => total + (part.earned ?? 0) + (part.missed ?? 0),
          0,
        );
        expect(all).toBeCloseTo(100, 9);
      }),
    );
  });

  test('health lies between its worst and its best part', () => {
    fc.assert(
      fc.property(kpis, (rows) => {
        const { health } = healthFrom(rows);
        if (health === null) return;
        const counted = rows.flatMap(({ weight, value }) =>
          weight > 0 && value !== null ? [value] : [],
        );
        expect(health).toBeGreaterThanOrEqual(Math.min(...counted) - 1e-9);
        expect(health).toBeLessThanOrEqual(Math.max(...counted) + 1e-9);
      }),
    );
  });

  test('a KPI of weight zero changes nothing', () => {
    fc.assert(
      fc.property(kpis, fc.nat(100), (rows, value) => {
        const { parts: _, ...before } = healthFrom(rows);
        const { parts, ...after } = healthFrom([...rows, { weight: 0, value }]);
        expect(after).toEqual(before);
        expect(parts).toHaveLength(rows.length + 1);
      }),
    );
  });

  test('a better reading never lowers health', () => {
    fc.assert(
      fc.property(kpis, fc.nat(17), fc.nat(100), (rows, index, gain) => {
        const better = rows.map((row, at) =>
          at === index && row.value !== null
            ? { ...row, value: Math.min(100, row.value + gain) }
            : row,
        );
        const [before, after] = [healthFrom(rows).health, healthFrom(better).health];
        if (before === null || after === null) expect(after).toBe(before);
        else expect(after).toBeGreaterThanOrEqual(before - 1e-9);
      }),
    );
  });

  test('weights count by their share only', () => {
    fc.assert(
      fc.property(kpis, fc.integer({ min: 2, max: 9 }), (rows, factor) => {
        const scaled = rows.map((row) => ({ ...row, weight: row.weight * factor }));
        const [before, after] = [healthFrom(rows), healthFrom(scaled)];
        expect(after.coverage).toBeCloseTo(before.coverage, 9);
        expect(after.health === null).toBe(before.health === null);
        expect(after.health ?? 0).toBeCloseTo(before.health ?? 0, 9);
      }),
    );
  });
});
