import type { ChangeBar, ChangeBarKind, ScoreChange } from '../../api/contract/change.ts';
import { apportion } from '../../lib/format/apportion.ts';
import { cutTo } from '../../lib/format/format.ts';
import { kpiName } from '../text/kpi-words.ts';
import type { Say } from '../text/text.ts';

/** A bar with its points as they are shown: to a tenth, adding up to the difference of the healths that are shown. */
export interface ShownBar extends ChangeBar {
  /** Names it in addresses. */
  id: string;
  shown: number;
}

export interface ShownChange {
  from: number;
  to: number;
  points: number;
  bars: ShownBar[];
}

const tenths = (value: number): number => Math.round(value * 10) / 10;

/** Rounds all bars at once; null where one of the days has no health. */
export const shownChange = ({ from, to, bars }: ScoreChange): ShownChange | null => {
  if (from.health === null || to.health === null) return null;
  const ends = { from: cutTo(from.health, 1), to: cutTo(to.health, 1) };
  const points = tenths(ends.to - ends.from);
  const shown = apportion(
    bars.map((bar) => bar.points),
    points,
    1,
  );
  return {
    ...ends,
    points,
    bars: bars.map((bar, at) => ({ ...bar, id: bar.kpi ?? bar.kind, shown: shown[at] ?? 0 })),
  };
};

const kindNames: Record<Exclude<ChangeBarKind, 'data'>, string> = {
  coverage: 'change.bar.coverage',
  settings: 'change.bar.settings',
  cap: 'change.bar.cap',
  late_facts: 'change.bar.late_facts',
};

export const barName = (say: Say, { kind, kpi }: ChangeBar): string =>
  kind === 'data' ? kpiName(say, kpi ?? '') : say(kindNames[kind]);
