/**
 * How often chance alone parts pairs at least as unevenly as `more` against `fewer`, 0..1; 1 without any. The exact sign
 * test, two-sided (McNemar 1947, exact form).
 */
export function signTest(more: number, fewer: number): number {
  const pairs = more + fewer;
  const smaller = Math.min(more, fewer);
  // In logarithms: half to the power of a thousand pairs is no number any more.
  let logTerm = -pairs * Math.LN2;
  let tail = Math.exp(logTerm);
  for (let count = 1; count <= smaller; count += 1) {
    logTerm += Math.log((pairs - count + 1) / count);
    tail += Math.exp(logTerm);
  }
  return Math.min(1, 2 * tail);
}
