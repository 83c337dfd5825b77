import { describe, expect, test } from 'vitest';
import { intervalOf, medianOf, quantileOf } from './quantile.ts';
import { brierOf, calibrationOf, ratesOf, wilsonInterval } from './rates.ts';

test('Brier score by hand', () => {
  expect(brierOf(Float64Array.of(0.8, 0.1, 0.5), Uint8Array.of(1, 0, 1))).toBeCloseTo(0.3 / 3, 12);
  expect(brierOf(Float64Array.of(), Uint8Array.of())).toBeNull();
});

test('always saying the share that leaves has a Brier score of r(1 − r)', () => {
  const labels = Uint8Array.from({ length: 50 }, (_, row) => (row < 10 ? 1 : 0));
  expect(brierOf(new Float64Array(50).fill(0.2), labels)).toBeCloseTo(0.2 * 0.8, 12);
});

test.each([
  // Reference figures of Wilson's interval.
  [0, 10, 0, 0.2775],
  [0.5, 10, 0.2366, 0.7634],
  [0.1, 100, 0.0552, 0.1744],
])('interval of %d in %d', (share, n, low, high) => {
  const interval = wilsonInterval(share, n);
  expect(interval.low).toBeCloseTo(low, 4);
  expect(interval.high).toBeCloseTo(high, 4);
});

test('precision, recall and lift by hand', () => {
  expect(ratesOf({ n: 20, churned: 5 }, { n: 200, churned: 10 })).toEqual({
    precision: 0.25,
    recall: 0.5,
    lift: 5,
  });
  expect(ratesOf({ n: 0, churned: 0 }, { n: 200, churned: 0 })).toEqual({
    precision: null,
    recall: null,
    lift: null,
  });
});

describe('quantiles', () => {
  test('the median is the middle, or the mean of the middle two', () => {
    expect(medianOf([9, 1, 5])).toBe(5);
    expect(medianOf([9, 1, 5, 6])).toBe(5.5);
    expect(medianOf([])).toBeNull();
  });

  test('lie between neighbours', () => {
    expect(quantileOf([0, 10], 0.25)).toBe(2.5);
    expect(quantileOf([3], 0.9)).toBe(3);
  });

  test('an interval leaves resamples without a figure out', () => {
    const figures = Float64Array.from({ length: 101 }, (_, at) => 100 - at);
    expect(intervalOf(Float64Array.of(Number.NaN, ...figures))).toEqual({ low: 2.5, high: 97.5 });
    expect(intervalOf(Float64Array.of(Number.NaN))).toEqual({ low: null, high: null });
  });
});

describe('calibration', () => {
  test('ten parts of the same size in order of probability', () => {
    const probabilities = Float64Array.from({ length: 40 }, (_, row) => (39 - row) / 40);
    const labels = Uint8Array.from({ length: 40 }, (_, row) => (row < 4 ? 1 : 0));
    const accounts = Int32Array.from({ length: 40 }, (_, row) => row);
    const deciles = calibrationOf(probabilities, labels, accounts);
    expect(deciles.map(({ decile, n }) => [decile, n])).toEqual(
      Array.from({ length: 10 }, (_, at) => [at + 1, 4]),
    );
    expect(deciles.at(-1)).toMatchObject({
      churned: 4,
      observed: 1,
      predicted: expect.closeTo((39 + 38 + 37 + 36) / 160, 12),
    });
    expect(deciles[0]).toMatchObject({ churned: 0, observed: 0, low: 0 });
  });

  test('rows of one account are no more evidence than the account', () => {
    const labels = new Uint8Array(100);
    const same = calibrationOf(new Float64Array(100), labels, new Int32Array(100));
    const different = calibrationOf(
      new Float64Array(100),
      labels,
      Int32Array.from({ length: 100 }, (_, row) => row),
    );
    expect(same[0]?.accounts).toBe(1);
    expect(same[0]?.high).toBeGreaterThan(different[0]?.high ?? 1);
  });

  test('fewer rows than parts leave parts out', () => {
    const deciles = calibrationOf(
      Float64Array.of(0.1, 0.9),
      Uint8Array.of(0, 1),
      Int32Array.of(0, 1),
    );
    expect(deciles.reduce((sum, { n }) => sum + n, 0)).toBe(2);
  });
});
