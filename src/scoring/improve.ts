import { type Band, type KnownBand, toNextBand } from './bands.ts';
import { scoreOf } from './curve.ts';
import { reaches } from './edge.ts';
import { type HealthPart, type HealthSettings, healthOf } from './health.ts';
import type { Rule } from './rule.ts';
import type { KpiSettings, Reading, ScoringSettings } from './scoring.ts';

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

const withReading = (
  readings: Goal['readings'],
  { kpi, part }: Candidate,
  value: number,
): Goal['readings'] => {
  const changed = readings.slice();
  changed[kpi.place] = { value, n: part.n };
  return changed;
};

const does = ({ readings, settings, edge }: Goal): boolean => {
  const { health } = healthOf(readings, settings);
  return health !== null && reaches(health, edge);
};

/** Whole steps as a reading; division keeps 0.07 what is written as 0.07. */
const readingAt = (step: number, perUnit: number): number => step / perUnit;

/** The reading fewest steps away that reaches the goal; null where none does. */
function smallestStep(one: Candidate, goal: Goal): number | null {
  const { kpi, perUnit, part } = one;
  const now = (part.value ?? 0) * perUnit;
  const edges = edgesOf(kpi, goal.settings);
  const reachedAt = (step: number) =>
    does({ ...goal, readings: withReading(goal.readings, one, readingAt(step, perUnit)) });
  const found = [
    // A reading between two steps has its next step on either side.
    firstStep(Math.floor(now) + 1, stepsBeyond(edges, perUnit, 1, now), 1, reachedAt),
    firstStep(Math.ceil(now) - 1, stepsBeyond(edges, perUnit, -1, now), -1, reachedAt),
  ]
    .filter((step) => step !== null)
    .filter((step) => isNoWorse(one, readingAt(step, perUnit)));
  const nearest = found.toSorted((a, b) => Math.abs(a - now) - Math.abs(b - now))[0];
  return nearest === undefined ? null : readingAt(nearest, perUnit);
}

/** Nobody is told to do worse, only because a cap holds some readings and not those beyond them. */
const isNoWorse = ({ kpi, part }: Candidate, reading: number): boolean =>
  reaches(scoreOf(reading, kpi.curve), part.score ?? 0);

type Direction = 1 | -1;

/** Readings between which health only rises or only falls: the points of the curve, and where a cap begins. */
const edgesOf = ({ id, curve }: KpiSettings, { caps = [] }: HealthSettings): number[] => [
  ...curve.map(([reading]) => reading),
  ...caps.flatMap(({ rule }) => comparedWith(rule, id)),
];

/** Numbers that a rule holds a reading against. */
function comparedWith(rule: Rule, id: string): number[] {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return rule.of.flatMap((part) => comparedWith(part, id));
    case 'not':
      return comparedWith(rule.rule, id);
    case 'compare':
      return rule.field === id && typeof rule.value === 'number' ? [rule.value] : [];
    case 'one_of':
      return rule.field === id ? rule.values.filter((value) => typeof value === 'number') : [];
    default:
      return [];
  }
}

/** The steps around the edges on one side of `now`, nearest first; one further on either side, where a cap is left behind. */
const stepsBeyond = (
  edges: readonly number[],
  perUnit: number,
  direction: Direction,
  now: number,
): number[] =>
  edges
    .flatMap((reading) => {
      const [low, high] = [
        Math.floor(reading * perUnit + 1e-9),
        Math.ceil(reading * perUnit - 1e-9),
      ];
      return [low - 1, low, high, high + 1];
    })
    .filter((step) => (step - now) * direction > 0)
    .toSorted((a, b) => (a - b) * direction);

/** The first step from `start` on that does, by halving between the last stop that does not and the first that does. */
function firstStep(
  start: number,
  stops: readonly number[],
  direction: Direction,
  reachedAt: (step: number) => boolean,
): number | null {
  let before = start - direction;
  for (const stop of stops) {
    if (!reachedAt(stop)) {
      before = stop;
      continue;
    }
    let reached = stop;
    while (Math.abs(reached - before) > 1) {
      const middle = Math.trunc((reached + before) / 2);
      if (reachedAt(middle)) reached = middle;
      else before = middle;
    }
    return reached;
  }
  return null;
}

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
    const tries = [bestReading(first), ...aroundCaps(first, goal)].map((reading) => ({
      ...goal,
      readings: withReading(goal.readings, first, reading),
    }));
    for (const second of byMissed.slice(at + 1)) {
      for (const withFirst of tries) {
        const step = smallestStep(second, withFirst);
        if (step === null) continue;
        const withSecond = { ...goal, readings: withReading(goal.readings, second, step) };
        const [one] = improved(first, smallestStep(first, withSecond));
        const [other] = improved(second, step);
        if (one !== undefined && other !== undefined) return [one, other];
      }
    }
  }
  return null;
}

/** Readings on either side of the numbers that caps hold a KPI against: its best may lie within a cap. */
const aroundCaps = ({ kpi, part, perUnit }: Candidate, { settings: { caps = [] } }: Goal) => {
  const now = (part.value ?? 0) * perUnit;
  const held = caps.flatMap(({ rule }) => comparedWith(rule, kpi.id));
  return ([-1, 1] as const)
    .flatMap((direction) => stepsBeyond(held, perUnit, direction, now))
    .map((step) => readingAt(step, perUnit));
};

/** The nearest whole step to the reading with the highest score. */
function bestReading({ kpi, part, perUnit }: Candidate): number {
  const highest = Math.max(...kpi.curve.map(([, score]) => score));
  const now = part.value ?? 0;
  const [best] = kpi.curve
    .flatMap(([reading, score]) => (score === highest ? [reading] : []))
    .toSorted((a, b) => Math.abs(a - now) - Math.abs(b - now));
  const at = (best ?? now) * perUnit;
  const step = (best ?? now) >= now ? Math.ceil(at - 1e-9) : Math.floor(at + 1e-9);
  return readingAt(step, perUnit);
}

/** Of a KPI without data, the reading with the lowest score that reaches the goal; null where none does. */
function worstThatDoes(one: Candidate, goal: Goal): number | null {
  const { kpi, perUnit } = one;
  const [lowest, highest] = [kpi.curve.at(0), kpi.curve.at(-1)];
  if (lowest === undefined || highest === undefined) return null;
  const direction: Direction = highest[1] >= lowest[1] ? 1 : -1;
  const [worst] = direction === 1 ? lowest : highest;
  const start = direction === 1 ? Math.floor(worst * perUnit) : Math.ceil(worst * perUnit);
  const reachedAt = (step: number) =>
    does({ ...goal, readings: withReading(goal.readings, one, readingAt(step, perUnit)) });
  const stops = [start, ...stepsBeyond(edgesOf(kpi, goal.settings), perUnit, direction, start)];
  const step = firstStep(start, stops, direction, reachedAt);
  return step === null ? null : readingAt(step, perUnit);
}
