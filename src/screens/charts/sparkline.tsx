import type { Band } from '../app/search-words.ts';
import { useFormats, useText } from '../text/text.ts';

const WIDTH = 96;
const HEIGHT = 26;
const INSET = 3;

interface Props {
  /** 0..100, oldest first; null breaks the line. */
  values: readonly (number | null)[];
  band: Band;
  /** What is said of it, where the figures behind it are not those drawn. */
  label?: string;
}

/** Line pieces between the gaps; a lone value becomes a dot. */
export const runsOf = (values: readonly (number | null)[]): { at: number; value: number }[][] => {
  const runs: { at: number; value: number }[][] = [[]];
  values.forEach((value, at) => {
    if (value === null) runs.push([]);
    else runs.at(-1)?.push({ at, value });
  });
  return runs.filter((run) => run.length > 0);
};

/** Twelve weeks of health on the fixed scale 0..100, so that rows compare by eye. */
export const Sparkline = ({ values, band, label }: Props) => {
  const say = useText();
  const formats = useFormats();
  const known = values.filter((value) => value !== null);
  const first = known.at(0);
  const last = known.at(-1);
  if (first === undefined || last === undefined) return null;
  const step = (WIDTH - 2 * INSET) / Math.max(1, values.length - 1);
  const x = (at: number): number => INSET + at * step;
  const y = (value: number): number => HEIGHT - INSET - (value / 100) * (HEIGHT - 2 * INSET);
  const end = runsOf(values).at(-1)?.at(-1);
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={
        label ?? say('sparkline.label', { first: formats.score(first), last: formats.score(last) })
      }
    >
      <line
        x1={INSET}
        x2={WIDTH - INSET}
        y1={y(40)}
        y2={y(40)}
        stroke="var(--line)"
        strokeDasharray="2 2"
      />
      <line
        x1={INSET}
        x2={WIDTH - INSET}
        y1={y(70)}
        y2={y(70)}
        stroke="var(--line)"
        strokeDasharray="2 2"
      />
      {runsOf(values).map((run) => (
        <polyline
          key={run[0]?.at}
          points={run.map(({ at, value }) => `${x(at)},${y(value)}`).join(' ')}
          fill="none"
          stroke={`var(--${band}-fill)`}
          strokeWidth={1.8}
          strokeLinejoin="round"
          strokeLinecap="round"
        />
      ))}
      {end && <circle cx={x(end.at)} cy={y(end.value)} r={2.6} fill={`var(--${band}-fill)`} />}
    </svg>
  );
};
