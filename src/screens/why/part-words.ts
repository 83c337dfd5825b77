import type { KpiFacts } from '../../api/contract/kpi.ts';
import type { Formats } from '../../lib/format/format.ts';
import { kpiName, readingText, wordFor } from '../text/kpi-words.ts';
import type { Say } from '../text/text.ts';
import type { ShownPart } from './shown-parts.ts';

export type PartFacts = KpiFacts['kpis'][number];

interface Speech {
  say: Say;
  formats: Formats;
}

/** “≥ 75 %”: where the score gets healthy; null where it is, or no reading gets there. */
export const targetText = ({ say, formats }: Speech, part: ShownPart): string | null =>
  part.target_reading === null
    ? null
    : say(part.better === 'up' ? 'part.target.up' : 'part.target.down', {
        target: readingText(formats, part.unit, part.target_reading),
      });

/** Where the reading came from over the weeks, and where it is. */
export const trendText = ({ say, formats }: Speech, part: ShownPart): string => {
  const text = (value: number | null | undefined) =>
    value == null ? say('part.trend.none') : readingText(formats, part.unit, value);
  const { readings } = part.trend;
  return say('part.trend', {
    name: kpiName(say, part.id),
    weeks: readings.length,
    first: text(readings[0]),
    last: text(readings.at(-1)),
  });
};

/** The source of the newest fact, and how many there are beside it; null without any. */
export const sourceText = ({ say }: Pick<Speech, 'say'>, { sources }: PartFacts): string | null => {
  const [first] = sources;
  if (first === undefined) return null;
  const name = wordFor(say, 'source', first.name);
  return sources.length === 1 ? name : say('part.sources', { name, others: sources.length - 1 });
};

/** Each source with its newest fact and its last delivery, one line each. */
export const sourceLines = ({ say, formats }: Speech, { sources }: PartFacts): string[] =>
  sources.map(({ name, newest_fact_on, last_import_at }) =>
    [
      wordFor(say, 'source', name),
      newest_fact_on === null
        ? say('part.source.undated')
        : say('part.source.newest', { day: formats.day(newest_fact_on) }),
      ...(last_import_at === null
        ? []
        : [say('part.source.delivered', { at: formats.instant(last_import_at) })]),
    ].join(' · '),
  );
