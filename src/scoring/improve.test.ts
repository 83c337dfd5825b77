import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextBandShown } from './bands.ts';
import { reaches } from './edge.ts';
import type { Exception } from './exceptions.ts';
import { healthOf } from './health.ts';
import { type Improvements, improvements } from './improve.ts';
import {
  type Curve,
  defaultEdges,
  type KpiSettings,
  type Reading,
  type ScoringSettings,
} from './scoring.ts';

const logins: Curve = [
  [0, 0],
  [0.5, 30],
  [0.9, 70],
  [1, 80],
  [1.2, 100],
];
const invoices: Curve = [
  [0, 100],
  [1, 60],
  [2, 30],
  [4, 0],
];
const settingsOf = (...kpis: [id: string, weight: number, curve: Curve][]): ScoringSettings => ({
  ...defaultEdges,
  kpis: kpis.map(([id, weight, curve], place) => ({ id, weight, curve, place })),
});
const readingsOf = (...values: (number | null)[]): Reading[] =>
  values.map((value) => ({ value, n: 5 }));
const perUnit = ({ id }: KpiSettings): number => (id === 'invoices' ? 1 : 100);

describe('what would turn it green', () => {
  const settings = settingsOf(['logins', 10, logins], ['invoices', 10, invoices]);

  test('names each KPI that does alone, in whole steps of its unit', () => {
    // 70 + 15 = 50 + 35 → 65 of 100; attention, so 73 is to be reached
    const found = improvements({
      readings: readingsOf(0.9, 1),
      settings,
      shown: 'attention',
      perUnit,
    });
    expect(found).toEqual({
      band: 'healthy',
      edge: 73,
      single: [
        // 35 + 30 = 65; with 86 for logins, at 1.06, 73; with 100 for invoices 85
        { id: 'logins', from: 0.9, to: 1.06 },
        { id: 'invoices', from: 1, to: 0 },
      ],
      pair: null,
      withoutData: [],
    });
  });

  test('where none does alone, two do together, neither further than needed', () => {
    const found = improvements({
      readings: readingsOf(0.5, 2),
      settings,
      shown: 'at_risk',
      perUnit,
    });
    expect(found?.edge).toBe(43);
    expect(found?.single.map(({ id, to }) => [id, to])).toEqual([
      ['logins', 0.76],
      ['invoices', 1],
    ]);
    const far = improvements({
      readings: readingsOf(0.5, 2),
      settings,
      shown: 'attention',
      perUnit,
    });
    expect(far).toMatchObject({ edge: 73, single: [] });
    expect(far?.pair).toEqual([
      // 86 and 60 are 73 together
      { id: 'logins', from: 0.5, to: 1.06 },
      { id: 'invoices', from: 2, to: 1 },
    ]);
  });

  test('a KPI without data may do it by a first reading that is good enough', () => {
    const found = improvements({
      readings: readingsOf(0.9, null),
      settings,
      shown: 'attention',
      perUnit,
    });
    // 70 and 76 or more are 73 together; one overdue invoice would give 60
    expect(found?.withoutData).toEqual([{ id: 'invoices', from: null, to: 0 }]);
  });

  test('a cap has to be left behind, too', () => {
    const caps: Exception[] = [
      {
        rule: { kind: 'compare', field: 'invoices', operator: '>=', value: 6 },
        atMost: 39,
        reason: 'six invoices past due',
      },
    ];
    const request = { settings: { ...settings, caps }, perUnit };
    // 100 and 0 would be 50; six invoices cap it at 39, and the curve says nothing beyond four
    const found = improvements({ ...request, readings: readingsOf(1.2, 7), shown: 'at_risk' });
    expect(found).toMatchObject({ edge: 43, pair: null });
    expect(found?.single).toEqual([{ id: 'invoices', from: 7, to: 5 }]);
    // 73 need more of the invoices than the cap asks for
    const far = improvements({ ...request, readings: readingsOf(1.2, 7), shown: 'attention' });
    expect(far?.single).toEqual([{ id: 'invoices', from: 7, to: 1 }]);
  });

  test('nobody is told to do worse, where a cap holds some readings alone', () => {
    const rule = { kind: 'compare', field: 'invoices', operator: '==', value: 3 } as const;
    const capped = { ...settings, caps: [{ rule, atMost: 39, reason: 'three' }] };
    const request = { settings: capped, shown: 'at_risk', perUnit } as const;
    const found = improvements({ ...request, readings: readingsOf(1.2, 3) });
    // 50 + 0 with four would be as near as 50 + 15 with two
    expect(found?.single).toEqual([{ id: 'invoices', from: 3, to: 2 }]);
  });

  test('a way is found between readings that a cap names one by one', () => {
    const rule = { kind: 'one_of', field: 'logins', values: [1.19, 1.2, 1.21] } as const;
    const capped = { ...settings, caps: [{ rule, atMost: 39, reason: 'shared log-ins' }] };
    const request = { settings: capped, shown: 'attention', perUnit } as const;
    const found = improvements({ ...request, readings: readingsOf(0.9, 1) });
    expect(found?.single).toContainEqual({ id: 'logins', from: 0.9, to: 1.06 });
  });

  test('a pair is found where a cap asks more of both than their curves', () => {
    const below = (field: string) =>
      ({ kind: 'compare', field, operator: '<', value: 1.3 }) as const;
    const rule = { kind: 'any', of: [below('logins'), below('seats')] } as const;
    const both = settingsOf(['logins', 10, logins], ['seats', 10, logins]);
    const found = improvements({
      readings: readingsOf(0.9, 1),
      settings: { ...both, caps: [{ rule, atMost: 39, reason: 'too few' }] },
      shown: 'at_risk',
      perUnit,
    });
    expect(found).toMatchObject({ single: [], edge: 43 });
    expect(found?.pair).toEqual([
      { id: 'logins', from: 0.9, to: 1.3 },
      { id: 'seats', from: 1, to: 1.3 },
    ]);
  });

  test('there is nothing to reach in the best band and without health', () => {
    const request = { settings, perUnit, readings: readingsOf(1.2, 0) };
    expect(improvements({ ...request, shown: 'healthy' })).toBeNull();
    expect(improvements({ ...request, readings: [], shown: 'unknown' })).toBeNull();
  });
});

const steps: Record<string, number> = { a: 1, b: 100, c: 10, d: 100, e: 1, f: 100 };
const stepsOf = ({ id }: KpiSettings): number => steps[id] ?? 1;

/** Curves as people make them: one way up or down. */
const curve = fc
  .uniqueArray(fc.integer({ min: -300, max: 300 }), { minLength: 2, maxLength: 5 })
  .chain((readings) =>
    fc
      .record({
        scores: fc.array(fc.integer({ min: 0, max: 100 }), {
          minLength: readings.length,
          maxLength: readings.length,
        }),
        isUp: fc.boolean(),
        scale: fc.constantFrom(1, 0.1, 0.01),
      })
      .map(({ scores, isUp, scale }): Curve => {
        const inOrder = scores.toSorted((a, b) => (isUp ? a - b : b - a));
        return readings
          .toSorted((a, b) => a - b)
          .map((reading, at) => [reading * scale, inOrder[at] ?? 0]);
      }),
  );
const settings: fc.Arbitrary<ScoringSettings> = fc
  .subarray(Object.keys(steps), { minLength: 2 })
  .chain((ids) =>
    fc.record({
      kpis: fc.tuple(
        ...ids.map((id, place) =>
          fc.record({
            id: fc.constant(id),
            weight: fc.integer({ min: 0, max: 30 }),
            curve,
            place: fc.constant(place),
          }),
        ),
      ),
      bands: fc.constant(defaultEdges.bands),
      hysteresis: fc.constantFrom(0, 3),
      minimumCoverage: fc.constant(0.3),
    }),
  );
const readings = fc.array(
  fc.record({
    value: fc.option(
      fc.integer({ min: -40_000, max: 40_000 }).map((whole) => whole / 1000),
      {
        nil: null,
        freq: 5,
      },
    ),
    n: fc.nat(9),
  }),
  { minLength: 6, maxLength: 6 },
);

test('a proposal reaches the band, and a step less does not', () => {
  const seen = { single: 0, pair: 0, withoutData: 0 };
  fc.assert(
    fc.property(readings, settings, (held, scoring) => {
      const { health } = healthOf(held, scoring);
      const shown = nextBandShown(null, health, scoring);
      const found = improvements({ readings: held, settings: scoring, shown, perUnit: stepsOf });
      if (found === null) return;
      const reached = (changes: Pick<Improvements['single'][number], 'id' | 'to'>[]): boolean => {
        const changed = held.slice();
        for (const { id, to } of changes) {
          const place = scoring.kpis.findIndex((kpi) => kpi.id === id);
          changed[place] = { value: to, n: 5 };
        }
        const after = healthOf(changed, scoring).health;
        return after !== null && reaches(after, found.edge);
      };
      const stepLess = ({ id, from, to }: Improvements['single'][number]) => {
        const size = 1 / (steps[id] ?? 1);
        return { id, to: to - Math.sign(to - (from ?? to)) * size };
      };
      for (const one of found.single) {
        expect(reached([one])).toBe(true);
        // what is left of a step from where it stands is no step
        const less = stepLess(one);
        const isOnWay =
          Math.sign(less.to - (one.from ?? 0)) === Math.sign(one.to - (one.from ?? 0));
        if (isOnWay) expect(reached([less])).toBe(false);
        seen.single += 1;
      }
      if (found.pair !== null) {
        const [first, second] = found.pair;
        expect(reached([first, second])).toBe(true);
        expect(reached([stepLess(first), second])).toBe(false);
        expect(reached([first, stepLess(second)])).toBe(false);
        seen.pair += 1;
      }
      for (const one of found.withoutData) {
        expect(reached([one])).toBe(true);
        seen.withoutData += 1;
      }
    }),
    { numRuns: 5_000 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(100);
}, 60_000);
