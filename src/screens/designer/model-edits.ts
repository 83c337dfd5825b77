import type { Profile, ProfileKpi, ScoringModel } from '../../scoring/model.ts';
import type { Curve } from '../../scoring/scoring.ts';

/** Everything but what changes stays the same object, so that nothing else is scored or drawn again. */
export const withProfile = (
  model: ScoringModel,
  profile: string,
  change: (was: Profile) => Profile,
): ScoringModel => ({
  ...model,
  profiles: model.profiles.map((each) => (each.id === profile ? change(each) : each)),
});

export const withKpi = (
  model: ScoringModel,
  profile: string,
  kpi: string,
  change: Partial<ProfileKpi>,
): ScoringModel =>
  withProfile(model, profile, (was) => ({
    ...was,
    kpis: was.kpis.map((each) => (each.id === kpi ? { ...each, ...change } : each)),
  }));

/** Of several KPIs of a profile at once; what keeps its weight stays the same object. */
export const withWeights = (
  model: ScoringModel,
  profile: string,
  weights: Readonly<Record<string, number>>,
): ScoringModel =>
  withProfile(model, profile, (was) => ({
    ...was,
    kpis: was.kpis.map((each) => {
      const weight = weights[each.id] ?? each.weight;
      return weight === each.weight ? each : { ...each, weight };
    }),
  }));

/** A new profile stands first, so that its rule is asked first; it begins as a copy of the one for all others. */
export function addProfile(model: ScoringModel, id: string, name: string): ScoringModel {
  const last = model.profiles.at(-1);
  if (last === undefined) return model;
  const added: Profile = { ...last, id, name, rule: 'segment == ""' };
  return { ...model, profiles: [added, ...model.profiles] };
}

export const removeProfile = (model: ScoringModel, id: string): ScoringModel => ({
  ...model,
  profiles: model.profiles.filter((each, at) => each.id !== id || at === model.profiles.length - 1),
});

/** The profile for all others stays last. */
export function moveProfile(model: ScoringModel, id: string, by: -1 | 1): ScoringModel {
  const at = model.profiles.findIndex((each) => each.id === id);
  const to = at + by;
  const movable = model.profiles.length - 1;
  if (at < 0 || at >= movable || to < 0 || to >= movable) return model;
  const profiles = model.profiles.toSpliced(at, 1);
  const moved = model.profiles[at];
  return moved === undefined ? model : { ...model, profiles: profiles.toSpliced(to, 0, moved) };
}

/** An id that no profile has. */
export function freeProfileId(model: ScoringModel): string {
  const taken = new Set(model.profiles.map(({ id }) => id));
  for (let number = taken.size; ; number += 1) {
    const id = `profile-${number}`;
    if (!taken.has(id)) return id;
  }
}

const SCORE_STEP = 0.1;
const roundTo = (value: number, step: number): number => {
  const digits = Math.max(0, Math.ceil(-Math.log10(step)) + 1);
  return Number((Math.round(value / step) * step).toFixed(digits));
};

/**
 * The curve with one point elsewhere: its score stays in 0..100, its reading between those of its neighbours, both on
 * whole steps.
 */
export function movePoint(
  curve: Curve,
  at: number,
  [reading, score]: readonly [number, number],
  step: number,
): Curve {
  const left = curve[at - 1]?.[0];
  const right = curve[at + 1]?.[0];
  let placed = roundTo(reading, step);
  if (left !== undefined && placed <= left) placed = roundTo(left, step) + step;
  if (right !== undefined && placed >= right) placed = roundTo(right, step) - step;
  placed = roundTo(placed, step);
  const fits = (left === undefined || placed > left) && (right === undefined || placed < right);
  const before = curve[at]?.[0] ?? placed;
  const kept = Math.min(100, Math.max(0, roundTo(score, SCORE_STEP)));
  return curve.map((point, index) => (index === at ? [fits ? placed : before, kept] : point));
}

/** A point in the middle of the widest gap, on the line, so that no score changes by it. */
export function addPoint(curve: Curve): Curve {
  const [first] = curve;
  if (first === undefined) return curve;
  if (curve.length === 1) return [first, [first[0] + 1, first[1]]];
  const gaps = curve.slice(1).map((point, at) => point[0] - (curve[at]?.[0] ?? point[0]));
  const at = gaps.indexOf(Math.max(...gaps));
  const [left, right] = [curve[at], curve[at + 1]];
  if (left === undefined || right === undefined) return curve;
  return curve.toSpliced(at + 1, 0, [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2]);
}

/** A curve keeps one point at least. */
export const removePoint = (curve: Curve, at: number): Curve =>
  curve.length > 1 ? curve.toSpliced(at, 1) : curve;
