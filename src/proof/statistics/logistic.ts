import { solveSymmetric } from './linear.ts';

/** Rows of a regression, one after the other; the first column of each is 1, for the intercept. */
export interface Sample {
  readonly rows: Float64Array;
  readonly columns: number;
  /** 1: it happened. */
  readonly labels: Uint8Array;
}

export const probabilityOf = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/** Log-odds of one row under coefficients whose first is the intercept. */
export function logOddsOf(
  coefficients: Float64Array,
  { rows, columns }: Pick<Sample, 'rows' | 'columns'>,
  row: number,
): number {
  let sum = 0;
  for (let column = 0; column < columns; column += 1) {
    sum += (rows[row * columns + column] ?? 0) * (coefficients[column] ?? 0);
  }
  return sum;
}

/** What is made smallest: −log likelihood + λ/2·Σβ², intercept free (definitions.md 10, proof). */
export function lossOf(sample: Sample, coefficients: Float64Array, penalty: number): number {
  let loss = 0;
  for (let row = 0; row < sample.labels.length; row += 1) {
    const logOdds = logOddsOf(coefficients, sample, row);
    const against = sample.labels[row] === 1 ? -logOdds : logOdds;
    // log(1 + e^x) without overflow.
    loss += against > 0 ? against + Math.log1p(Math.exp(-against)) : Math.log1p(Math.exp(against));
  }
  for (let column = 1; column < sample.columns; column += 1) {
    loss += (penalty / 2) * (coefficients[column] ?? 0) ** 2;
  }
  return loss;
}

/** Gradient and matrix of second derivatives (lower half) of the loss. */
export interface Curvature {
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

const together = 4;

export function curvatureOf(
  sample: Sample,
  coefficients: Float64Array,
  penalty: number,
): Curvature {
  const { rows, columns, labels } = sample;
  const gradient = new Float64Array(columns);
  const hessian = new Float64Array(columns * columns);
  const weights = new Float64Array(together);
  for (let first = 0; first < labels.length; first += together) {
    const some = Math.min(together, labels.length - first);
    for (let k = 0; k < together; k += 1) {
      weights[k] = 0;
      if (k >= some) continue;
      const row = first + k;
      const probability = probabilityOf(logOddsOf(coefficients, sample, row));
      weights[k] = probability * (1 - probability);
      const residual = probability - (labels[row] ?? 0);
      const start = row * columns;
      for (let column = 0; column < columns; column += 1) {
        gradient[column] = (gradient[column] ?? 0) + residual * (rows[start + column] ?? 0);
      }
    }
    addSquares(hessian, rows, columns, first, weights);
  }
  for (let column = 1; column < columns; column += 1) {
    gradient[column] = (gradient[column] ?? 0) + penalty * (coefficients[column] ?? 0);
    const diagonal = column * columns + column;
    hessian[diagonal] = (hessian[diagonal] ?? 0) + penalty;
  }
  return { gradient, hessian };
}

/** Adds Σ w·x·xᵀ of four rows at once, so that the sum is fetched and stored once for the four. */
function addSquares(
  hessian: Float64Array,
  rows: Float64Array,
  columns: number,
  first: number,
  weights: Float64Array,
): void {
  const weightA = weights[0] ?? 0;
  const weightB = weights[1] ?? 0;
  const weightC = weights[2] ?? 0;
  const weightD = weights[3] ?? 0;
  const last = rows.length / columns - 1;
  const a = first * columns;
  // Rows past the end have no weight; any row stands in for them.
  const b = Math.min(first + 1, last) * columns;
  const c = Math.min(first + 2, last) * columns;
  const d = Math.min(first + 3, last) * columns;
  for (let i = 0; i < columns; i += 1) {
    const weightedA = weightA * (rows[a + i] ?? 0);
    const weightedB = weightB * (rows[b + i] ?? 0);
    const weightedC = weightC * (rows[c + i] ?? 0);
    const weightedD = weightD * (rows[d + i] ?? 0);
    const start = i * columns;
    for (let j = 0; j <= i; j += 1) {
      hessian[start + j] =
        (hessian[start + j] ?? 0) +
        weightedA * (rows[a + j] ?? 0) +
        weightedB * (rows[b + j] ?? 0) +
        weightedC * (rows[c + j] ?? 0) +
        weightedD * (rows[d + j] ?? 0);
    }
  }
}

export interface FitOptions {
  readonly penalty: number;
  /** Where to begin; the optimum does not depend on it. */
  readonly start?: Float64Array;
}

const mostSteps = 100;
/** The gradient of the optimum is zero; what is left of it may be this much for a row. */
const flatEnough = 1e-10;

/** Coefficients of the ridge logistic regression, the intercept first, by iteratively reweighted least squares. */
export function fitRidge(sample: Sample, { penalty, start }: FitOptions): Float64Array {
  return descend(sample, {
    penalty,
    start: start ?? interceptOnly(sample),
    stepOf: ({ gradient, hessian }) => solveSymmetric(hessian, gradient),
    slopeOf: ({ gradient }) => gradient,
  });
}

interface Descent {
  penalty: number;
  start: Float64Array;
  /** What to take away from the coefficients. */
  stepOf(curvature: Curvature, coefficients: Float64Array): Float64Array;
  /** The part of the gradient that is zero in the optimum. */
  slopeOf(curvature: Curvature, coefficients: Float64Array): Float64Array;
}

/** Newton steps, halved until the loss falls, until the slope is flat or no step leads further down. */
export function descend(sample: Sample, descent: Descent): Float64Array {
  const { penalty, start, stepOf, slopeOf } = descent;
  let coefficients = start;
  let loss = lossOf(sample, coefficients, penalty);
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const curvature = curvatureOf(sample, coefficients, penalty);
    const slope = slopeOf(curvature, coefficients);
    if (slope.every((part) => Math.abs(part) <= flatEnough * sample.labels.length)) break;
    const step = stepOf(curvature, coefficients);
    const next = lowered(sample, { coefficients, step, loss, penalty });
    if (next === null) break;
    ({ coefficients, loss } = next);
  }
  return coefficients;
}

const mostHalvings = 30;

function lowered(
  sample: Sample,
  from: { coefficients: Float64Array; step: Float64Array; loss: number; penalty: number },
): { coefficients: Float64Array; loss: number } | null {
  for (let size = 1, tries = 0; tries < mostHalvings; size /= 2, tries += 1) {
    const coefficients = from.coefficients.map((value, at) => value - size * (from.step[at] ?? 0));
    const loss = lossOf(sample, coefficients, from.penalty);
    if (loss < from.loss) return { coefficients, loss };
  }
  return null;
}

/** The log-odds of the share that happened, with every other coefficient 0. */
export function interceptOnly({ labels, columns }: Sample): Float64Array {
  const happened = labels.reduce((sum, label) => sum + label, 0);
  const start = new Float64Array(columns);
  // Half a row more of each kind keeps it finite where all are alike.
  start[0] = Math.log((happened + 0.5) / (labels.length - happened + 0.5));
  return start;
}
