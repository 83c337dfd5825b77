import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scoreOf } from './curve.ts';
import type { Curve } from './scoring.ts';

const touchpoint: Curve = [
  [0, 0],
  [0.4, 40],
  [0.7, 75],
  [0.9, 100],
];
const invoices: Curve = [
  [0, 100],
  [1, 60],
  [2, 30],
  [4, 0],
];

/** Random curves whose scores never fall. */
const rising = fc
  .uniqueArray(fc.tuple(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.nat(100)), {
    minLength: 1,
    maxLength: 6,
    // Zero and minus zero are the same reading, though not the same value to uniqueArray.
    selector: ([reading]) => Math.round(reading * 1e3) + 0,
  })
  .map((points): Curve => {
    const readings = points.map(([reading]) => reading).toSorted((a, b) => a - b);
    const scores = points.map(([, score]) => score).toSorted((a, b) => a - b);
    return readings.map((reading, index) => [reading, scores[index] ?? 0] as const);
  });
const value = fc.double({ min: -2e3, max: 2e3, noNaN: true });

describe('score of a reading', () => {
  test.each([
    [-1, 0],
    [0, 0],
    [0.2, 20],
    [0.4, 40],
    [0.55, 57.5],
    [0.7, 75],
    [0.8, 87.5],
    [0.9, 100],
    [7, 100],
  ])('touchpoint %d scores %d', (reading, score) => {
    expect(scoreOf(reading, touchpoint)).toBeCloseTo(score, 9);
  });

  test.each([
    [0, 100],
    [1, 60],
    [3, 15],
    [4, 0],
    [9, 0],
  ])('%d open invoices score %d', (reading, score) => {
    expect(scoreOf(reading, invoices)).toBe(score);
  });

  test('a curve of one point is flat, one of none is an error', () => {
    expect(scoreOf(-5, [[1, 30]])).toBe(30);
    expect(scoreOf(5, [[1, 30]])).toBe(30);
    expect(() => scoreOf(1, [])).toThrow(RangeError);
  });

  test('a better reading never lowers the score, upwards and downwards', () => {
    fc.assert(
      fc.property(rising, value, value, (curve, a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(scoreOf(low, curve)).toBeLessThanOrEqual(scoreOf(high, curve));
        const falling: Curve = curve.map(([x, y]) => [x, 100 - y] as const);
        expect(scoreOf(high, falling)).toBeLessThanOrEqual(scoreOf(low, falling));
      }),
      { numRuns: 500 },
    );
  });

  test('every point of the curve is met exactly and no score leaves 0..100', () => {
    fc.assert(
      fc.property(rising, value, (curve, reading) => {
        for (const [x, y] of curve) expect(scoreOf(x, curve)).toBe(y);
        expect(scoreOf(reading, curve)).toBeGreaterThanOrEqual(0);
        expect(scoreOf(reading, curve)).toBeLessThanOrEqual(100);
      }),
    );
  });
});
