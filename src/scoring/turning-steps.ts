import { readingsAtScore, scoreOf } from './curve.ts';
import { reaches } from './edge.ts';
import type { Exception } from './exceptions.ts';
import { healthOf } from './health.ts';
import { fieldsOf, type Rule } from './rule.ts';
import type { BandEdges, Curve, KpiSettings, Reading, ScoringSettings } from './scoring.ts';

type Readings = readonly (Reading | undefined)[];

interface Settings extends ScoringSettings {
  readonly caps?: readonly Exception[];
}

/** The readings with one of them changed. */
export function withReading(readings: Readings, { place }: KpiSettings, value: number): Readings {
  const changed = readings.slice();
  changed[place] = { value, n: readings[place]?.n ?? 0 };
  return changed;
}

/**
 * Readings of one KPI between which health only rises or only falls, the others standing as they are: the points of
 * the curve, and where a cap begins or ends, by the reading itself or by the health that it makes.
 */
export function edgesOf(kpi: KpiSettings, readings: Readings, settings: Settings): number[] {
  const rules = (settings.caps ?? []).map(({ rule }) => rule);
  const healths = rules.flatMap((rule) => healthsIn(rule, settings.bands));
  return [
    ...kpi.curve.map(([reading]) => reading),
    ...rules.flatMap((rule) => comparedWith(rule, kpi.id)),
    ...readingsAtHealth(kpi, { readings, settings, healths }),
  ];
}

/** Healths at which a rule may turn. */
const healthsIn = (rule: Rule, bands: BandEdges): number[] => [
  ...comparedWith(rule, 'health'),
  ...(fieldsOf(rule).includes('band') ? [bands.attention, bands.healthy] : []),
];

/** Numbers that a rule holds a field against. */
function comparedWith(rule: Rule, field: string): number[] {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return rule.of.flatMap((part) => comparedWith(part, field));
    case 'not':
      return comparedWith(rule.rule, field);
    case 'compare':
      return rule.field === field && typeof rule.value === 'number' ? [rule.value] : [];
    case 'one_of':
      return rule.field === field ? rule.values.filter((value) => typeof value === 'number') : [];
    default:
      return [];
  }
}

/** Readings of the KPI at which health before any cap is one of `healths`. */
function readingsAtHealth(
  kpi: KpiSettings,
  {
    readings,
    settings,
    healths,
  }: { readings: Readings; settings: Settings; healths: readonly number[] },
): number[] {
  const start = kpi.curve[0];
  if (start === undefined || healths.length === 0) return [];
  const { uncapped, parts } = healthOf(withReading(readings, kpi, start[0]), settings);
  const share = parts.find(({ id }) => id === kpi.id)?.share ?? 0;
  if (uncapped === null || share === 0) return [];
  return healths.flatMap((health) =>
    readingsAtScore(start[1] + (health - uncapped) / share, kpi.curve),
  );
}

/** The steps around edges, ascending; one further on either side, where a cap is left behind. */
export const stepsAround = (edges: readonly number[], perUnit: number): number[] =>
  [
    ...new Set(
      edges.flatMap((reading) => {
        const low = Math.floor(reading * perUnit + 1e-9);
        const high = Math.ceil(reading * perUnit - 1e-9);
        return [low - 1, low, high, high + 1];
      }),
    ),
  ].toSorted((a, b) => a - b);

/** Stops where `holds` does, and between two stops of which one does the last step that does, found by halving. */
export function stepsThatHold(
  stops: readonly number[],
  holds: (step: number) => boolean,
): readonly number[] {
  const found: number[] = [];
  let before: { step: number; does: boolean } | null = null;
  for (const step of stops) {
    const does = holds(step);
    if (before !== null && before.does !== does) {
      let [outside, inside] = does ? [before.step, step] : [step, before.step];
      while (Math.abs(inside - outside) > 1) {
        const middle = Math.trunc((inside + outside) / 2);
        if (holds(middle)) inside = middle;
        else outside = middle;
      }
      found.push(inside);
    }
    if (does) found.push(step);
    before = { step, does };
  }
  return found;
}

/**
 * From a `value` that scores less than `target`: the nearest reading that does not, in whole steps of which `perUnit` make 1;
 * null where no step gets there.
 */
export function stepReaching(
  target: number,
  value: number,
  { curve, perUnit }: { curve: Curve; perUnit: number },
): number | null {
  const edges = [...curve.map(([reading]) => reading), ...readingsAtScore(target, curve)];
  const [nearest] = stepsThatHold(stepsAround(edges, perUnit), (step) =>
    reaches(scoreOf(step / perUnit, curve), target),
  ).toSorted((a, b) => Math.abs(a - value * perUnit) - Math.abs(b - value * perUnit));
  return nearest === undefined ? null : nearest / perUnit;
}
