import type { Curve } from './scoring.ts';

/** A curve's points as columns. */
export interface PreparedCurve {
  readonly readings: Float64Array;
  readonly scores: Float64Array;
}

/** Throws RangeError on a curve without points. */
export function preparedCurve(curve: Curve): PreparedCurve {
  if (curve.length === 0) throw new RangeError('A curve needs at least one point.');
  return {
    readings: Float64Array.from(curve, ([reading]) => reading),
    scores: Float64Array.from(curve, ([, score]) => score),
  };
}

/** `scoreOf` for a column of readings, to the last bit; NaN, no reading, has no score. */
export function scoreColumn(column: Float64Array, curve: PreparedCurve): Float64Array {
  const { readings, scores } = curve;
  const last = readings.length - 1;
  const firstReading = readings[0] ?? 0;
  const firstScore = scores[0] ?? 0;
  const lastScore = scores[last] ?? 0;
  const scored = new Float64Array(column.length);
  for (let at = 0; at < column.length; at += 1) {
    const value = column[at] ?? Number.NaN;
    if (value <= firstReading) {
      scored[at] = firstScore;
      continue;
    }
    let right = 1;
    while (right <= last && !(value < (readings[right] ?? 0))) right += 1;
    if (right > last) {
      scored[at] = Number.isNaN(value) ? Number.NaN : lastScore;
      continue;
    }
    const x0 = readings[right - 1] ?? 0;
    const y0 = scores[right - 1] ?? 0;
    const x1 = readings[right] ?? 0;
    const y1 = scores[right] ?? 0;
    const score = y0 + ((y1 - y0) * (value - x0)) / (x1 - x0);
    scored[at] = y1 > y0 ? Math.min(score, y1) : Math.max(score, y1);
  }
  return scored;
}
