import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawsBelow } from './chance.ts';
import { solveSymmetric } from './linear.ts';
import { curvatureOf, fitRidge, lossOf, type Sample } from './logistic.ts';
import { fitNonNegative } from './non-negative.ts';

/** Rows drawn by chance, in which later columns matter less and every second one points the other way. */
function drawnSample(count: number, columns: number, seed: number): Sample {
  const draw = drawsBelow(1_000, seed);
  const rows = new Float64Array(count * columns);
  const labels = new Uint8Array(count);
  for (let row = 0; row < count; row += 1) {
    let logOdds = -0.7;
    for (let column = 0; column < columns; column += 1) {
      const value = column === 0 ? 1 : draw() / 500 - 1;
      rows[row * columns + column] = value;
      if (column > 0) logOdds += ((column % 2 === 1 ? 1 : -1) * 2 * value) / column;
    }
    labels[row] = draw() / 1_000 < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
  }
  return { rows, columns, labels };
}

/** A second optimiser: steps down the gradient alone, each put back into what is allowed. */
function descendSlowly(sample: Sample, penalty: number, isBounded: boolean): Float64Array {
  let coefficients = new Float64Array(sample.columns);
  const step = 2 / sample.labels.length;
  for (let round = 0; round < 4_000; round += 1) {
    const { gradient } = curvatureOf(sample, coefficients, penalty);
    coefficients = coefficients.map((value, at) => {
      const next = value - step * (gradient[at] ?? 0);
      return isBounded && at > 0 ? Math.max(0, next) : next;
    });
  }
  return coefficients;
}

const slopes = (sample: Sample, coefficients: Float64Array, penalty: number): number[] =>
  Array.from(coefficients, (_, at) => {
    const moved = (by: number) =>
      lossOf(
        sample,
        coefficients.map((value, other) => (other === at ? value + by : value)),
        penalty,
      );
    return (moved(1e-5) - moved(-1e-5)) / 2e-5;
  });

describe('ridge logistic regression', () => {
  test('of one yes-or-no column without penalty are the log-odds of the table', () => {
    // 30 of 100 without, 45 of 60 with.
    const groups = [
      [0, 70, 0],
      [0, 30, 1],
      [1, 15, 0],
      [1, 45, 1],
    ] as const;
    const all = groups.flatMap(([x, times, label]) =>
      Array.from({ length: times }, () => ({ x, label })),
    );
    const [intercept, slope] = fitRidge(
      {
        rows: Float64Array.from(all.flatMap(({ x }) => [1, x])),
        columns: 2,
        labels: Uint8Array.from(all, ({ label }) => label),
      },
      { penalty: 0 },
    );
    expect(intercept).toBeCloseTo(Math.log(30 / 70), 9);
    expect(slope).toBeCloseTo(Math.log(45 / 15) - Math.log(30 / 70), 9);
  });

  test('the slope of the loss, taken by differences, is zero at the optimum', () => {
    const sample = drawnSample(300, 6, 3);
    const coefficients = fitRidge(sample, { penalty: 1 });
    for (const slope of slopes(sample, coefficients, 1)) expect(Math.abs(slope)).toBeLessThan(1e-5);
  });

  test('a second optimiser comes to the same', () => {
    const sample = drawnSample(200, 5, 9);
    const slow = descendSlowly(sample, 1, false);
    const fast = fitRidge(sample, { penalty: 1 });
    for (const [at, value] of fast.entries()) expect(value).toBeCloseTo(slow[at] ?? 0, 6);
  });

  test('where it starts does not matter', () => {
    const sample = drawnSample(150, 4, 4);
    const far = fitRidge(sample, { penalty: 1, start: Float64Array.of(3, -3, 3, -3) });
    const near = fitRidge(sample, { penalty: 1 });
    for (const [at, value] of near.entries()) expect(far[at]).toBeCloseTo(value, 8);
  });

  test('stays finite where a column tells everything', () => {
    const rows = Float64Array.from(
      Array.from({ length: 40 }, (_, row) => [1, row < 20 ? -1 : 1]).flat(),
    );
    const labels = Uint8Array.from({ length: 40 }, (_, row) => (row < 20 ? 0 : 1));
    const [intercept = 0, slope = 0] = fitRidge({ rows, columns: 2, labels }, { penalty: 1 });
    expect(Math.abs(intercept)).toBeLessThan(1e-9);
    // The optimum of 40·log(1 + e^−β) + β²/2: β = 40 ÷ (1 + e^β).
    expect(slope).toBeCloseTo(40 / (1 + Math.exp(slope)), 7);
  });

  test('a greater penalty makes the coefficients smaller together', () => {
    const sample = drawnSample(200, 4, 12);
    const size = (penalty: number) =>
      fitRidge(sample, { penalty })
        .subarray(1)
        .reduce((sum, value) => sum + value ** 2, 0);
    expect(size(10)).toBeLessThan(size(1));
    expect(size(1)).toBeLessThan(size(0.1));
  });
});

describe('non-negative logistic regression', () => {
  test('is the free one where that is non-negative anyway', () => {
    const sample = drawnSample(400, 2, 6);
    const free = fitRidge(sample, { penalty: 1 });
    expect(free[1]).toBeGreaterThan(0);
    const bounded = fitNonNegative(sample, { penalty: 1 });
    for (const [at, value] of bounded.entries()) expect(value).toBeCloseTo(free[at] ?? 0, 7);
  });

  test('a second optimiser comes to the same', () => {
    const sample = drawnSample(200, 6, 21);
    const slow = descendSlowly(sample, 1, true);
    const fast = fitNonNegative(sample, { penalty: 1 });
    for (const [at, value] of fast.entries()) expect(value).toBeCloseTo(slow[at] ?? 0, 6);
    expect(fast.subarray(1).some((value) => value === 0)).toBe(true);
  });

  test('no allowed move lowers the loss', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (seed) => {
        const sample = drawnSample(60, 5, seed);
        const coefficients = fitNonNegative(sample, { penalty: 1 });
        for (const [at, slope] of slopes(sample, coefficients, 1).entries()) {
          const value = coefficients[at] ?? 0;
          if (at > 0) expect(value).toBeGreaterThanOrEqual(0);
          if (at > 0 && value === 0) expect(slope).toBeGreaterThan(-1e-4);
          else expect(Math.abs(slope)).toBeLessThan(1e-4);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('linear equations', () => {
  test('by hand, and refused where they have no single solution', () => {
    // 4x + 2y = 10, 2x + 3y = 11.
    expect([...solveSymmetric(Float64Array.of(4, 0, 2, 3), Float64Array.of(10, 11))]).toEqual([
      expect.closeTo(1, 12),
      expect.closeTo(3, 12),
    ]);
    expect(() => solveSymmetric(Float64Array.of(1, 0, 1, 1), Float64Array.of(1, 1))).toThrow(
      RangeError,
    );
  });
});
