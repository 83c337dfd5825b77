import type { Band } from '../app/search-words.ts';

interface Props {
  /** Points of 100. */
  earned: number;
  maximum: number;
  /** Widest maximum beside it, so that all tracks share one scale. */
  widest: number;
  band: Band;
}

const percent = (value: number, widest: number): string =>
  `calc(6px + (100% - 12px) * ${widest === 0 ? 0 : value / widest})`;

/** A filled dot at the points earned, a ring at the most that could be; what lies between is missed. */
export const LollipopTrack = ({ earned, maximum, widest, band }: Props) => (
  <span className="track" aria-hidden>
    <i
      style={{
        left: 6,
        width: `calc((100% - 12px) * ${widest === 0 ? 0 : earned / widest})`,
        background: `var(--${band}-fill)`,
      }}
    />
    <i
      className="missed"
      style={{
        left: percent(earned, widest),
        width: `calc((100% - 12px) * ${widest === 0 ? 0 : (maximum - earned) / widest})`,
      }}
    />
    <b className="maximum" style={{ left: percent(maximum, widest) }} />
    <b style={{ left: percent(earned, widest), background: `var(--${band}-fill)` }} />
  </span>
);
