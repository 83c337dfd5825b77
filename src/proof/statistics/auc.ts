/**
 * Rows of one month-end, sorted by value, ready to be counted in pairs of one who left (positive) and one who stayed
 * (negative). Rows are known by the number of their account, so that accounts can be resampled.
 */
export interface Pairs {
  /** Accounts of the negatives by ascending value. */
  readonly negatives: Int32Array;
  /** Accounts of the positives by ascending value, in groups of equal values. */
  readonly positives: Int32Array;
  /** Where each group of positives ends. */
  readonly groupEnds: Int32Array;
  /** For each group, how many negatives have a smaller value, and how many one that is not greater. */
  readonly below: Int32Array;
  readonly upTo: Int32Array;
}

export interface PairedRows {
  /** NaN: the row has no value and is left out. */
  readonly values: Float64Array;
  /** 1: positive. */
  readonly labels: Uint8Array;
  readonly accounts: Int32Array;
}

/** Sorts the rows of one month-end once, for any number of countings. */
export function pairsOf({ values, labels, accounts }: PairedRows): Pairs {
  const known = sortedByValue(values);
  const count = known.reduce((sum, row) => sum + (labels[row] ?? 0), 0);
  const negatives = new Int32Array(known.length - count);
  const positives = new Int32Array(count);
  const groupEnds: number[] = [];
  const below: number[] = [];
  const upTo: number[] = [];
  let negative = 0;
  let positive = 0;
  for (let start = 0; start < known.length; ) {
    const value = values[known[start] ?? 0];
    const [negativesBefore, positivesBefore] = [negative, positive];
    let end = start;
    for (; end < known.length && values[known[end] ?? 0] === value; end += 1) {
      const row = known[end] ?? 0;
      const account = accounts[row] ?? 0;
      if (labels[row] === 1) positives[positive++] = account;
      else negatives[negative++] = account;
    }
    if (positive > positivesBefore) {
      groupEnds.push(positive);
      below.push(negativesBefore);
      upTo.push(negative);
    }
    start = end;
  }
  return {
    negatives,
    positives,
    groupEnds: Int32Array.from(groupEnds),
    below: Int32Array.from(below),
    upTo: Int32Array.from(upTo),
  };
}

/** Numbers of the rows that have a value, by ascending value. */
function sortedByValue(values: Float64Array): Int32Array {
  const known: number[] = [];
  for (let row = 0; row < values.length; row += 1) {
    if (!Number.isNaN(values[row])) known.push(row);
  }
  return Int32Array.from(known).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
}

/**
 * Share of pairs in which the positive has the greater value, ties a half, over pairs of the same month-end alone,
 * summed over the month-ends (definitions.md 10, proof). Null without a pair.
 */
export function aucOf(months: readonly Pairs[]): number | null {
  let twiceWon = 0;
  let pairs = 0;
  for (const { negatives, positives, groupEnds, below, upTo } of months) {
    let start = 0;
    for (const [group, end] of groupEnds.entries()) {
      twiceWon += (end - start) * ((below[group] ?? 0) + (upTo[group] ?? 0));
      start = end;
    }
    pairs += positives.length * negatives.length;
  }
  return pairs === 0 ? null : twiceWon / (2 * pairs);
}
