import { useElementSize } from '@mantine/hooks';
import type { Band } from '../app/search-words.ts';
import { useFormats } from '../text/text.ts';
import { runsOf } from './sparkline.tsx';
import { useChosen, walkedPlace, within } from './use-chosen.ts';

export interface HistoryPoint {
  day: string;
  value: number | null;
  /** As it was shown then, drawn beside where it differs. */
  valueThen?: number | null;
  /** What is said of the point when it is chosen. */
  words: string;
}

interface Props {
  points: readonly HistoryPoint[];
  /** Lowest and highest value of the axis. */
  range: readonly [number, number];
  /** Shaded stripes, each from its lower to its upper edge. */
  stripes?: readonly { band: Band; from: number; to: number }[];
  ticks: readonly { value: number; label: string }[];
  label: string;
  /** Days from which other settings count. */
  marks?: readonly { day: string; label: string }[];
  /** Opens what lies behind a point: by click, or Enter on the point walked to. */
  onOpen: (index: number) => void;
}

const HEIGHT = 200;
const LEFT = 40;
const RIGHT = 8;
const TOP = 8;
const BOTTOM = 24;
/** Pixels that the name of a month needs, with room around it. */
const MONTH_WIDTH = 84;
/** Days that a page key walks. */
const PAGE = 30;
/** Too few points to draw a line through. */
const DOTS_BELOW = 8;

/** Less than can be told apart on a screen is no difference. */
const differsAt = (point: HistoryPoint | undefined): boolean =>
  point?.valueThen != null && Math.abs(point.valueThen - (point.value ?? 0)) >= 0.05;

/** One figure over days; arrow keys walk its points. */
export const HistoryChart = ({
  points,
  range: [low, high],
  stripes = [],
  ticks,
  label,
  marks = [],
  onOpen,
}: Props) => {
  const formats = useFormats();
  const { ref, width } = useElementSize();
  const { chosen, listeners } = useChosen<number>();
  const lastAt = Math.max(1, points.length - 1);
  const x = (at: number): number => LEFT + (at / lastAt) * Math.max(0, width - LEFT - RIGHT);
  const y = (value: number): number =>
    TOP + (1 - (value - low) / (high - low || 1)) * (HEIGHT - TOP - BOTTOM);
  const runs = runsOf(points.map(({ value }) => value));
  const thenRuns = runsOf(
    points.map(({ value, valueThen = null }, at) => {
      const differs = [at - 1, at, at + 1].some((near) => differsAt(points[near]));
      return differs ? (valueThen ?? value) : null;
    }),
  );
  const known = points.filter(({ value }) => value !== null).length;

  const last = points.length - 1;
  const handlers = listeners({
    usual: last,
    nearest: (left) => within(Math.round(((left - LEFT) / (width - LEFT - RIGHT)) * lastAt), last),
    walked: (key) => walkedPlace(key, chosen ?? last, { last, page: PAGE }),
    onOpen,
  });
  const point = chosen === null ? undefined : points[chosen];
  const months = points.flatMap(({ day }, at) => (day.endsWith('-01') ? [{ day, at }] : []));
  const every = Math.max(1, Math.ceil((months.length * MONTH_WIDTH) / (width || 1)));
  return (
    <div>
      <div
        ref={ref}
        role="slider"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={points.length - 1}
        aria-valuenow={chosen ?? points.length - 1}
        aria-valuetext={(point ?? points.at(-1))?.words ?? label}
        tabIndex={0}
        {...handlers}
        style={{ cursor: 'pointer' }}
      >
        <svg className="history" width={width} height={HEIGHT} aria-hidden>
          {stripes.map(({ band, from, to }) => (
            <rect
              key={band}
              x={LEFT}
              width={Math.max(0, width - LEFT - RIGHT)}
              y={y(to)}
              height={Math.max(0, y(from) - y(to))}
              fill={`var(--${band}-soft)`}
            />
          ))}
          {ticks.map((tick) => (
            <g key={tick.value}>
              <line
                x1={LEFT}
                x2={width - RIGHT}
                y1={y(tick.value)}
                y2={y(tick.value)}
                stroke="var(--line)"
              />
              <text x={LEFT - 6} y={y(tick.value) + 4} textAnchor="end">
                {tick.label}
              </text>
            </g>
          ))}
          {months
            .filter((_, index) => index % every === 0)
            .map(({ day, at }) => (
              <text key={day} x={x(at)} y={HEIGHT - 6} textAnchor="middle">
                {formats.month(day)}
              </text>
            ))}
          {marks.map((mark) => {
            const at = points.findIndex(({ day }) => day === mark.day);
            return at < 0 ? null : (
              <g key={mark.day} className="mark">
                <line x1={x(at)} x2={x(at)} y1={TOP} y2={HEIGHT - BOTTOM} stroke="var(--ink)" />
                <text x={x(at) + 3} y={TOP + 10}>
                  {mark.label}
                </text>
              </g>
            );
          })}
          {thenRuns.map((run) => (
            <polyline
              key={`then-${run[0]?.at}`}
              points={run.map(({ at, value }) => `${x(at)},${y(value)}`).join(' ')}
              fill="none"
              stroke="var(--ink)"
              strokeWidth={1.4}
              strokeDasharray="4 4"
            />
          ))}
          {known >= DOTS_BELOW &&
            runs.map((run) => (
              <polyline
                key={run[0]?.at}
                points={run.map(({ at, value }) => `${x(at)},${y(value)}`).join(' ')}
                fill="none"
                stroke="var(--ink)"
                strokeWidth={1.8}
                strokeLinejoin="round"
              />
            ))}
          {known < DOTS_BELOW &&
            runs
              .flat()
              .map(({ at, value }) => (
                <circle key={at} cx={x(at)} cy={y(value)} r={3} fill="var(--ink)" />
              ))}
          {chosen !== null && (
            <line
              x1={x(chosen)}
              x2={x(chosen)}
              y1={TOP}
              y2={HEIGHT - BOTTOM}
              stroke="var(--unknown)"
            />
          )}
          {chosen !== null && point && point.value !== null && (
            <circle cx={x(chosen)} cy={y(point.value)} r={4} fill="var(--mantine-color-anchor)" />
          )}
        </svg>
      </div>
      <p className="chart-words" aria-hidden>
        {(point ?? points.at(-1))?.words}
      </p>
    </div>
  );
};
