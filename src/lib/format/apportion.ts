import { cutTo } from './format.ts';

/**
 * Rounds parts so that the rounded parts add up to `total` exactly: each is cut off at `digits`, and what is then
 * missing goes, one last digit each, to the parts that lost most (largest remainder).
 */
export const apportion = (parts: readonly number[], total: number, digits: number): number[] => {
  const scale = 10 ** digits;
  const cut = parts.map((part) => Math.round(cutTo(part, digits) * scale));
  const missing = Math.round(total * scale) - cut.reduce((sum, part) => sum + part, 0);
  const byLoss = parts
    .map((part, index) => ({ index, lost: part * scale - (cut[index] ?? 0) }))
    .toSorted((a, b) => (missing < 0 ? a.lost - b.lost : b.lost - a.lost));
  for (const { index } of byLoss.slice(0, Math.abs(missing))) {
    cut[index] = (cut[index] ?? 0) + Math.sign(missing);
  }
  return cut.map((part) => part / scale);
};
