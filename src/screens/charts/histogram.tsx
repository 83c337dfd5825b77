interface Props {
  /** One bar per bin; `before` stands behind it as an outline. */
  counts: readonly number[];
  before?: readonly number[];
  /** Colour of each bar, from the tokens. */
  fillOf?: (bin: number) => string;
  /** Texts below the axis, each at its place of 0..1. */
  ticks: readonly { at: number; label: string }[];
  /** What it shows, in a sentence. */
  label: string;
}

const HEIGHT = 120;
const AXIS = 18;
const WIDTH = 600;

const ratio = (count: number, most: number): number => (most === 0 ? 0 : count / most);

/** How values spread: bars as they are, an outline as they were. */
export const Histogram = ({ counts, before = [], fillOf, ticks, label }: Props) => {
  const most = Math.max(1, ...counts, ...before);
  const width = WIDTH / Math.max(1, counts.length);
  const top = (count: number): number => (HEIGHT - AXIS) * (1 - ratio(count, most));
  const outline = before.flatMap((count, bin) => [
    `${bin * width},${top(count)}`,
    `${(bin + 1) * width},${top(count)}`,
  ]);
  return (
    <figure className="histogram" aria-label={label}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT - AXIS}`} preserveAspectRatio="none" aria-hidden>
        {counts.map((count, bin) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place.
            key={bin}
            x={bin * width + width * 0.06}
            width={width * 0.88}
            y={top(count)}
            height={HEIGHT - AXIS - top(count)}
            fill={fillOf?.(bin) ?? 'var(--unknown-fill)'}
          />
        ))}
        {before.length > 0 && (
          <polyline
            points={outline.join(' ')}
            fill="none"
            stroke="var(--ink)"
            strokeWidth={1.5}
            vectorEffect="non-scaling-stroke"
          />
        )}
      </svg>
      <div className="histogram-axis" aria-hidden>
        {ticks.map(({ at, label: text }) => (
          <span key={at} style={{ '--at': at }}>
            {text}
          </span>
        ))}
      </div>
    </figure>
  );
};
