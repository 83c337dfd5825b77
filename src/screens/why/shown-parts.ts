import type { HealthExplanation, HealthPart } from '../../api/contract/health.ts';
import { apportion } from '../../lib/format/apportion.ts';
import { cutTo } from '../../lib/format/format.ts';

/** A part with its points as they are shown: to a tenth, and adding up to the health that is shown. */
export interface ShownPart extends HealthPart {
  shown: { earned: number; maximum: number; missed: number } | null;
}

const tenths = (value: number): number => Math.round(value * 10) / 10;

export interface ShownParts {
  parts: ShownPart[];
  /** Largest maximum, for tracks on one scale. */
  widest: number;
  /** Sums of what is shown. */
  earned: number;
  missed: number;
}

/** Rounds the points of all parts at once: earned add up to the health before any cap, maxima to 100. */
export const shownParts = ({ health, uncapped, parts }: HealthExplanation): ShownParts => {
  const counted = parts.filter((part) => part.maximum_points !== null && part.maximum_points > 0);
  const earnedTotal = cutTo(uncapped ?? health ?? 0, 1);
  const maximum = apportion(
    counted.map((part) => part.maximum_points ?? 0),
    health === null ? 0 : 100,
    1,
  );
  const earned = apportion(
    counted.map((part) => part.earned_points ?? 0),
    earnedTotal,
    1,
  );
  return {
    parts: parts.map((part) => {
      const at = counted.indexOf(part);
      if (at === -1 || health === null) return { ...part, shown: null };
      const most = maximum[at] ?? 0;
      const got = Math.min(most, earned[at] ?? 0);
      return { ...part, shown: { earned: got, maximum: most, missed: tenths(most - got) } };
    }),
    widest: Math.max(...maximum, 0),
    earned: earnedTotal,
    missed: tenths(100 - earnedTotal),
  };
};
