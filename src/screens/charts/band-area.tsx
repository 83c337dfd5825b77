import { useElementSize } from '@mantine/hooks';
import type { Band } from '../app/search-words.ts';
import { bandShape } from '../components/band-mark.tsx';
import { useFormats, useText } from '../text/text.ts';
import { useChosen, walkedPlace, within } from './use-chosen.ts';

export type BandWeek = { day: string } & Record<Band, number>;

interface Props {
  weeks: readonly BandWeek[];
  label: string;
  /** Each week fills the whole height. */
  asShares: boolean;
  /** Opens who stands in a band at the end of a week: by click, or Enter on the one walked to. */
  onOpen: (week: BandWeek, band: Band) => void;
}

const HEIGHT = 220;
const LEFT = 44;
/** Room for the words at the end of each area. */
const RIGHT = 118;
const TOP = 8;
const BOTTOM = 24;
const MONTH_WIDTH = 84;
/** Weeks that a page key walks. */
const PAGE = 4;
const WORD_HEIGHT = 16;
/** The worst lie at the bottom, where their height is read off the axis. */
const stacked: readonly Band[] = ['at_risk', 'attention', 'healthy', 'unknown'];

/** Patterns keep areas apart on paper and for every kind of colour vision. */
const patterns: Partial<Record<Band, string>> = { at_risk: 'M0,8 L8,0', attention: 'M0,4 L8,4' };

const sumOf = (week: BandWeek): number => stacked.reduce((sum, band) => sum + week[band], 0);

/** Customers per band, week by week, as stacked areas; arrow keys walk weeks and bands. */
export const BandArea = ({ weeks, label, asShares, onOpen }: Props) => {
  const say = useText();
  const formats = useFormats();
  const { ref, width } = useElementSize();
  const { chosen, listeners } = useChosen<{ at: number; band: Band }>();
  const lastAt = Math.max(1, weeks.length - 1);
  const most = Math.max(1, ...weeks.map(sumOf));
  const right = Math.max(LEFT + 1, width - RIGHT);
  const x = (at: number): number => LEFT + (at / lastAt) * (right - LEFT);
  const y = (value: number, week: BandWeek): number => {
    const whole = asShares ? sumOf(week) || 1 : most;
    return TOP + (1 - value / whole) * (HEIGHT - TOP - BOTTOM);
  };
  const below = (week: BandWeek, band: Band): number =>
    stacked.slice(0, stacked.indexOf(band)).reduce((sum, lower) => sum + week[lower], 0);
  const areaOf = (band: Band): string => {
    const upper = weeks.map((week, at) => `${x(at)},${y(below(week, band) + week[band], week)}`);
    const lower = weeks.map((week, at) => `${x(at)},${y(below(week, band), week)}`);
    return [...upper, ...lower.reverse()].join(' ');
  };
  const last = weeks.at(-1);
  const at = chosen?.at ?? weeks.length - 1;
  const band = chosen?.band ?? 'at_risk';
  const week = weeks[at];
  const words =
    week === undefined
      ? label
      : say('bands.point', {
          day: formats.day(week.day),
          n: week[band],
          all: sumOf(week),
          band: say(`band.${band}`),
        });

  const handlers = listeners({
    usual: { at, band },
    nearest: (left, down) => {
      const found = within(Math.round(((left - LEFT) / (right - LEFT)) * lastAt), weeks.length - 1);
      const there = weeks[found];
      if (there === undefined) return null;
      const hit = stacked.find(
        (each) => there[each] > 0 && down >= y(below(there, each) + there[each], there),
      );
      return { at: found, band: hit ?? band };
    },
    walked: (key) => {
      const up = { ArrowDown: -1, ArrowUp: 1 }[key];
      if (up !== undefined) {
        const place = within(stacked.indexOf(band) + up, stacked.length - 1);
        return { at, band: stacked[place] ?? band };
      }
      const to = walkedPlace(key, at, { last: weeks.length - 1, page: PAGE });
      return to === undefined ? undefined : { at: to, band };
    },
    onOpen: (point) => {
      const there = weeks[point.at];
      if (there !== undefined) onOpen(there, point.band);
    },
  });
  const months = weeks.flatMap(({ day }, place) =>
    weeks[place - 1] !== undefined && weeks[place - 1]?.day.slice(0, 7) !== day.slice(0, 7)
      ? [{ day, place }]
      : [],
  );
  const every = Math.max(1, Math.ceil((months.length * MONTH_WIDTH) / (right - LEFT)));
  const ticks = asShares ? [0, 0.5, 1] : roundTicks(most);
  return (
    <div>
      <div
        ref={ref}
        role="slider"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={weeks.length - 1}
        aria-valuenow={at}
        aria-valuetext={words}
        tabIndex={0}
        {...handlers}
        style={{ cursor: 'pointer' }}
      >
        <svg className="history" width={width} height={HEIGHT} aria-hidden>
          <defs>
            {Object.entries(patterns).map(([id, path]) => (
              <pattern
                key={id}
                id={`area-${id}`}
                width={8}
                height={8}
                patternUnits="userSpaceOnUse"
              >
                <path d={path} stroke="var(--surface)" strokeWidth={1.2} opacity={0.35} />
              </pattern>
            ))}
          </defs>
          {ticks.map((tick) => {
            const top = TOP + (1 - tick / (asShares ? 1 : most)) * (HEIGHT - TOP - BOTTOM);
            return (
              <g key={tick}>
                <line x1={LEFT} x2={right} y1={top} y2={top} stroke="var(--line)" />
                <text x={LEFT - 6} y={top + 4} textAnchor="end">
                  {asShares ? formats.percent(tick, 0) : formats.integer(tick)}
                </text>
              </g>
            );
          })}
          {stacked.map((each) => (
            <g key={each}>
              <polygon
                points={areaOf(each)}
                fill={`var(--${each}-fill)`}
                stroke="var(--surface)"
                strokeWidth={1}
                opacity={chosen === null || band === each ? 1 : 0.65}
              />
              {patterns[each] !== undefined && (
                <polygon points={areaOf(each)} fill={`url(#area-${each})`} />
              )}
            </g>
          ))}
          {last !== undefined &&
            wordPlaces(
              stacked
                .filter((each) => last[each] > 0)
                .map((each) => ({
                  band: each,
                  middle: y(below(last, each) + last[each] / 2, last),
                })),
            ).map(({ band: each, middle }) => (
              <text key={each} x={right + 6} y={middle + 4} style={{ fill: `var(--${each})` }}>
                {bandShape[each]} {say(`band.${each}`)}
              </text>
            ))}
          {months
            .filter((_, index) => index % every === 0)
            .map(({ day, place }) => (
              <text key={day} x={x(place)} y={HEIGHT - 6} textAnchor="middle">
                {formats.month(day)}
              </text>
            ))}
          {chosen !== null && (
            <line x1={x(at)} x2={x(at)} y1={TOP} y2={HEIGHT - BOTTOM} stroke="var(--ink)" />
          )}
        </svg>
      </div>
      <p className="chart-words" aria-hidden>
        {words}
      </p>
    </div>
  );
};

/** Moves words apart, from the bottom up, so that those of thin areas do not lie on each other. */
function wordPlaces(words: readonly { band: Band; middle: number }[]) {
  let lowest = HEIGHT - BOTTOM + WORD_HEIGHT;
  return words.map(({ band, middle }) => {
    lowest = Math.min(middle, lowest - WORD_HEIGHT);
    return { band, middle: lowest };
  });
}

/** 0 and a few round counts up to the most. */
function roundTicks(most: number): number[] {
  const rough = most / 3;
  const power = 10 ** Math.max(0, Math.floor(Math.log10(rough)));
  const step = power * ([1, 2, 5].find((times) => power * times >= rough) ?? 10);
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, at) => at * step);
}
