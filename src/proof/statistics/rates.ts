import type { Interval } from './quantile.ts';

/** Mean squared difference of probabilities and what happened (1 or 0); null of none. */
export function brierOf(probabilities: Float64Array, labels: Uint8Array): number | null {
  if (labels.length === 0) return null;
  let sum = 0;
  for (let row = 0; row < labels.length; row += 1) {
    sum += ((probabilities[row] ?? 0) - (labels[row] ?? 0)) ** 2;
  }
  return sum / labels.length;
}

const z95 = 1.959963984540054;

/** Wilson's 95 % interval of a share that was seen in `n` independent ones; null where n is 0. */
export function wilsonInterval(share: number, n: number): Interval {
  if (n === 0) return { low: null, high: null };
  const squared = z95 ** 2;
  const middle = share + squared / (2 * n);
  const reach = z95 * Math.sqrt((share * (1 - share)) / n + squared / (4 * n ** 2));
  const whole = 1 + squared / n;
  return {
    low: Math.max(0, (middle - reach) / whole),
    high: Math.min(1, (middle + reach) / whole),
  };
}

/** How well a group picks out those who left: all null where there is nothing to divide by. */
export interface Rates {
  /** Share of the group that left. */
  readonly precision: number | null;
  /** Share of those who left that the group holds. */
  readonly recall: number | null;
  /** Precision ÷ the share that left of all. */
  readonly lift: number | null;
}

export interface Group {
  readonly n: number;
  readonly churned: number;
}

export function ratesOf(group: Group, all: Group): Rates {
  const precision = group.n > 0 ? group.churned / group.n : null;
  const base = all.n > 0 ? all.churned / all.n : null;
  return {
    precision,
    recall: all.churned > 0 ? group.churned / all.churned : null,
    lift: precision !== null && base !== null && base > 0 ? precision / base : null,
  };
}

export interface CalibrationDecile extends Group {
  /** 1 (least probable) … 10. */
  readonly decile: number;
  /** Different accounts among the rows. */
  readonly accounts: number;
  /** Mean probability, and the share that left. */
  readonly predicted: number;
  readonly observed: number;
  /** 95 % interval of the share, from the number of accounts: rows of one account are not independent. */
  readonly low: number;
  readonly high: number;
}

/** Where part 1 … 10 of so many rows begins and ends. */
export const partOf = (count: number, decile: number): [from: number, until: number] => [
  Math.floor(((decile - 1) * count) / 10),
  Math.floor((decile * count) / 10),
];

/** Rows in order of probability, in ten parts of the same size; empty parts are left out. */
export function calibrationOf(
  probabilities: Float64Array,
  labels: Uint8Array,
  accounts: Int32Array,
): CalibrationDecile[] {
  const order = Int32Array.from(labels.keys()).sort(
    (a, b) => (probabilities[a] ?? 0) - (probabilities[b] ?? 0) || a - b,
  );
  const deciles: CalibrationDecile[] = [];
  for (let decile = 1; decile <= 10; decile += 1) {
    const part = order.subarray(...partOf(order.length, decile));
    if (part.length === 0) continue;
    let [churned, sum] = [0, 0];
    const seen = new Set<number>();
    for (const row of part) {
      churned += labels[row] ?? 0;
      sum += probabilities[row] ?? 0;
      seen.add(accounts[row] ?? 0);
    }
    const observed = churned / part.length;
    const { low, high } = wilsonInterval(observed, seen.size);
    deciles.push({
      decile,
      n: part.length,
      churned,
      accounts: seen.size,
      predicted: sum / part.length,
      observed,
      low: low ?? 0,
      high: high ?? 1,
    });
  }
  return deciles;
}
