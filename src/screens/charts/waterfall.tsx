import './waterfall.css';
import { type KeyboardEvent, type ReactNode, useId } from 'react';

/** A level that stands, before or after the bars. */
interface WaterfallEnd {
  label: string;
  value: number;
  text: string;
}

export interface WaterfallBar {
  id: string;
  label: string;
  /** Signed, in the unit of the ends. */
  points: number;
  text: string;
  /** What is no reading's doing, such as changed settings, is drawn apart. */
  isReading: boolean;
}

interface Props {
  label: string;
  from: WaterfallEnd;
  to: WaterfallEnd;
  bars: readonly WaterfallBar[];
  /** Id of the bar that is open. */
  open: string | undefined;
  onToggle: (id: string) => void;
  /** What lies behind a bar; asked for only while it is open. */
  detail: (id: string) => ReactNode;
}

const HEIGHT = 36;
const BAR_TOP = 9;
const BAR_HEIGHT = 18;
/** Share of the width kept free on either side of the lowest and the highest level. */
const MARGIN = 0.04;

/** How one level became another: each bar begins where the one before it ends. Arrow keys walk the bars. */
export const Waterfall = ({ label, from, to, bars, open, onToggle, detail }: Props) => {
  const levels = [from.value];
  for (const { points } of bars) levels.push((levels.at(-1) ?? 0) + points);
  const low = Math.min(...levels, to.value);
  const high = Math.max(...levels, to.value);
  const at = (value: number): string => {
    const share = high === low ? 0.5 : (value - low) / (high - low);
    return `${(MARGIN + share * (1 - 2 * MARGIN)) * 100}%`;
  };
  const width = (points: number): string =>
    `${high === low ? 0 : (Math.abs(points) / (high - low)) * (1 - 2 * MARGIN) * 100}%`;

  const walk = (event: KeyboardEvent<HTMLUListElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button.waterfall-row')];
    const next = buttons[buttons.findIndex((button) => button.matches(':focus')) + step];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <ul className="waterfall" aria-label={label} onKeyDown={walk}>
      <End {...from} x={at(from.value)} leads="down" />
      {bars.map((bar, index) => {
        const [before, after] = [levels[index] ?? 0, levels[index + 1] ?? 0];
        return (
          <Bar
            key={bar.id}
            bar={bar}
            isOpen={open === bar.id}
            onToggle={() => onToggle(bar.id)}
            detail={detail}
          >
            <line x1={at(before)} x2={at(before)} y1={0} y2={BAR_TOP} stroke="var(--unknown)" />
            <rect
              x={at(Math.min(before, after))}
              width={width(bar.points)}
              y={BAR_TOP}
              height={BAR_HEIGHT}
              rx={2}
              fill={fillOf(bar)}
              stroke={bar.isReading ? 'none' : 'var(--unknown)'}
              strokeDasharray={bar.isReading ? undefined : '4 3'}
            />
            <line x1={at(after)} x2={at(after)} y1={BAR_TOP} y2={HEIGHT} stroke="var(--unknown)" />
          </Bar>
        );
      })}
      <End {...to} x={at(to.value)} leads="up" />
    </ul>
  );
};

const fillOf = ({ points, isReading }: WaterfallBar): string => {
  if (!isReading) return 'var(--unknown-soft)';
  return points < 0 ? 'var(--at_risk-fill)' : 'var(--healthy-fill)';
};

const End = ({ label, text, x, leads }: WaterfallEnd & { x: string; leads: 'up' | 'down' }) => (
  <li className="waterfall-row end">
    <span>{label}</span>
    <svg width="100%" height={HEIGHT} aria-hidden>
      <line
        x1={x}
        x2={x}
        y1={leads === 'up' ? 0 : HEIGHT / 2}
        y2={leads === 'up' ? HEIGHT / 2 : HEIGHT}
        stroke="var(--unknown)"
      />
      <circle cx={x} cy={HEIGHT / 2} r={6} fill="var(--ink)" />
    </svg>
    <span className="points num">{text}</span>
  </li>
);

interface BarProps {
  bar: WaterfallBar;
  isOpen: boolean;
  onToggle: () => void;
  detail: Props['detail'];
  children: ReactNode;
}

const Bar = ({ bar, isOpen, onToggle, detail, children }: BarProps) => {
  const id = useId();
  return (
    <li>
      <button
        type="button"
        className="waterfall-row"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={onToggle}
      >
        <span>{bar.label}</span>
        <svg width="100%" height={HEIGHT} aria-hidden>
          {children}
        </svg>
        <span className="points num">{bar.text}</span>
      </button>
      <div id={id} hidden={!isOpen} data-unpictured>
        {isOpen && detail(bar.id)}
      </div>
    </li>
  );
};
