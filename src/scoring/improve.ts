import { type Band, type KnownBand, toNextBand } from './bands.ts';
import { scoreOf } from './curve.ts';
import { atEdge, reaches } from './edge.ts';
import { type HealthPart, type HealthSettings, healthOf } from './health.ts';
import { fieldsOf } from './rule.ts';
import type { KpiSettings, Reading, ScoringSettings } from './scoring.ts';
import { edgesOf, stepsAround, stepsThatHold, withReading } from './turning-steps.ts';

/** A reading that would do, from the one that is; readings are whole steps, `perUnit` of them to 1. */
export interface ImprovedReading {
  readonly id: string;
  /** Null for a KPI without data. */
  readonly from: number | null;
  readonly to: number;
}

/** What would lead to the next better band, hysteresis and caps included. */
export interface Improvements {
  readonly band: KnownBand;
  /** The health that shows the band. */
  readonly edge: number;
  /** KPIs of which each would do alone, the smallest step of the way first. */
  readonly single: readonly ImprovedReading[];
  /** Where none does alone: two that do together, the one that misses most points first; null where no two do. */
  readonly pair: readonly [ImprovedReading, ImprovedReading] | null;
  /** KPIs without data of which a first reading, at least this good, would do alone. */
  readonly withoutData: readonly ImprovedReading[];
}

export interface ImproveRequest {
  readonly readings: readonly (Reading | undefined)[];
  readonly settings: HealthSettings;
  readonly shown: Band;
  /** Steps to 1 of a KPI's unit: 1 for counts, 100 for shares that are told in whole percent. */
  perUnit(kpi: KpiSettings): number;
}

/**
 * The smallest changes of single readings that reach the next better band (definitions.md 5, "what would change its
 * band"). Null in the best band and without health. A step less of any reading does not reach it.
 */
export function improvements(request: ImproveRequest): Improvements | null {
  const { readings, settings, shown } = request;
  const { health, parts } = healthOf(readings, settings);
  const next = toNextBand(shown, health, settings);
  if (next === null) return null;
  const kpis = settings.kpis.flatMap((kpi, at): Candidate[] => {
    const part = parts[at];
    return part === undefined || kpi.weight === 0
      ? []
      : [{ kpi, part, perUnit: request.perUnit(kpi) }];
  });
  const [known, unknown] = [kpis.filter(isKnown), kpis.filter((one) => !isKnown(one))];
  const goal = { readings, settings, edge: next.edge };
  const single = known
    .flatMap((one) => improved(one, smallestStep(one, goal)))
    .toSorted((a, b) => shareOfWay(a, settings) - shareOfWay(b, settings));
  return {
    band: next.band,
    edge: next.edge,
    single,
    pair: single.length > 0 ? null : greedyPair(known, goal),
    withoutData: unknown.flatMap((one) => improved(one, worstThatDoes(one, goal))),
  };
}

interface Candidate {
  kpi: KpiSettings;
  part: HealthPart;
  perUnit: number;
}

interface Goal {
  readings: readonly (Reading | undefined)[];
  settings: HealthSettings;
  edge: number;
}

const isKnown = ({ part }: Candidate): boolean => part.score !== null;

const improved = ({ kpi, part }: Candidate, to: number | null): ImprovedReading[] =>
  to === null ? [] : [{ id: kpi.id, from: part.value, to }];

const does = ({ readings, settings, edge }: Goal): boolean => {
  const { health } = healthOf(readings, settings);
  return health !== null && reaches(health, edge);
};

/** Whole steps as a reading; division keeps 0.07 what is written as 0.07. */
const readingAt = (step: number, perUnit: number): number => step / perUnit;

/** The reading fewest steps away that reaches the goal, and the score no lower; null where none does. */
function smallestStep(one: Candidate, goal: Goal): number | null {
  const { kpi, perUnit, part } = one;
  const now = (part.value ?? 0) * perUnit;
  const stops = stepsAround(edgesOf(kpi, goal.readings, goal.settings), perUnit);
  const [nearest] = stepsThatHold(stops, (step) => {
    const reading = readingAt(step, perUnit);
    return isNoWorse(one, reading) && doesWith(one, reading, goal);
  }).toSorted((a, b) => Math.abs(a - now) - Math.abs(b - now) || b - a);
  return nearest === undefined ? null : readingAt(nearest, perUnit);
}

const doesWith = ({ kpi }: Candidate, reading: number, goal: Goal): boolean =>
  does({ ...goal, readings: withReading(goal.readings, kpi, reading) });

/** Nobody is told to do worse, only because a cap holds some readings and not those beyond them. */
const isNoWorse = ({ kpi, part }: Candidate, reading: number): boolean =>
  reaches(scoreOf(reading, kpi.curve), part.score ?? 0);

/** How far along the curve a change goes, 0..1, so that changes of different units can be compared. */
function shareOfWay({ id, from, to }: ImprovedReading, { kpis }: ScoringSettings): number {
  const readings = kpis.find((kpi) => kpi.id === id)?.curve.map(([reading]) => reading) ?? [];
  const length = Math.max(...readings) - Math.min(...readings);
  return length > 0 ? Math.abs(to - (from ?? to)) / length : 0;
}

/** The KPI that misses most points at its best, or past a cap, and the next that then does; both no further than needed. */
function greedyPair(known: readonly Candidate[], goal: Goal): Improvements['pair'] {
  const byMissed = known.toSorted((a, b) => (b.part.missed ?? 0) - (a.part.missed ?? 0));
  for (const [at, first] of byMissed.entries()) {
    const tries = readingsToTry(first, goal).map((reading) => ({
      ...goal,
      readings: withReading(goal.readings, first.kpi, reading),
    }));
    for (const second of byMissed.slice(at + 1)) {
      for (const withFirst of tries) {
        const step = smallestStep(second, withFirst);
        if (step === null) continue;
        const withSecond = { ...goal, readings: withReading(goal.readings, second.kpi, step) };
        const [one] = improved(first, smallestStep(first, withSecond));
        if (one === undefined) continue;
        // With less of the first, a cap that asked more of the second may be gone.
        const withOne = { ...goal, readings: withReading(goal.readings, first.kpi, one.to) };
        const [other] = improved(second, smallestStep(second, withOne));
        if (other !== undefined) return [one, other];
      }
    }
  }
  return null;
}

/** The best reading; where a cap looks at this KPI or at health, also all around the edges: the best may lie within it. */
function readingsToTry(one: Candidate, { readings, settings }: Goal): number[] {
  const { kpi, perUnit } = one;
  const isHeld = (settings.caps ?? []).some(({ rule }) =>
    fieldsOf(rule).some((field) => field === kpi.id || field === 'health' || field === 'band'),
  );
  const edges = isHeld ? edgesOf(kpi, readings, settings) : [];
  return [
    bestReading(one),
    ...stepsAround(edges, perUnit).map((step) => readingAt(step, perUnit)),
  ].filter((reading) => isNoWorse(one, reading));
}

/** The nearest of the whole steps with the highest score. */
function bestReading({ kpi, part, perUnit }: Candidate): number {
  const now = part.value ?? 0;
  const steps = stepsAround(
    kpi.curve.map(([reading]) => reading),
    perUnit,
  ).map((step) => readingAt(step, perUnit));
  const highest = Math.max(...steps.map((reading) => scoreOf(reading, kpi.curve)));
  const [best] = steps
    .filter((reading) => reaches(scoreOf(reading, kpi.curve), highest))
    .toSorted((a, b) => Math.abs(a - now) - Math.abs(b - now));
  return best ?? now;
}

/** Of a KPI without data, the reading with the lowest score that reaches the goal; null where none does. */
function worstThatDoes(one: Candidate, goal: Goal): number | null {
  const { kpi, perUnit } = one;
  const stops = stepsAround(edgesOf(kpi, goal.readings, goal.settings), perUnit);
  const [lowest, highest] = [kpi.curve.at(0), kpi.curve.at(-1)];
  if (lowest === undefined || highest === undefined) return null;
  const [worstEnd] = highest[1] >= lowest[1] ? lowest : highest;
  const [worst] = stepsThatHold(stops, (step) => doesWith(one, readingAt(step, perUnit), goal))
    .map((step) => readingAt(step, perUnit))
    .toSorted(
      (a, b) =>
        atEdge(scoreOf(a, kpi.curve)) - atEdge(scoreOf(b, kpi.curve)) ||
        Math.abs(a - worstEnd) - Math.abs(b - worstEnd),
    );
  return worst ?? null;
}
