import type { Pairs } from './auc.ts';
import { addDraws, addProducts, type Draws, drawsOf, lanes, type Resampling } from './draws.ts';

/** The month-ends of one measure; `within` says which of them count for the second figure too. */
export interface ResampledMeasure {
  readonly months: readonly Pairs[];
  readonly within: readonly boolean[];
}

/** A figure of each resample, over all month-ends and over those within; NaN where a resample holds no pair. */
export interface ResampledAuc {
  readonly all: Float64Array;
  readonly within: Float64Array;
}

/** AUC of every measure in every resample; the measures share the resamples (definitions.md 10, proof). */
export function resampledAucs(
  measures: readonly ResampledMeasure[],
  resampling: Resampling,
): ResampledAuc[] {
  const { resamples } = resampling;
  const results = measures.map(
    (): ResampledAuc => ({
      all: new Float64Array(resamples),
      within: new Float64Array(resamples),
    }),
  );
  for (const draws of drawsOf(resampling)) {
    for (const [at, measure] of measures.entries()) {
      const { all, within } = countMeasure(measure, draws);
      results[at]?.all.set(all, draws.first);
      results[at]?.within.set(within, draws.first);
    }
  }
  return results;
}

function countMeasure({ months, within }: ResampledMeasure, draws: Draws): ResampledAuc {
  const inAll = nothingCounted(draws);
  const inWithin = nothingCounted(draws);
  for (const [month, pairs] of months.entries()) {
    addMonth(within[month] === true ? [inAll, inWithin] : [inAll], pairs, draws);
  }
  return { all: aucsOf(inAll, draws.size), within: aucsOf(inWithin, draws.size) };
}

/** Pairs won, twice, and pairs there are, by resample of the batch: whole numbers, so no order of adding matters. */
interface Counted {
  readonly twiceWon: Float64Array;
  readonly pairs: Float64Array;
}

const nothingCounted = ({ packing }: Draws): Counted => ({
  twiceWon: new Float64Array(lanes * packing.fields),
  pairs: new Float64Array(lanes * packing.fields),
});

const aucsOf = ({ twiceWon, pairs }: Counted, size: number): Float64Array =>
  twiceWon.map((won, at) => won / (2 * (pairs[at] ?? 0))).subarray(0, size);

/** Walks up the values of a month-end once: each group of positives has won against the negatives passed so far. */
function addMonth(into: readonly Counted[], month: Pairs, { counts, packing }: Draws): void {
  const { negatives, positives, groupEnds, below, upTo } = month;
  const twiceWon = new Float64Array(lanes * packing.fields);
  const passed = new Float64Array(lanes);
  const won = new Float64Array(lanes);
  const group = new Float64Array(lanes);
  let reached = 0;
  let start = 0;
  for (let number = 0; number < groupEnds.length; number += 1) {
    const end = groupEnds[number] ?? 0;
    const smaller = below[number] ?? 0;
    addDraws(passed, counts, negatives, reached, smaller);
    for (let lane = 0; lane < lanes; lane += 1) {
      won[lane] = passed[lane] ?? 0;
      group[lane] = 0;
    }
    reached = upTo[number] ?? 0;
    if (reached > smaller) addDraws(passed, counts, negatives, smaller, reached);
    for (let lane = 0; lane < lanes; lane += 1) won[lane] = (won[lane] ?? 0) + (passed[lane] ?? 0);
    addDraws(group, counts, positives, start, end);
    start = end;
    addProducts(twiceWon, group, won, packing);
  }
  addDraws(passed, counts, negatives, reached, negatives.length);
  group.fill(0);
  addDraws(group, counts, positives, 0, positives.length);
  for (const counted of into) {
    addProducts(counted.pairs, group, passed, packing);
    for (let at = 0; at < twiceWon.length; at += 1) {
      counted.twiceWon[at] = (counted.twiceWon[at] ?? 0) + (twiceWon[at] ?? 0);
    }
  }
}
