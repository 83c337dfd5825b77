import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type HealthSettings, healthOf } from './health.ts';
import {
  accountsInBin,
  bandMatrix,
  bandOrder,
  histogram,
  type PortfolioReadings,
  portfolioScorer,
  scorePortfolio,
} from './portfolio.ts';
import type { Rule } from './rule.ts';
import { type Curve, defaultEdges, type ScoringSettings } from './scoring.ts';

/** Values at, beside and between the points of a curve, and nowhere near them. */
const awkward = fc.constantFrom(0, -0, 0.1, 0.3, 0.7, 1, 30, 39.9999999999, 40, 70, 100, -5, 1e300);
const value = fc.oneof(awkward, fc.double({ noNaN: true, noDefaultInfinity: true }));
const maybe = fc.option(value, { nil: Number.NaN });
const curve: fc.Arbitrary<Curve> = fc
  .uniqueArray(fc.tuple(fc.oneof(awkward, fc.double({ min: -200, max: 200, noNaN: true }))), {
    minLength: 1,
    maxLength: 6,
    selector: ([reading]) => reading + 0,
  })
  .map((points) => points.map(([reading]) => reading).toSorted((a, b) => a - b))
  .chain((readings) =>
    fc.tuple(
      ...readings.map((reading) =>
        fc.double({ min: 0, max: 100, noNaN: true }).map((score) => [reading, score] as const),
      ),
    ),
  );
const weight = fc.oneof(
  fc.constantFrom(0, 5, 10, 15),
  fc.double({ min: 1e-9, max: 1000, noNaN: true }),
);
const rule: fc.Arbitrary<Rule> = fc.oneof(
  fc.record({
    kind: fc.constant('compare' as const),
    field: fc.constantFrom('kpi0', 'kpi1', 'health', 'coverage', 'unheard_of'),
    operator: fc.constantFrom('<', '>=', '!='),
    value: fc.oneof(awkward, fc.double({ min: 0, max: 100, noNaN: true })),
  }),
  fc.constantFrom<Rule>(
    { kind: 'has', field: 'kpi0' },
    { kind: 'compare', field: 'band', operator: '==', value: 'healthy' },
    { kind: 'constant', holds: true },
  ),
);
const cap = fc.record({
  rule,
  atMost: fc.double({ min: 0, max: 100, noNaN: true }),
  reason: fc.constant('why'),
});
const settings: fc.Arbitrary<HealthSettings> = fc.record({
  caps: fc.array(cap, { maxLength: 3 }),
  kpis: fc
    .array(fc.record({ weight, curve, place: fc.integer({ min: 0, max: 9 }) }), { maxLength: 8 })
    .map((kpis) => kpis.map((kpi, index) => ({ ...kpi, id: `kpi${index}` }))),
  bands: fc
    .tuple(
      fc.double({ min: 1, max: 100, noNaN: true }),
      fc.double({ min: 0, max: 0.99, noNaN: true }),
    )
    .map(([healthy, share]) => ({ healthy, attention: healthy * share })),
  hysteresis: fc.constant(3),
  minimumCoverage: fc.oneof(fc.constantFrom(0, 0.3, 1), fc.double({ min: 0, max: 1, noNaN: true })),
});
const accounts = 6;
const columns = fc.array(fc.array(maybe, { minLength: accounts, maxLength: accounts }), {
  maxLength: 10,
});

const readingsOf = (values: readonly (readonly number[])[]): PortfolioReadings => {
  const columnsOf = values.map((column) => Float64Array.from(column));
  return { accounts, column: (place) => columnsOf[place] };
};

describe('a portfolio', () => {
  test('is scored as each of its accounts is, bit for bit', () => {
    fc.assert(
      fc.property(
        columns,
        fc.array(settings, { minLength: 1, maxLength: 3 }),
        fc.array(fc.nat(2), { minLength: accounts, maxLength: accounts }),
        (values, profiles, picks) => {
          const profileOf = Uint8Array.from(picks, (pick) => pick % profiles.length);
          const scored = scorePortfolio(readingsOf(values), profiles, profileOf);
          for (let account = 0; account < accounts; account += 1) {
            const row = values.map((column) => {
              const one = column[account] ?? Number.NaN;
              return { value: Number.isNaN(one) ? null : one, n: 1 };
            });
            const profile = profiles[profileOf[account] ?? 0] ?? profiles[0];
            if (profile === undefined) throw new Error('no profile');
            const alone = healthOf(row, profile);
            expect(scored.health[account]).toBe(alone.health ?? Number.NaN);
            expect(scored.coverage[account]).toBe(alone.coverage);
            expect(bandOrder[scored.band[account] ?? 9]).toBe(alone.band);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('scored again with other weights and one other curve is as if scored afresh', () => {
    fc.assert(
      fc.property(columns, settings, weight, curve, (values, first, otherWeight, otherCurve) => {
        const readings = readingsOf(values);
        const again = portfolioScorer(readings);
        again([first]);
        const heavier = {
          ...first,
          kpis: first.kpis.map((kpi, at) => (at === 0 ? { ...kpi, weight: otherWeight } : kpi)),
        };
        const bent = {
          ...heavier,
          kpis: heavier.kpis.map((kpi, at) => (at === 1 ? { ...kpi, curve: otherCurve } : kpi)),
        };
        expect(again([heavier])).toEqual(scorePortfolio(readings, [heavier]));
        expect(again([bent])).toEqual(scorePortfolio(readings, [bent]));
        expect(again([first])).toEqual(scorePortfolio(readings, [first]));
      }),
      { numRuns: 300 },
    );
  });

  const straight: Curve = [
    [0, 0],
    [100, 100],
  ];
  const one: ScoringSettings = {
    ...defaultEdges,
    kpis: [{ id: 'one', weight: 1, curve: straight, place: 0 }],
  };
  const four = readingsOf([[90, 50, 30, Number.NaN, 70, 40]]);

  test('is capped where an exception holds, and never lifted', () => {
    const rule = { kind: 'one_of', field: 'one', values: [90, 30] } as const;
    const caps = [{ rule, atMost: 39, reason: 'why' }];
    const { health, band } = scorePortfolio(four, [{ ...one, caps }]);
    expect([...health]).toEqual([39, 50, 30, Number.NaN, 70, 40]);
    expect([...band].map((code) => bandOrder[code])).toEqual([
      'at_risk',
      'attention',
      'at_risk',
      'unknown',
      'healthy',
      'attention',
    ]);
  });

  test('moves between bands are counted from row to column', () => {
    const before = scorePortfolio(four, [one]).band;
    const after = scorePortfolio(four, [{ ...one, bands: { healthy: 50, attention: 45 } }]).band;
    expect(bandMatrix(before, after)).toEqual([
      [2, 0, 0, 0],
      [1, 0, 1, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 1],
    ]);
  });

  test('spreads over bins, each with its lower edge, what lies outside at the ends', () => {
    const values = Float64Array.of(-3, 0, 9.99, 10, 19, 20, 400, Number.NaN);
    expect(histogram(values, { from: 0, to: 20, bins: 2 })).toEqual({
      from: 0,
      to: 20,
      counts: [3, 4],
      without: 1,
    });
    expect(accountsInBin(values, { from: 0, to: 20, bins: 2 }, 0)).toEqual([0, 1, 2]);
    expect(accountsInBin(values, { from: 0, to: 20, bins: 2 }, 1)).toEqual([3, 4, 5, 6]);
  });
});
