import type { Db } from '../db/connect.ts';
import { addDays, type Day } from '../lib/day.ts';
import { type Band, nextBandShown } from '../scoring/bands.ts';
import type { HealthSettings } from '../scoring/health.ts';
import { type PortfolioHealth, portfolioScorer } from '../scoring/portfolio.ts';
import { type ReadingColumns, readingColumns } from './reading-columns.ts';
import type { Scorer } from './scorer.ts';

/** Where the readings stand that the settings of a version look at. */
export const placesOf = ({ profiles }: Pick<Scorer, 'profiles'>): number[] => [
  ...new Set(profiles.flatMap(({ kpis }) => kpis.map(({ place }) => place))),
];

/** Scores one day of the columns; each account by the profile that holds for it on that day. */
export function healthOnDay(
  columns: ReadingColumns,
  dayIndex: number,
  scorer: Scorer,
): PortfolioHealth {
  const { profiles } = scorer;
  const day = columns.days[dayIndex];
  const score = portfolioScorer(columns.on(dayIndex));
  if (profiles.length === 1 || day === undefined) return score(profiles);
  const profileOf = Uint8Array.from(columns.accountIds, (id) =>
    profiles.indexOf(scorer.profileOn(id, day)),
  );
  return score(profiles, profileOf);
}

export const numberOrNull = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;

/** The band where it is the same whatever was shown the day before; null where it depends on that. */
export function decidedBand(health: number | null, settings: HealthSettings): Band | null {
  const fromAbove = nextBandShown('healthy', health, settings);
  return fromAbove === nextBandShown('at_risk', health, settings) ? fromAbove : null;
}

/** How many days are looked at, step by step, until one of them decides; before its first reading an account is unknown. */
const stepsBack = [7, 30, 90];
const longStep = 365;

/**
 * `band_shown` of accounts at the end of a day on which readings are stored, from their health on it. Most healths lie far
 * enough from every edge that the days before do not matter; only for the others one looks back until a day decides.
 */
export async function bandsShown(
  db: Db,
  scorer: Scorer,
  day: Day,
  healths: ReadonlyMap<number, number | null>,
): Promise<Map<number, Band>> {
  const shown = new Map<number, Band>();
  const later = new Map<number, { health: number | null; day: Day }[]>();
  for (const [id, health] of healths) {
    const band = decidedBand(health, scorer.profileOn(id, day));
    if (band === null) later.set(id, [{ health, day }]);
    else shown.set(id, band);
  }
  let until = addDays(day, -1);
  for (let step = 0; later.size > 0; step += 1) {
    const length = stepsBack[step] ?? longStep;
    const days = Array.from({ length }, (_, index) => addDays(until, index + 1 - length));
    const columns = await readingColumns(db, {
      days,
      places: placesOf(scorer),
      accountIds: [...later.keys()],
    });
    lookBack(columns, scorer, later, shown);
    until = addDays(until, -length);
  }
  return shown;
}

/** Settles the accounts for which one of the days decides; the others keep their healths for the next step back. */
function lookBack(
  columns: ReadingColumns,
  scorer: Scorer,
  later: Map<number, { health: number | null; day: Day }[]>,
  shown: Map<number, Band>,
): void {
  const scored = columns.days.map((_, index) => healthOnDay(columns, index, scorer).health);
  for (const [account, id] of columns.accountIds.entries()) {
    const known = later.get(id) ?? [];
    for (let index = columns.days.length - 1; index >= 0; index -= 1) {
      const day = columns.days[index];
      if (day === undefined) continue;
      const health = numberOrNull(scored[index]?.[account]);
      const band = decidedBand(health, scorer.profileOn(id, day));
      if (band === null) {
        known.unshift({ health, day });
        continue;
      }
      const folded = known.reduce<Band>(
        (before, next) => nextBandShown(before, next.health, scorer.profileOn(id, next.day)),
        band,
      );
      shown.set(id, folded);
      later.delete(id);
      break;
    }
  }
}
