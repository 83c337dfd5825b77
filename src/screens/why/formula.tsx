import { Text } from '@mantine/core';
import type { HealthExplanation } from '../../api/contract/health.ts';
import { shiftDay } from '../../lib/format/format.ts';
import { kpiName, readingText } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';
import type { ShownPart } from './shown-parts.ts';

interface Props {
  part: ShownPart;
  explanation: HealthExplanation;
}

/** How the reading comes about: the KPI's own sentence, or a general one for a KPI without. */
const useReadingSentence = (part: ShownPart, asOf: string): string => {
  const say = useText();
  const formats = useFormats();
  const values = {
    name: kpiName(say, part.id),
    reading: part.reading === null ? '' : readingText(formats, part.unit, part.reading),
    n: part.n,
    count: part.reading ?? 0,
    min: part.min_n,
    window: part.window_days ?? 0,
    parameter: part.parameter ?? '',
    column: String(part.parameter).replace(/^custom[.]/, ''),
    from: formats.day(shiftDay(asOf, 1 - (part.window_days ?? 1))),
    to: formats.day(asOf),
  };
  if (part.reading === null) return say(`no_reading.${part.reason_unknown ?? 'no_data'}`, values);
  const own = `kpi.${part.id}.formula`;
  return say(say.has(own) ? own : 'kpi.any.formula', values);
};

/** From the reading to the points, in words, with the numbers put in. */
export const Formula = ({ part, explanation }: Props) => {
  const say = useText();
  const formats = useFormats();
  const reading = useReadingSentence(part, explanation.as_of);
  const curve = part.curve
    .map(([at, score]) =>
      say('formula.curve.point', {
        reading: readingText(formats, part.unit, at),
        score: formats.integer(score),
      }),
    )
    .join(' · ');
  return (
    <div className="prose">
      <Text>{reading}</Text>
      {part.reading !== null && part.score !== null && (
        <Text>
          {say('formula.score', {
            reading: readingText(formats, part.unit, part.reading),
            score: formats.score(part.score),
          })}{' '}
          {part.shown !== null &&
            part.share !== null &&
            say('formula.points', {
              weight: formats.decimal(part.weight),
              weights: formats.decimal(explanation.sums.weight_known),
              share: formats.percent(part.share),
              score: formats.score(part.score),
              earned: formats.fixed(part.shown.earned, 1),
              maximum: formats.fixed(part.shown.maximum, 1),
              missed: formats.fixed(part.shown.missed, 1),
            })}
          {part.shown === null && say('formula.no_weight')}
        </Text>
      )}
      {part.reading === null && (
        <Text>
          {explanation.health !== null &&
            say('formula.spread', { weight: formats.decimal(part.weight) })}{' '}
          {say.has(`kpi.${part.id}.needs`) &&
            say('formula.needs', { needs: say(`kpi.${part.id}.needs`) })}
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {say('formula.curve', { curve })}{' '}
        {part.target_reading !== null &&
          say(part.better === 'up' ? 'formula.target.up' : 'formula.target.down', {
            target: readingText(formats, part.unit, part.target_reading),
          })}
      </Text>
    </div>
  );
};
