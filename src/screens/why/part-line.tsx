import { LollipopTrack } from '../charts/lollipop.tsx';
import { Sparkline } from '../charts/sparkline.tsx';
import { bandShape } from '../components/band-mark.tsx';
import { kpiName, readingText } from '../text/kpi-words.ts';
import { useFormats, useText } from '../text/text.ts';
import { PartFreshness } from './part-facts.tsx';
import { type PartFacts, targetText, trendText } from './part-words.ts';
import type { ShownPart } from './shown-parts.ts';
import { useUncounted } from './uncounted.ts';

interface BriefProps {
  part: ShownPart;
  widest: number;
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

const useReading = ({ reading, unit }: ShownPart): string => {
  const formats = useFormats();
  return reading === null ? '?' : readingText(formats, unit, reading);
};

const Mark = ({ part }: { part: ShownPart }) => (
  <span aria-hidden style={{ color: `var(--${part.score_band})` }}>
    {bandShape[part.score_band]}
  </span>
);

const Track = ({ part, widest }: BriefProps) =>
  part.shown === null ? (
    <span className="track" />
  ) : (
    <LollipopTrack
      earned={part.shown.earned}
      maximum={part.shown.maximum}
      widest={widest}
      band={part.score_band}
    />
  );

/** One KPI: name, reading, points earned and missed. Cells of a brief lollipop row. */
export const BriefPartLine = ({ part, widest }: BriefProps) => {
  const say = useText();
  const reading = useReading(part);
  return (
    <>
      <span className="part-name">
        <Mark part={part} />
        <span>
          {kpiName(say, part.id)}
          <strong className="num"> {reading}</strong>
        </span>
      </span>
      <Track part={part} widest={widest} />
      <span className="points num">
        <PartPoints part={part} />
      </span>
    </>
  );
};

interface Props extends BriefProps {
  /** Whether the account has a health, over which the weight of what is unknown spreads. */
  hasHealth: boolean;
  day: string;
  facts: PartFacts | undefined;
  isTold: boolean;
  onTold: () => void;
}

/** The same with its target, its way over the weeks, and how new its facts are. Cells of a full lollipop row. */
export const PartLine = ({ part, widest, hasHealth, day, ...freshness }: Props) => {
  const say = useText();
  const formats = useFormats();
  const reading = useReading(part);
  const target = targetText({ say, formats }, part);
  const uncounted = useUncounted(part, { hasHealth, day });
  return (
    <>
      <span className="part-name">
        <Mark part={part} />
        <span>{kpiName(say, part.id)}</span>
      </span>
      <span className="reading num">
        {reading}
        {target !== null && <small> {target}</small>}
      </span>
      <span className="trend">
        <Sparkline
          values={part.trend.scores}
          band={part.score_band}
          label={trendText({ say, formats }, part)}
        />
      </span>
      {uncounted === null ? (
        <Track part={part} widest={widest} />
      ) : (
        <small className="uncounted">{uncounted}</small>
      )}
      <span className="points num">
        <PartPoints part={part} />
      </span>
      <PartFreshness {...freshness} />
    </>
  );
};
