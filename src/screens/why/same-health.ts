/** Two healths are the same up to the last bits of their sums; null is the same as null alone. */
export const isSameHealth = (a: number | null, b: number | null): boolean =>
  a === null || b === null ? a === b : Math.abs(a - b) <= 1e-9;
