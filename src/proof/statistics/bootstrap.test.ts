import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aucOf, pairsOf } from './auc.ts';
import { resampledAucs } from './bootstrap.ts';
import { drawsBelow } from './chance.ts';
import { addProducts, drawsOf, lanes, type Resampling } from './draws.ts';
import { intervalOf } from './quantile.ts';

interface Month {
  values: readonly number[];
  labels: readonly number[];
}

const accounts = 12;
const month = fc.record({
  values: fc.array(fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constant(Number.NaN)), {
    minLength: accounts,
    maxLength: accounts,
  }),
  labels: fc.array(fc.constantFrom(0, 1), { minLength: accounts, maxLength: accounts }),
});

/** How often each account is drawn in each resample, taken apart. */
function timesDrawn(resampling: Resampling): number[][] {
  const all: number[][] = [];
  for (const { counts, size, packing } of drawsOf(resampling)) {
    const times = Array.from({ length: size }, (): number[] => []);
    // Times one, in each field of each lane.
    const one = new Float64Array(lanes).fill(packing.base ** 2 + packing.base + 1);
    for (let account = 0; account < resampling.accounts; account += 1) {
      const fields = new Float64Array(lanes * packing.fields);
      addProducts(fields, counts.slice(account * lanes, (account + 1) * lanes), one, packing);
      for (const [resample, list] of times.entries()) list.push(fields[resample] ?? 0);
    }
    all.push(...times);
  }
  return all;
}

const pairsFrom = (rows: readonly { value: number; label: number; account: number }[]) =>
  pairsOf({
    values: Float64Array.from(rows, ({ value }) => value),
    labels: Uint8Array.from(rows, ({ label }) => label),
    accounts: Int32Array.from(rows, ({ account }) => account),
  });

/** The month-end with every account as often as it was drawn. */
const repeated = ({ values, labels }: Month, times: readonly number[]) =>
  pairsFrom(
    times.flatMap((count, account) =>
      Array.from({ length: count }, () => ({
        value: values[account] ?? 0,
        label: labels[account] ?? 0,
        account,
      })),
    ),
  );
const once = (one: Month) => repeated(one, Array<number>(accounts).fill(1));

describe('resampling', () => {
  test('draws as many accounts as there are, the same ones each time', () => {
    const drawn = timesDrawn({ accounts: 50, resamples: 30, seed: 5 });
    expect(drawn).toHaveLength(30);
    for (const times of drawn) expect(times.reduce((sum, count) => sum + count, 0)).toBe(50);
    expect(timesDrawn({ accounts: 50, resamples: 30, seed: 5 })).toEqual(drawn);
    expect(timesDrawn({ accounts: 50, resamples: 30, seed: 6 })).not.toEqual(drawn);
  });

  test('every AUC equals that of the accounts drawn, written out', () => {
    fc.assert(
      fc.property(fc.array(month, { minLength: 1, maxLength: 3 }), fc.nat(), (months, seed) => {
        const resampling = { accounts, resamples: 14, seed };
        const within = months.map((_, at) => at > 0);
        const [result] = resampledAucs([{ months: months.map(once), within }], resampling);
        for (const [resample, times] of timesDrawn(resampling).entries()) {
          const written = months.map((one) => repeated(one, times));
          expect(result?.all[resample]).toBe(aucOf(written) ?? Number.NaN);
          expect(result?.within[resample]).toBe(aucOf(written.slice(1)) ?? Number.NaN);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('more accounts than three fields can count are counted in two', () => {
    const resampling = { accounts: 70_000, resamples: 9, seed: 1 };
    const draw = drawsBelow(2, 3);
    const big = pairsFrom(
      Array.from({ length: 70_000 }, (_, account) => ({
        value: account % 7,
        label: draw(),
        account,
      })),
    );
    const [result] = resampledAucs([{ months: [big], within: [true] }], resampling);
    for (const auc of result?.all ?? [])
      expect(Math.abs(auc - (aucOf([big]) ?? 0))).toBeLessThan(0.02);
    expect(result?.within).toEqual(result?.all);
  });

  test('the interval is about that of the closed form of DeLong and others', () => {
    const size = 600;
    const draw = drawsBelow(1_000, 11);
    const rows = Array.from({ length: size }, (_, account) => {
      const label = account % 5 === 0 ? 1 : 0;
      return { value: draw() + 300 * label, label, account };
    });
    const pairs = pairsFrom(rows);
    const [drawn] = resampledAucs([{ months: [pairs], within: [true] }], {
      accounts: size,
      resamples: 1_000,
      seed: 42,
    });
    const { low, high } = intervalOf(drawn?.all ?? new Float64Array());
    const auc = aucOf([pairs]) ?? 0;
    const reach = 1.96 * standardErrorOf(rows);
    expect(Math.abs((low ?? 0) - (auc - reach))).toBeLessThan(0.15 * reach);
    expect(Math.abs((high ?? 0) - (auc + reach))).toBeLessThan(0.15 * reach);
  });
});

/** Of an AUC, from how much each row wins against those of the other kind (DeLong, DeLong and Clarke-Pearson, 1988). */
function standardErrorOf(rows: readonly { value: number; label: number }[]): number {
  const of = (wanted: number) => rows.filter(({ label }) => label === wanted);
  const won = (a: number, b: number) => (a > b ? 1 : a === b ? 0.5 : 0);
  const variance = (parts: readonly number[]) => {
    const mean = parts.reduce((sum, part) => sum + part, 0) / parts.length;
    return parts.reduce((sum, part) => sum + (part - mean) ** 2, 0) / (parts.length - 1);
  };
  const share = (numbers: readonly number[]) =>
    numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  const [positives, negatives] = [of(1), of(0)];
  const ofPositives = positives.map((p) => share(negatives.map((n) => won(p.value, n.value))));
  const ofNegatives = negatives.map((n) => share(positives.map((p) => won(p.value, n.value))));
  return Math.sqrt(
    variance(ofPositives) / positives.length + variance(ofNegatives) / negatives.length,
  );
}
