import { type Curvature, descend, interceptOnly, type Sample } from './logistic.ts';

/**
 * Coefficients of the ridge logistic regression in which all but the intercept are ≥ 0: Newton steps, each to the
 * smallest point of the parabola among the coefficients allowed.
 */
export function fitNonNegative(
  sample: Sample,
  { penalty, start }: { penalty: number; start?: Float64Array },
): Float64Array {
  return descend(sample, {
    penalty,
    start: start ?? interceptOnly(sample),
    stepOf: boundedStep,
    slopeOf: ({ gradient }, coefficients) => slopeWithin(gradient, coefficients),
  });
}

/** At the bound only a slope that leads inside counts. */
const slopeWithin = (gradient: Float64Array, coefficients: Float64Array): Float64Array =>
  gradient.map((part, at) => (at > 0 && (coefficients[at] ?? 0) <= 0 ? Math.min(part, 0) : part));

const mostRounds = 1_000;
const settled = 1e-13;

/** Minimises the parabola one coefficient after the other, each kept at 0 or above, until none moves. */
function boundedStep({ gradient, hessian }: Curvature, coefficients: Float64Array): Float64Array {
  const size = gradient.length;
  const entry = (a: number, b: number) => hessian[Math.max(a, b) * size + Math.min(a, b)] ?? 0;
  const moved = new Float64Array(size);
  const slope = gradient.slice();
  for (let round = 0; round < mostRounds; round += 1) {
    let furthest = 0;
    for (let at = 0; at < size; at += 1) {
      const diagonal = entry(at, at);
      if (diagonal <= 0) continue;
      const bound = at === 0 ? Number.NEGATIVE_INFINITY : -(coefficients[at] ?? 0);
      const before = moved[at] ?? 0;
      const after = Math.max(bound, before - (slope[at] ?? 0) / diagonal);
      const change = after - before;
      if (change === 0) continue;
      moved[at] = after;
      furthest = Math.max(furthest, Math.abs(change));
      for (let other = 0; other < size; other += 1) {
        slope[other] = (slope[other] ?? 0) + change * entry(at, other);
      }
    }
    if (furthest <= settled) break;
  }
  return moved.map((part) => -part);
}
