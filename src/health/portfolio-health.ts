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
  const days = columns.days.slice(dayIndex, dayIndex + 1);
  const profileOf = profilesOn(columns.accountIds, days, scorer);
  return portfolioScorer(columns.on(dayIndex))(scorer.profiles, profileOf);
}

/** Scores all days of the columns at once: an entry per day and account, day after day. */
export function healthOnEveryDay(columns: ReadingColumns, scorer: Scorer): PortfolioHealth {
  const profileOf = profilesOn(columns.accountIds, columns.days, scorer);
  return portfolioScorer(columns.everyDay)(scorer.profiles, profileOf);
}

/** Places of the profiles that hold, by day and account; undefined where there is but one. */
function profilesOn(
  accountIds: Int32Array,
  days: readonly Day[],
  scorer: Scorer,
): Uint8Array | undefined {
  const { profiles } = scorer;
  if (profiles.length === 1) return undefined;
  const placeOf = new Map(profiles.map((profile, place) => [profile, place]));
  const places = new Uint8Array(days.length * accountIds.length);
  let at = 0;
  for (const day of days) {
    for (const id of accountIds) places[at++] = placeOf.get(scorer.profileOn(id, day)) ?? 0;
  }
  return places;
}

/** Of the KPIs that count, how many have a reading, by account. */
export function knownKpisOnDay(
  columns: ReadingColumns,
  dayIndex: number,
  scorer: Scorer,
): Uint8Array {
  const day = columns.days[dayIndex];
  const known = new Uint8Array(columns.accountIds.length);
  for (const profile of scorer.profiles) {
    const counted = profile.kpis.filter(({ weight }) => weight > 0);
    const isScoredBy = columns.accountIds.map((id) =>
      day !== undefined && scorer.profileOn(id, day) === profile ? 1 : 0,
    );
    for (const { place } of counted) {
      const column = columns.column(dayIndex, place);
      for (let account = 0; account < known.length; account += 1) {
        if (isScoredBy[account] === 0 || Number.isNaN(column[account])) continue;
        known[account] = (known[account] ?? 0) + 1;
      }
    }
  }
  return known;
}

export const numberOrNull = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;

/** The band where it is the same whatever was shown the day before; null where it depends on that. */
function decidedBand(health: number | null, settings: HealthSettings): Band | null {
  const fromAbove = nextBandShown('healthy', health, settings);
  return fromAbove === nextBandShown('at_risk', health, settings) ? fromAbove : null;
}

/** How many days are looked at, step by step, until one of them decides; before its first reading an account is unknown. */
const stepsBack = [7, 30, 90];
const longStep = 365;
/** So many healths are looked at in one go. */
const healthsAtOnce = 65_536;

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
  const later: Undecided = new Map();
  for (const [id, health] of healths) {
    const band = decidedBand(health, scorer.profileOn(id, day));
    if (band === null) later.set(id, [{ health, day }]);
    else shown.set(id, band);
  }
  const places = placesOf(scorer);
  let until = addDays(day, -1);
  for (let step = 0; later.size > 0; step += 1) {
    const length = stepsBack[step] ?? longStep;
    const last = until;
    const days = Array.from({ length }, (_, index) => addDays(last, index + 1 - length));
    const open = [...later.keys()];
    const accountsAtOnce = Math.floor(healthsAtOnce / length);
    for (let first = 0; first < open.length; first += accountsAtOnce) {
      const accountIds = open.slice(first, first + accountsAtOnce);
      lookBack(await readingColumns(db, { days, places, accountIds }), scorer, later, shown);
    }
    until = addDays(until, -length);
  }
  return shown;
}

/** Healths of the days after the last one looked at, in order, by account. */
type Undecided = Map<number, { health: number | null; day: Day }[]>;

/** Settles the accounts for which one of the days decides; the others keep their healths for the next step back. */
function lookBack(
  columns: ReadingColumns,
  scorer: Scorer,
  later: Undecided,
  shown: Map<number, Band>,
): void {
  const { accountIds, days } = columns;
  const scored = healthOnEveryDay(columns, scorer).health;
  const newestFirst = days.map((day, index) => ({ day, index })).toReversed();
  for (const [account, id] of accountIds.entries()) {
    const met: { health: number | null; day: Day }[] = [];
    let decided: Band | null = null;
    for (const { day, index } of newestFirst) {
      const health = numberOrNull(scored[index * accountIds.length + account]);
      decided = decidedBand(health, scorer.profileOn(id, day));
      if (decided !== null) break;
      met.push({ health, day });
    }
    const known = [...met.toReversed(), ...(later.get(id) ?? [])];
    if (decided === null) {
      later.set(id, known);
      continue;
    }
    const folded = known.reduce<Band>(
      (before, { health, day }) => nextBandShown(before, health, scorer.profileOn(id, day)),
      decided,
    );
    shown.set(id, folded);
    later.delete(id);
  }
}
