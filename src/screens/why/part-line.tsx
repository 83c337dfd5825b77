import { LollipopTrack } from '../charts/lollipop.tsx';
import { bandShape } from '../components/band-mark.tsx';
import { kpiName, readingText } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';
import type { ShownPart } from './shown-parts.ts';

interface Props {
  part: ShownPart;
  widest: number;
  brief?: boolean;
}

/** The points of a KPI in words, or why it does not count. */
const PartPoints = ({ part }: { part: ShownPart }) => {
  const say = useText();
  const formats = useFormats();
  if (part.shown === null) {
    if (part.reason_unknown !== null) {
      return <>{say(`lacks.${part.reason_unknown}`, { n: part.n, min: part.min_n })}</>;
    }
    return <>{say(part.weight === 0 ? 'part.not_weighted' : 'part.not_counted')}</>;
  }
  return (
    <>
      {say('part.points', {
        earned: formats.fixed(part.shown.earned, 1),
        maximum: formats.fixed(part.shown.maximum, 1),
      })}
    </>
  );
};

/** One KPI: name, reading, points earned and missed. Cells of a lollipop row. */
export const PartLine = ({ part, widest, brief = false }: Props) => {
  const say = useText();
  const formats = useFormats();
  const reading = part.reading === null ? '?' : readingText(formats, part.unit, part.reading);
  return (
    <>
      <span className="part-name">
        <span aria-hidden style={{ color: `var(--${part.score_band})` }}>
          {bandShape[part.score_band]}
        </span>
        <span>
          {kpiName(say, part.id)}
          {brief && <strong className="num"> {reading}</strong>}
        </span>
      </span>
      {!brief && <span className="reading num">{reading}</span>}
      {part.shown === null ? (
        <span className="track" />
      ) : (
        <LollipopTrack
          earned={part.shown.earned}
          maximum={part.shown.maximum}
          widest={widest}
          band={part.score_band}
        />
      )}
      <span className="points num">
        <PartPoints part={part} />
      </span>
    </>
  );
};
