import {
  fitRidge,
  interceptOnly,
  logOddsOf,
  probabilityOf,
  type Sample,
} from './statistics/logistic.ts';
import { fitNonNegative } from './statistics/non-negative.ts';

/** λ of the penalty λ/2·Σβ² (definitions.md 10, proof). */
const penalty = 1;

/** Columns over all rows, NaN where a row has no value. */
export type Columns = readonly Float64Array[];

/**
 * Learns from some rows of readings how probable it is that an account leaves, and says it for others. Each lesson begins
 * where the one before has ended, which is quicker and leads to the same.
 */
export function churnLearner(
  readings: Columns,
  labels: Uint8Array,
): (training: Int32Array) => (rows: Int32Array) => Float64Array {
  const columns = readings.flatMap((values) => [
    values.map((value) => (Number.isNaN(value) ? 0 : value)),
    values.map((value) => (Number.isNaN(value) ? 1 : 0)),
  ]);
  let before: Float64Array | undefined;
  return (training) => {
    const scaled = columns.flatMap((column) => scaledColumn(column, training));
    const sample = sampleOf(scaled, labels, training);
    const start = before?.length === sample.columns ? before : interceptOnly(sample);
    const coefficients = fitRidge(sample, { penalty, start });
    before = coefficients;
    return (rows) => {
      const asked = sampleOf(scaled, labels, rows);
      return Float64Array.from(rows, (_, at) => probabilityOf(logOddsOf(coefficients, asked, at)));
    };
  };
}

interface ScaledColumn {
  values: Float64Array;
  mean: number;
  /** What one unit is divided by. */
  spread: number;
}

/** Mean and standard deviation of the training rows; a column that is constant there tells nothing and is dropped. */
function scaledColumn(values: Float64Array, training: Int32Array): ScaledColumn[] {
  const first = values[training[0] ?? 0] ?? 0;
  if (training.every((row) => values[row] === first)) return [];
  let sum = 0;
  for (const row of training) sum += values[row] ?? 0;
  const mean = sum / training.length;
  let squares = 0;
  for (const row of training) squares += ((values[row] ?? 0) - mean) ** 2;
  const spread = Math.sqrt(squares / training.length);
  return spread > 0 ? [{ values, mean, spread }] : [];
}

function sampleOf(scaled: readonly ScaledColumn[], labels: Uint8Array, rows: Int32Array): Sample {
  const columns = scaled.length + 1;
  const values = new Float64Array(rows.length * columns).fill(1);
  for (const [at, column] of scaled.entries()) {
    for (let row = 0; row < rows.length; row += 1) {
      values[row * columns + at + 1] =
        ((column.values[rows[row] ?? 0] ?? 0) - column.mean) / column.spread;
    }
  }
  return { rows: values, columns, labels: Uint8Array.from(rows, (row) => labels[row] ?? 0) };
}

/**
 * Learns weights that fit who left: of the KPIs' scores, each 0 or more, together 100; null where no score tells anything.
 * Scores are divided by 100 and centred; a KPI without a score counts as average (definitions.md 10, proof).
 */
export function weightLearner(
  scores: Columns,
  labels: Uint8Array,
): (training: Int32Array) => Float64Array | null {
  let before: Float64Array | undefined;
  return (training) => {
    const sample = {
      rows: centredScores(scores, training),
      columns: scores.length + 1,
      labels: Uint8Array.from(training, (row) => labels[row] ?? 0),
    };
    before = fitNonNegative(sample, { penalty, start: before ?? interceptOnly(sample) });
    const weights = before.slice(1);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return sum > 0 ? weights.map((weight) => (100 * weight) / sum) : null;
  };
}

function centredScores(scores: Columns, rows: Int32Array): Float64Array {
  const columns = scores.length + 1;
  const values = new Float64Array(rows.length * columns);
  for (let row = 0; row < rows.length; row += 1) values[row * columns] = 1;
  for (const [at, column] of scores.entries()) {
    const mean = knownMean(column, rows);
    for (let row = 0; row < rows.length; row += 1) {
      const score = column[rows[row] ?? 0] ?? Number.NaN;
      // A high score speaks against leaving, so its weight counts against the log-odds.
      values[row * columns + at + 1] = Number.isNaN(score) ? 0 : (mean - score) / 100;
    }
  }
  return values;
}

function knownMean(column: Float64Array, rows: Int32Array): number {
  let [sum, known] = [0, 0];
  for (const row of rows) {
    const value = column[row] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    sum += value;
    known += 1;
  }
  return known > 0 ? sum / known : 0;
}

/** Health of rows under weights; NaN where less than `minimumCoverage` of them has a score. */
export function healthUnder(
  weights: Float64Array,
  scores: Columns,
  rows: Int32Array,
  minimumCoverage: number,
): Float64Array {
  const all = weights.reduce((total, weight) => total + weight, 0);
  return Float64Array.from(rows, (row) => {
    let [sum, known] = [0, 0];
    for (const [at, weight] of weights.entries()) {
      const score = scores[at]?.[row] ?? Number.NaN;
      if (Number.isNaN(score)) continue;
      sum += weight * score;
      known += weight;
    }
    return known > 0 && known / all >= minimumCoverage ? sum / known : Number.NaN;
  });
}
