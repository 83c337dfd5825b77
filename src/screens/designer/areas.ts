import type { Area } from '../../api/contract/kpi.ts';
import { apportion } from '../../lib/format/apportion.ts';
import type { ProfileKpi } from '../../scoring/model.ts';

/** In the order in which screens show them. */
export const AREAS = [
  'usage',
  'support',
  'money',
  'voice',
  'relationship',
  'own',
] as const satisfies readonly Area[];

interface Weighed {
  kpi: ProfileKpi;
  /** Of all weights, 0..1, exact. */
  share: number;
  /** The same as it is shown. */
  shownShare: number;
}

/** What tells about one thing, and how much it counts together. */
export interface WeighedArea {
  area: Area;
  /** Sum of the weights of its KPIs. */
  weight: number;
  /** Of all weights, 0..1, as it is shown: the sum of its KPIs', as they are shown. */
  shownShare: number;
  kpis: readonly Weighed[];
}

/** A tenth of a percent. */
const SHOWN_DIGITS = 3;
const WEIGHT_DIGITS = 4;

const sumOf = (weights: readonly number[]): number =>
  weights.reduce((sum, weight) => sum + weight, 0);

/** The KPIs of a profile by area. Shares as shown add up to 1 exactly, and to their area's; without any weight all are 0. */
export function areasOf(
  kpis: readonly ProfileKpi[],
  areaOf: (kpi: string) => Area,
): readonly WeighedArea[] {
  const total = sumOf(kpis.map(({ weight }) => weight));
  const shareOf = (weight: number): number => (total > 0 ? weight / total : 0);
  const whole = total > 0 ? 1 : 0;
  const groups = AREAS.map((area) => {
    const members = kpis.filter(({ id }) => areaOf(id) === area);
    return { area, members, weight: sumOf(members.map(({ weight }) => weight)) };
  }).filter(({ members }) => members.length > 0);
  const shown = apportion(
    groups.map(({ weight }) => shareOf(weight)),
    whole,
    SHOWN_DIGITS,
  );
  return groups.map(({ area, members, weight }, at) => {
    const shownShare = shown[at] ?? 0;
    const shares = members.map((kpi) => shareOf(kpi.weight));
    const shownShares = apportion(shares, shownShare, SHOWN_DIGITS);
    return {
      area,
      weight,
      shownShare,
      kpis: members.map((kpi, place) => ({
        kpi,
        share: shares[place] ?? 0,
        shownShare: shownShares[place] ?? 0,
      })),
    };
  });
}

/** Weights in the same proportion that add up to another sum, to four decimals; where all are 0, equal ones. */
export function scaledTo(weights: readonly number[], sum: number): readonly number[] {
  const before = sumOf(weights);
  const parts = weights.map((weight) =>
    before > 0 ? (weight / before) * sum : sum / weights.length,
  );
  return apportion(parts, sum, WEIGHT_DIGITS);
}
