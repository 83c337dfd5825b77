/** Words for a weight's share of the sum; the shipped weights are of 5, 10 and 15 percent. */
export const weightLevels = ['none', 'low', 'medium', 'high'] as const;
export type WeightLevel = (typeof weightLevels)[number];

/** Shares from which a weight is medium, and high. */
export const mediumFrom = 0.075;
export const highFrom = 0.125;

/** The share that stands for a level when a level is chosen. */
const shares: Record<WeightLevel, number> = { none: 0, low: 0.05, medium: 0.1, high: 0.15 };

/** The word for a share of all weights, 0..1. */
export function levelOf(share: number): WeightLevel {
  if (share <= 0) return 'none';
  if (share < mediumFrom) return 'low';
  return share < highFrom ? 'medium' : 'high';
}

const WITHOUT_OTHERS = 10;
const DECIMALS = 1e4;

/** The weight that has the level's share beside the sum of all others; a lone KPI has all of it anyway. */
export function weightOfLevel(level: WeightLevel, sumOfOthers: number): number {
  if (level === 'none') return 0;
  if (sumOfOthers <= 0) return WITHOUT_OTHERS;
  const share = shares[level];
  return Math.round(((sumOfOthers * share) / (1 - share)) * DECIMALS) / DECIMALS;
}
