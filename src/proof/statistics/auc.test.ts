import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aucOf, pairsOf } from './auc.ts';

type Row = readonly [value: number, label: 0 | 1];

const pairsFrom = (rows: readonly Row[]) =>
  pairsOf({
    values: Float64Array.from(rows, ([value]) => value),
    labels: Uint8Array.from(rows, ([, label]) => label),
    accounts: Int32Array.from(rows.keys()),
  });
const auc = (...months: readonly (readonly Row[])[]) => aucOf(months.map(pairsFrom));

/** Every pair looked at by itself. */
function bruteForce(months: readonly (readonly Row[])[]): number | null {
  let [won, pairs] = [0, 0];
  for (const month of months) {
    const known = month.filter(([value]) => !Number.isNaN(value));
    for (const [positive] of known.filter(([, label]) => label === 1)) {
      for (const [negative] of known.filter(([, label]) => label === 0)) {
        won += positive > negative ? 1 : positive === negative ? 0.5 : 0;
        pairs += 1;
      }
    }
  }
  return pairs === 0 ? null : won / pairs;
}

const rows = fc.array(
  fc.tuple(
    fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(Number.NaN)),
    fc.constantFrom<0 | 1>(0, 1),
  ),
  { maxLength: 25 },
);

describe('area under the curve', () => {
  test('by hand', () => {
    // Positives 0.9 and 0.4, negatives 0.4 and 0.1: 0.9 wins twice, 0.4 wins once and ties once.
    expect(
      auc([
        [0.9, 1],
        [0.4, 1],
        [0.4, 0],
        [0.1, 0],
      ]),
    ).toBe(3.5 / 4);
  });

  test('perfect, reversed, and without any difference', () => {
    expect(
      auc([
        [2, 1],
        [1, 0],
      ]),
    ).toBe(1);
    expect(
      auc([
        [1, 1],
        [2, 0],
      ]),
    ).toBe(0);
    expect(
      auc([
        [1, 1],
        [1, 0],
        [1, 0],
      ]),
    ).toBe(0.5);
  });

  test('without a pair there is none', () => {
    expect(auc()).toBeNull();
    expect(auc([[1, 1]])).toBeNull();
    expect(
      auc([
        [1, 1],
        [Number.NaN, 0],
      ]),
    ).toBeNull();
  });

  test('compares only within a month-end: what drifts over the calendar is no skill', () => {
    const january: Row[] = [
      [1, 0],
      [1, 0],
      [1, 1],
    ];
    const june: Row[] = [
      [9, 1],
      [9, 1],
      [9, 0],
    ];
    expect(auc(january, june)).toBe(0.5);
    expect(auc([...january, ...june])).toBeGreaterThan(0.6);
  });

  test('equals counting every pair', () => {
    fc.assert(
      fc.property(fc.array(rows, { maxLength: 4 }), (months) => {
        const expected = bruteForce(months);
        if (expected === null) expect(auc(...months)).toBeNull();
        else expect(auc(...months)).toBeCloseTo(expected, 12);
      }),
    );
  });

  test('depends on the order of values alone, and turns round with them', () => {
    fc.assert(
      fc.property(rows, (month) => {
        const value = auc(month);
        expect(auc(month.map(([x, label]) => [x ** 3 + x, label]))).toBe(value);
        const turned = auc(month.map(([x, label]) => [-x, label]));
        if (value !== null) expect(turned).toBeCloseTo(1 - value, 12);
      }),
    );
  });
});
