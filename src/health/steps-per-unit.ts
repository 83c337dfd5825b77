import type { KpiDescription } from '../kpis/kpi.ts';
import type { KpiSettings } from '../scoring/scoring.ts';

/** Targets and proposals are told in whole percents, points, minutes and counts, and in tenths of a rating. */
const stepsTo1: Partial<Record<KpiDescription['unit'], number>> = {
  share: 100,
  ratio: 100,
  rating: 10,
  count: 1,
  points: 1,
  minutes: 1,
};

/** Steps from a reading of 0 to one of 1, in which people are told what to reach. */
export function stepsPerUnit(
  { curve }: Pick<KpiSettings, 'curve'>,
  description: KpiDescription | undefined,
): number {
  const known = description === undefined ? undefined : stepsTo1[description.unit];
  if (known !== undefined) return known;
  // A series of the company's own: about a hundredth of what its curve spans.
  const readings = curve.map(([reading]) => reading);
  const span = Math.max(...readings) - Math.min(...readings);
  return span > 0 ? 10 ** (2 - Math.floor(Math.log10(span))) : 1;
}
