import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Area } from '../../api/contract/kpi.ts';
import { AREAS, areasOf, scaledTo } from './areas.ts';

const kpi = (id: string, weight: number) => ({
  id,
  weight,
  curve: [],
  place: 0,
  windowDays: null,
  parameter: null,
});
const whole = (value: number, digits: number): number => Math.round(value * 10 ** digits);
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

describe('areas of a profile', () => {
  test('are those of the contract', () => expect(AREAS).toEqual(Area.options));

  test('group its KPIs in the order of the screens, and leave out what has none', () => {
    const areas = areasOf(
      [kpi('sla', 3), kpi('mine', 1), kpi('logins', 4), kpi('wait', 2)],
      (id) => (id === 'mine' ? 'own' : id === 'logins' ? 'usage' : 'support'),
    );
    expect(
      areas.map(({ area, weight, shownShare, kpis }) => [
        area,
        weight,
        shownShare,
        kpis.map((each) => [each.kpi.id, each.share, each.shownShare]),
      ]),
    ).toEqual([
      ['usage', 4, 0.4, [['logins', 0.4, 0.4]]],
      [
        'support',
        5,
        0.5,
        [
          ['sla', 0.3, 0.3],
          ['wait', 0.2, 0.2],
        ],
      ],
      ['own', 1, 0.1, [['mine', 0.1, 0.1]]],
    ]);
  });

  test('without any weight have no share', () => {
    const [area] = areasOf([kpi('sla', 0), kpi('wait', 0)], () => 'support');
    expect([area?.shownShare, area?.kpis.map(({ shownShare }) => shownShare)]).toEqual([0, [0, 0]]);
  });

  test('have shares that add up to 100 as shown, within and among them, none a step from the truth', () => {
    const weighed = fc.record({
      area: fc.constantFrom(...AREAS),
      weight: fc.oneof(fc.nat(30), fc.double({ min: 0, max: 500, noNaN: true })),
    });
    fc.assert(
      fc.property(fc.array(weighed, { minLength: 1, maxLength: 30 }), (given) => {
        fc.pre(given.some(({ weight }) => weight > 1e-6));
        const areas = areasOf(
          given.map(({ weight }, at) => kpi(String(at), weight)),
          (id) => given[Number(id)]?.area ?? 'own',
        );
        const steps = areas.map(({ shownShare }) => whole(shownShare, 3));
        expect(sumOf(steps)).toBe(1000);
        for (const { shownShare, kpis } of areas) {
          expect(sumOf(kpis.map((each) => whole(each.shownShare, 3)))).toBe(whole(shownShare, 3));
          for (const each of kpis) {
            expect(Math.abs(each.shownShare - each.share)).toBeLessThan(0.001 + 1e-9);
            expect(each.shownShare).toBeGreaterThanOrEqual(0);
          }
        }
        expect(areas.flatMap(({ kpis }) => kpis)).toHaveLength(given.length);
      }),
    );
  });
});

describe('the weights of an area', () => {
  test('keep their proportion', () => {
    expect(scaledTo([10, 5, 5], 30)).toEqual([15, 7.5, 7.5]);
    expect(scaledTo([10, 0, 5], 5)).toEqual([3.3333, 0, 1.6667]);
    expect(scaledTo([1, 2], 0)).toEqual([0, 0]);
  });

  test('are equal where nothing counted before', () => {
    expect(scaledTo([0, 0, 0], 10)).toEqual([3.3334, 3.3333, 3.3333]);
  });

  test('add up to what was asked for, none a step from its part', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 500, noNaN: true })), {
          minLength: 1,
          maxLength: 12,
        }),
        fc.nat(5_000_000),
        (weights, asked) => {
          const sum = asked / 1e4;
          const scaled = scaledTo(weights, sum);
          expect(sumOf(scaled.map((weight) => whole(weight, 4)))).toBe(asked);
          const before = sumOf(weights);
          for (const [at, weight] of scaled.entries()) {
            expect(weight).toBeGreaterThanOrEqual(0);
            if (before === 0)
              expect(Math.abs(weight - sum / weights.length)).toBeLessThan(1.001e-4);
            else {
              const part = ((weights[at] ?? 0) / before) * sum;
              expect(Math.abs(weight - part)).toBeLessThan(1.001e-4);
              if (weights[at] === 0) expect(weight).toBe(0);
            }
          }
        },
      ),
    );
  });
});
