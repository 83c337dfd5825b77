/** The quantile 0..1 of numbers in any order, linear between neighbours; null of none. */
export function quantileOf(numbers: Iterable<number>, share: number): number | null {
  return ofSorted(Float64Array.from(numbers).sort(), share);
}

function ofSorted(sorted: Float64Array, share: number): number | null {
  if (sorted.length === 0) return null;
  const place = (sorted.length - 1) * share;
  const before = sorted[Math.floor(place)] ?? 0;
  const after = sorted[Math.ceil(place)] ?? 0;
  return before + (after - before) * (place - Math.floor(place));
}

/** Middle number, of an even count the mean of the middle two; null of none. */
export const medianOf = (numbers: Iterable<number>): number | null => quantileOf(numbers, 0.5);

export interface Interval {
  readonly low: number | null;
  readonly high: number | null;
}

/** The middle 95 % of resampled figures; NaN are resamples in which there was no figure. */
export function intervalOf(resampled: Float64Array): Interval {
  const sorted = resampled.filter((figure) => !Number.isNaN(figure)).sort();
  return { low: ofSorted(sorted, 0.025), high: ofSorted(sorted, 0.975) };
}
