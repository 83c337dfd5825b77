import type { Curve } from './scoring.ts';

/**
 * Score 0..100 of a reading: piecewise linear through the points, flat outside (definitions.md 4).
 * Throws RangeError on a curve without points.
 */
export function scoreOf(value: number, curve: Curve): number {
  let left = curve[0];
  if (left === undefined) throw new RangeError('A curve needs at least one point.');
  if (value <= left[0]) return left[1];
  for (const right of curve) {
    if (value < right[0]) return between(value, left, right);
    left = right;
  }
  return left[1];
}

/** The readings at which the curve crosses a score, ascending. */
export const readingsAtScore = (target: number, curve: Curve): number[] =>
  curve.flatMap((point, index) => {
    const next = curve[index + 1];
    const crosses = next !== undefined && point[1] >= target !== next[1] >= target;
    return crosses ? [crossing(target, point, next)] : [];
  });

type Point = Curve[number];

function between(value: number, [x0, y0]: Point, [x1, y1]: Point): number {
  const score = y0 + ((y1 - y0) * (value - x0)) / (x1 - x0);
  // The last bit of the sum may step past the point; a better reading must never score lower.
  return y1 > y0 ? Math.min(score, y1) : Math.max(score, y1);
}

const crossing = (target: number, [x0, y0]: Point, [x1, y1]: Point): number =>
  x0 + ((x1 - x0) * (target - y0)) / (y1 - y0);
