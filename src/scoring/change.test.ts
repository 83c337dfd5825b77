import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Change, changeBetween } from './change.ts';
import { type HealthSettings, healthOf } from './health.ts';
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
  kpis: weights.map((weight, place) => ({ id: `kpi${place}`, weight, curve: straight, place })),
});
const readingsOf = (...values: (number | null)[]): Reading[] =>
  values.map((value) => ({ value, n: value === null ? 0 : 5 }));
const pointsOf = ({ kpis }: Change) => kpis.map(({ points }) => points);
const none = { data: 0, coverage: 0, settings: 0 };

/** Every part of a change, added. */
const sumOf = ({ kpis, cap, lateFacts }: Change): number =>
  kpis.reduce(
    (sum, { points }) =>
      sum + (points?.data ?? 0) + (points?.coverage ?? 0) + (points?.settings ?? 0),
    (cap ?? 0) + (lateFacts ?? 0),
  );

describe('why health moved', () => {
  test('a reading that moved is data, by its share on the new day', () => {
    const settings = settingsOf(10, 30);
    const change = changeBetween(
      { readings: readingsOf(80, 60), settings },
      { readings: readingsOf(40, 60), settings },
    );
    expect(change).toMatchObject({ from: 65, to: 55, cap: 0, lateFacts: 0 });
    expect(pointsOf(change)).toEqual([{ data: -10, coverage: 0, settings: 0 }, none]);
  });

  test('a reading that went away is coverage, and so is what its weight makes of the others', () => {
    const settings = settingsOf(10, 10);
    const change = changeBetween(
      { readings: readingsOf(20, 80), settings },
      { readings: readingsOf(null, 60), settings },
    );
    // 50 → 60: the bad half is gone (−10), the other doubles its share (+40) and loses 20 of its score
    expect(change).toMatchObject({ from: 50, to: 60 });
    expect(pointsOf(change)).toEqual([
      { data: 0, coverage: -10, settings: 0 },
      { data: -20, coverage: 40, settings: 0 },
    ]);
  });

  test('settings are judged by the old readings, all else under the new settings', () => {
    const change = changeBetween(
      { readings: readingsOf(100, 0), settings: settingsOf(10, 10) },
      { readings: readingsOf(100, 50), settings: settingsOf(10, 30) },
    );
    expect(change).toMatchObject({ from: 50, to: 62.5 });
    expect(pointsOf(change)).toEqual([
      { data: 0, coverage: 0, settings: -25 },
      { data: 37.5, coverage: 0, settings: 0 },
    ]);
  });

  test('a KPI that the other settings lack belongs to the settings', () => {
    const one = settingsOf(10);
    const change = changeBetween(
      { readings: readingsOf(40, 90), settings: settingsOf(10, 10) },
      { readings: readingsOf(40, 90), settings: one },
    );
    expect(change).toMatchObject({ from: 65, to: 40 });
    expect(change.kpis.map(({ id, after }) => [id, after === null])).toEqual([
      ['kpi0', false],
      ['kpi1', true],
    ]);
    expect(pointsOf(change)).toEqual([
      { ...none, settings: 20 },
      { ...none, settings: -45 },
    ]);
  });

  test('another window is another place: a change of settings, not of data', () => {
    const [kpi] = settingsOf(10).kpis;
    const settings = (place: number): ScoringSettings => ({
      ...defaultEdges,
      kpis: kpi === undefined ? [] : [{ ...kpi, place }],
    });
    const change = changeBetween(
      { readings: readingsOf(30, 70), settings: settings(0) },
      { readings: readingsOf(30, 70), settings: settings(1) },
    );
    expect(pointsOf(change)).toEqual([{ ...none, settings: 40 }]);
  });

  test('a cap that begins to hold is a part of its own', () => {
    const settings = {
      ...settingsOf(10, 10),
      caps: [
        {
          rule: { kind: 'compare', field: 'kpi1', operator: '<', value: 50 },
          atMost: 39,
          reason: 'a promise broken too often',
        },
      ] as const,
    };
    const change = changeBetween(
      { readings: readingsOf(90, 60), settings },
      { readings: readingsOf(90, 40), settings },
    );
    expect(change).toMatchObject({ from: 75, to: 39, cap: -26 });
    expect(pointsOf(change)).toEqual([none, { ...none, data: -10 }]);
  });

  test('late facts stand between what was shown and what stands today', () => {
    const settings = settingsOf(10);
    const sides = [
      { readings: readingsOf(80), settings },
      { readings: readingsOf(50), settings },
    ] as const;
    const change = changeBetween(...sides, { from: 90, to: 45 });
    expect(change).toMatchObject({ from: 90, to: 45, standing: { from: 80, to: 50 } });
    expect(change.lateFacts).toBe(-15);
    expect(pointsOf(change)).toEqual([{ ...none, data: -30 }]);
    expect(changeBetween(...sides, { to: 50 }).lateFacts).toBe(0);
    // a day shown without a number counts as it stands
    expect(changeBetween(...sides, { from: null, to: 50 })).toMatchObject({ from: 80, to: 50 });
  });

  test('without a number on one day there is nothing to divide', () => {
    const settings = settingsOf(10, 90);
    const change = changeBetween(
      { readings: readingsOf(80, 70), settings },
      { readings: readingsOf(80, null), settings },
    );
    expect(change).toMatchObject({ from: 71, to: null, cap: null, lateFacts: null });
    expect(pointsOf(change)).toEqual([null, null]);
    expect(change.kpis.map(({ before, after }) => [before?.value, after?.value])).toEqual([
      [80, 80],
      [70, null],
    ]);
  });
});

const curve = fc
  .uniqueArray(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 5 })
  .chain((readings) =>
    fc
      .array(fc.double({ min: 0, max: 100, noNaN: true }), {
        minLength: readings.length,
        maxLength: readings.length,
      })
      .map(
        (scores): Curve =>
          readings.toSorted((a, b) => a - b).map((reading, at) => [reading, scores[at] ?? 0]),
      ),
  );
const weight = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 0, max: 100 }),
  fc.double({ min: 0, max: 1e3, noNaN: true }),
);
const kpi = (id: string): fc.Arbitrary<KpiSettings> =>
  fc.record({ id: fc.constant(id), weight, curve, place: fc.integer({ min: 0, max: 9 }) });
const settings: fc.Arbitrary<HealthSettings> = fc
  .subarray(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'])
  .chain((ids) =>
    fc.record({
      kpis: fc.tuple(...ids.map(kpi)),
      bands: fc.constant(defaultEdges.bands),
      hysteresis: fc.constant(3),
      minimumCoverage: fc.constantFrom(0, 0.3, 0.6),
      caps: fc.array(
        fc.record({
          rule: fc.record({
            kind: fc.constant('compare' as const),
            field: fc.constantFrom('a', 'c', 'health'),
            operator: fc.constantFrom('<' as const, '>=' as const),
            value: fc.integer({ min: -100, max: 100 }),
          }),
          atMost: fc.integer({ min: 0, max: 100 }),
          reason: fc.constant('because'),
        }),
        { maxLength: 2 },
      ),
    }),
  );
const readings = fc.array(
  fc.record({
    value: fc.option(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { nil: null, freq: 5 }),
    n: fc.nat(20),
  }),
  { minLength: 7, maxLength: 10 },
);
const shown = fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: null });

test('the parts of 10,000 random histories add up to the change', () => {
  let comparable = 0;
  fc.assert(
    fc.property(
      fc.record({ readings, settings }),
      fc.record({ readings, settings }),
      fc.boolean(),
      fc.record({ from: shown, to: shown }),
      (before, other, hasSameSettings, healths) => {
        const after = hasSameSettings ? { ...other, settings: before.settings } : other;
        const change = changeBetween(before, after, healths);
        expect(change.standing).toEqual({
          from: healthOf(before.readings, before.settings).health,
          to: healthOf(after.readings, after.settings).health,
        });
        if (change.standing.from === null || change.standing.to === null) {
          expect(change.kpis.every(({ points }) => points === null)).toBe(true);
          return;
        }
        comparable += 1;
        expect(change.from).toBe(healths.from ?? change.standing.from);
        expect(change.to).toBe(healths.to ?? change.standing.to);
        const moved = (change.to ?? 0) - (change.from ?? 0);
        expect(Math.abs(sumOf(change) - moved)).toBeLessThanOrEqual(1e-9);
        for (const { before: was, after: is, points } of change.kpis) {
          if (was?.score == null && is?.score == null && hasSameSettings) {
            expect(points).toEqual(none);
          }
          if (hasSameSettings) expect(points?.settings).toBe(0);
        }
      },
    ),
    { numRuns: 10_000 },
  );
  expect(comparable).toBeGreaterThan(3_000);
}, 60_000);
