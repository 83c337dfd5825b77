import type { KpiChange, ScoreChange } from '../../api/contract/change.ts';
import type { Formats } from '../../lib/format/format.ts';
import { kpiName, readingText } from '../text/kpi-words.ts';
import type { Say, Values } from '../text/text.ts';
import type { ShownBar, ShownChange } from './shown-change.ts';

export interface Words {
  say: Say;
  formats: Formats;
}

/** KPIs told one by one: the way health went, and against it. */
const toldAlong = 3;
const toldAgainst = 2;

/** A pair of readings as a KPI's messages take it: written out, in percent, and as numbers. */
export const readingValues = (
  formats: Formats,
  unit: KpiChange['unit'],
  before: number,
  after: number,
): Values => ({
  before: readingText(formats, unit, before),
  after: readingText(formats, unit, after),
  before_percent: formats.percent(before, 0),
  after_percent: formats.percent(after, 0),
  before_count: before,
  after_count: after,
});

/** “from 93 % of the month before to 38 %”; a reading that one of the days lacks is told as missing. */
export const movedText = (
  { say, formats }: Words,
  { id, unit, before, after }: KpiChange,
): string => {
  const [was, is] = [before?.reading ?? null, after?.reading ?? null];
  if (was === null && is === null) return say('change.moved.never');
  if (was === null) return say('change.moved.came', { after: readingText(formats, unit, is ?? 0) });
  if (is === null) return say('change.moved.went', { before: readingText(formats, unit, was) });
  const own = `kpi.${id}.moved`;
  return say(say.has(own) ? own : 'kpi.any.moved', readingValues(formats, unit, was, is));
};

/** The change in plain sentences, from its figures alone; the first says how far health went. */
export const changeSentences = (
  words: Words,
  change: ScoreChange,
  shown: ShownChange,
): string[] => {
  const hasFallen = shown.points < 0;
  const data = shown.bars.filter(({ kind, shown: points }) => kind === 'data' && points !== 0);
  const goesAlong = ({ shown: points }: ShownBar) => points < 0 === hasFallen;
  const along = data.filter(goesAlong).toSorted(bySize);
  const against = data.filter((bar) => !goesAlong(bar)).toSorted(bySize);
  const told = [...along.slice(0, toldAlong), ...against.slice(0, toldAgainst)];
  const rest = data.filter((bar) => !told.includes(bar));
  return [
    headline(words, change, shown),
    ...along.slice(0, toldAlong).map((bar, at) =>
      ofKpi(words, change, bar, {
        gave: at === 0 ? 'change.said.gave_most' : 'change.said.gave',
        cost: at === 0 ? 'change.said.cost_most' : 'change.said.cost',
      }),
    ),
    ...against.slice(0, toldAgainst).map((bar, at) =>
      ofKpi(words, change, bar, {
        gave: at === 0 ? 'change.said.gave_against' : 'change.said.gave',
        cost: at === 0 ? 'change.said.cost_against' : 'change.said.cost',
      }),
    ),
    ...restSentence(words, rest),
    ...shown.bars.flatMap((bar) => wholeSentence(words, change, bar)),
  ];
};

const bySize = (a: ShownBar, b: ShownBar): number => Math.abs(b.shown) - Math.abs(a.shown);

function headline({ say, formats }: Words, { name, from, to }: ScoreChange, shown: ShownChange) {
  const values = {
    name,
    old: formats.score(shown.from),
    new: formats.score(shown.to),
    from: formats.day(from.day),
    to: formats.day(to.day),
  };
  if (shown.points === 0) return say('change.said.same', values);
  return say(shown.points < 0 ? 'change.said.fell' : 'change.said.rose', values);
}

function ofKpi(
  words: Words,
  { kpis }: ScoreChange,
  bar: ShownBar,
  messages: { gave: string; cost: string },
): string {
  const { say, formats } = words;
  const kpi = kpis.find(({ id }) => id === bar.kpi);
  return say(bar.shown < 0 ? messages.cost : messages.gave, {
    kpi: kpiName(say, bar.kpi ?? ''),
    points: formats.fixed(Math.abs(bar.shown), 1),
    moved: kpi === undefined ? '' : movedText(words, kpi),
  });
}

function restSentence({ say, formats }: Words, rest: readonly ShownBar[]): string[] {
  if (rest.length === 0) return [];
  const points = rest.reduce((sum, { shown }) => sum + shown, 0);
  return [say('change.said.rest', { n: rest.length, points: formats.signed(points, 1) })];
}

function wholeSentence(words: Words, change: ScoreChange, { kind, shown }: ShownBar): string[] {
  const { say, formats } = words;
  const points = formats.signed(shown, 1);
  switch (kind) {
    case 'data':
      return [];
    case 'coverage':
      return [say('change.said.coverage', { points, names: cameOrWent(words, change) })];
    case 'settings':
      return [say('change.said.settings', { points })];
    case 'cap':
      return [say('change.said.cap', { points })];
    case 'late_facts':
      return [
        say('change.said.late_facts', { points }),
        ...[change.from, change.to].flatMap(({ day, shown: then, standing }) =>
          then === null || then.health === null || standing === null || then.health === standing
            ? []
            : [
                say('change.said.shown', {
                  day: formats.day(day),
                  shown: formats.score(then.health),
                  standing: formats.score(standing),
                }),
              ],
        ),
      ];
  }
}

/** Names of the KPIs that one of the days knows and the other does not. */
function cameOrWent({ say, formats }: Words, { kpis }: ScoreChange): string {
  const names = kpis
    .filter(({ before, after }) => {
      const [was, is] = [before?.score ?? null, after?.score ?? null];
      return (was === null) !== (is === null) && (before?.weight ?? after?.weight ?? 0) > 0;
    })
    .map(({ id }) => kpiName(say, id));
  return formats.list(names);
}
