/** Points of health in one range. */
export const rangePoints = 10;
/** 0–10, 10–20 … 90–100. */
export const rangeCount = 10;

/** Place of the range a health 0..100 lies in: lower edge inclusive, 100 in the last; edges compare at 9 decimals. */
export const healthRangeOf = (health: number): number =>
  Math.min(rangeCount - 1, Math.floor(Number(health.toFixed(9)) / rangePoints));
