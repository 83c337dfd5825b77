import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import type { BandEdges, Curve } from '../../scoring/scoring.ts';
import { useText } from '../text/text.ts';
import type { CurveScale } from './curve-scale.ts';

interface Props {
  curve: Curve;
  scale: CurveScale;
  edges: BandEdges;
  /** Accounts per bin of the scale, drawn behind the curve. */
  counts: readonly number[];
  /** A reading as it is written in its unit. */
  readingText: (reading: number) => string;
  label: string;
  onMove: (at: number, point: readonly [number, number]) => void;
  onRemove: (at: number) => void;
  /** A drag begins or ends: the scale stands still meanwhile. */
  onHold: (isHeld: boolean) => void;
}

const HEIGHT = 240;
const LEFT = 36;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 26;
const FAST = 10;
/** Below it the readings of all ticks would run into each other. */
const NARROW = 420;
const SCORES = [0, 20, 40, 60, 80, 100];

/** Reading → score as points that are dragged or moved by arrow keys, over today's accounts. */
export const CurveEditor = (props: Props) => {
  const { curve, scale, edges, counts, readingText, label, onMove, onRemove, onHold } = props;
  const say = useText();
  const { ref, width } = useElementSize();
  const [dragged, setDragged] = useState<number | null>(null);
  const inner = Math.max(1, width - LEFT - RIGHT);
  const span = scale.to - scale.from;
  const x = (reading: number): number => LEFT + ((reading - scale.from) / span) * inner;
  const y = (score: number): number => TOP + (1 - score / 100) * (HEIGHT - TOP - BOTTOM);

  const drag = (event: PointerEvent<SVGSVGElement>) => {
    if (dragged === null) return;
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left - LEFT) / inner;
    const height = (event.clientY - box.top - TOP) / (HEIGHT - TOP - BOTTOM);
    const reading = Math.min(scale.to, Math.max(scale.from, scale.from + share * span));
    onMove(dragged, [reading, (1 - height) * 100]);
  };
  const release = () => {
    if (dragged !== null) onHold(false);
    setDragged(null);
  };
  const press = (event: KeyboardEvent, at: number, [reading, score]: Curve[number]) => {
    const times = event.shiftKey ? FAST : 1;
    const moves: Record<string, readonly [number, number]> = {
      ArrowLeft: [reading - scale.step * times, score],
      ArrowRight: [reading + scale.step * times, score],
      ArrowUp: [reading, score + times],
      ArrowDown: [reading, score - times],
      PageUp: [reading, score + FAST],
      PageDown: [reading, score - FAST],
      Home: [reading, 0],
      End: [reading, 100],
    };
    const to = moves[event.key];
    if (to !== undefined) onMove(at, to);
    else if (event.key === 'Delete' || event.key === 'Backspace') onRemove(at);
    else return;
    event.preventDefault();
  };

  const [first, last] = [curve[0], curve.at(-1)];
  const line = [
    `${LEFT},${y(first?.[1] ?? 0)}`,
    ...curve.map(([reading, score]) => `${x(reading)},${y(score)}`),
    `${LEFT + inner},${y(last?.[1] ?? 0)}`,
  ];
  const every = inner < NARROW ? 2 : 1;
  const ticks = scale.ticks.filter((_, at) => at % every === 0);
  const most = Math.max(1, ...counts);
  const bin = inner / Math.max(1, counts.length);
  return (
    <div ref={ref} className="curve-editor">
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing is no fieldset. */}
      <svg
        width={width}
        height={HEIGHT}
        role="group"
        aria-label={label}
        onPointerMove={drag}
        onPointerUp={release}
        onPointerCancel={release}
      >
        <g aria-hidden>
          <rect
            x={LEFT}
            width={inner}
            y={y(100)}
            height={y(edges.healthy) - y(100)}
            fill="var(--healthy-soft)"
          />
          <rect
            x={LEFT}
            width={inner}
            y={y(edges.healthy)}
            height={y(edges.attention) - y(edges.healthy)}
            fill="var(--attention-soft)"
          />
          <rect
            x={LEFT}
            width={inner}
            y={y(edges.attention)}
            height={y(0) - y(edges.attention)}
            fill="var(--at_risk-soft)"
          />
          {counts.map((count, at) => (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place.
              key={at}
              x={LEFT + at * bin + 0.5}
              width={Math.max(0.5, bin - 1)}
              y={y((100 * count) / most)}
              height={y(0) - y((100 * count) / most)}
              fill="var(--unknown-fill)"
              opacity={0.55}
            />
          ))}
          {SCORES.map((score) => (
            <text key={score} x={LEFT - 8} y={y(score) + 4} textAnchor="end">
              {score}
            </text>
          ))}
          {ticks.map((reading, at) => (
            <text
              key={reading}
              x={x(reading)}
              y={HEIGHT - 8}
              textAnchor={at === 0 ? 'start' : reading === scale.to ? 'end' : 'middle'}
            >
              {readingText(reading)}
            </text>
          ))}
          <polyline points={line.join(' ')} fill="none" stroke="var(--ink)" strokeWidth={2} />
        </g>
        {curve.map((point, at) => (
          <g
            // biome-ignore lint/suspicious/noArrayIndexKey: a point keeps its place while it moves.
            key={at}
            className="curve-point"
            role="slider"
            tabIndex={0}
            aria-label={say('designer.point', { number: at + 1, of: curve.length })}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={point[1]}
            aria-valuetext={say('designer.point.value', {
              reading: readingText(point[0]),
              score: point[1],
            })}
            onKeyDown={(event) => press(event, at, point)}
            onPointerDown={(event) => {
              event.currentTarget.ownerSVGElement?.setPointerCapture(event.pointerId);
              event.currentTarget.focus();
              setDragged(at);
              onHold(true);
            }}
          >
            <circle className="reach" cx={x(point[0])} cy={y(point[1])} r={16} />
            <circle className="dot" cx={x(point[0])} cy={y(point[1])} r={7} />
          </g>
        ))}
      </svg>
    </div>
  );
};
