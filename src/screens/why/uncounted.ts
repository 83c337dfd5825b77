import { daysApart } from '../../lib/format/format.ts';
import { useText } from '../text/text.ts';
import type { ShownPart } from './shown-parts.ts';

interface When {
  hasHealth: boolean;
  day: string;
}

/** What becomes of the weight of a KPI without a reading, and since when it has none; null where there is one. */
export const useUncounted = (part: ShownPart, { hasHealth, day }: When): string | null => {
  const say = useText();
  if (part.reading !== null) return null;
  const since =
    part.unknown_since === null
      ? say('part.never_known')
      : say('part.unknown_for', { days: daysApart(part.unknown_since, day) });
  return part.weight > 0 && hasHealth ? say('part.spread', { since }) : since;
};
