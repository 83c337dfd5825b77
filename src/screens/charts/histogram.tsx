import { useChosen, walkedPlace, within } from './use-chosen.ts';

interface Props {
  /** One bar per bin; `before` stands behind it as an outline. */
  counts: readonly number[];
  before: readonly number[];
  /** Colour of each bar, from the tokens. */
  fillOf: (bin: number) => string;
  /** Texts below the axis, each at its place of 0..1. */
  ticks: readonly { at: number; label: string }[];
  /** What it shows, in a sentence. */
  label: string;
  /** What is said of a bar. */
  wordsOf: (bin: number) => string;
  /** Opens what a bar counts: by click, or Enter on the bar walked to. */
  onOpen: (bin: number) => void;
}

const HEIGHT = 102;
const WIDTH = 600;
/** Bars that a page key walks. */
const PAGE = 5;

const ratio = (count: number, most: number): number => (most === 0 ? 0 : count / most);

/** How values spread: bars as they are, an outline as they were; arrow keys walk the bars. */
export const Histogram = ({ counts, before, fillOf, ticks, label, wordsOf, onOpen }: Props) => {
  const { chosen, listeners } = useChosen<number>();
  const last = counts.length - 1;
  const most = Math.max(1, ...counts, ...before);
  const width = WIDTH / Math.max(1, counts.length);
  const top = (count: number): number => HEIGHT * (1 - ratio(count, most));
  const outline = before.flatMap((count, bin) => [
    `${bin * width},${top(count)}`,
    `${(bin + 1) * width},${top(count)}`,
  ]);
  const handlers = listeners({
    usual: null,
    nearest: (left, _down, wide) => within(Math.floor((left / wide) * counts.length), last),
    walked: (key) =>
      walkedPlace(key, chosen ?? (key === 'ArrowLeft' ? counts.length : -1), { last, page: PAGE }),
    onOpen,
  });
  return (
    <div className="histogram">
      <div
        role="slider"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={chosen ?? 0}
        aria-valuetext={wordsOf(chosen ?? 0)}
        tabIndex={0}
        {...handlers}
      >
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
          {chosen !== null && (
            <rect x={chosen * width} width={width} y={0} height={HEIGHT} fill="var(--row-hover)" />
          )}
          {counts.map((count, bin) => (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place.
              key={bin}
              x={bin * width + width * 0.06}
              width={width * 0.88}
              y={top(count)}
              height={HEIGHT - top(count)}
              fill={fillOf(bin)}
            />
          ))}
          <polyline
            points={outline.join(' ')}
            fill="none"
            stroke="var(--ink)"
            strokeWidth={1.5}
            vectorEffect="non-scaling-stroke"
          />
        </svg>
      </div>
      <div className="histogram-axis" aria-hidden>
        {ticks.map(({ at, label: text }) => (
          <span key={at} style={{ '--at': at }}>
            {text}
          </span>
        ))}
      </div>
      <p className="chart-words" aria-hidden>
        {chosen === null ? ' ' : wordsOf(chosen)}
      </p>
    </div>
  );
};
