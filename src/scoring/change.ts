import { type HealthPart, type HealthSettings, healthOf } from './health.ts';
import type { Reading } from './scoring.ts';

/** One end of a comparison: all readings of an account on a day, and the settings in force then. */
export interface ChangeSide {
  readonly readings: readonly (Reading | undefined)[];
  readonly settings: HealthSettings;
}

/** What stood on the screens at the end of each day; undefined where nothing was shown. */
export interface ShownHealths {
  readonly from?: number | null;
  readonly to?: number | null;
}

/** Points that one KPI adds to a change of health (definitions.md 10, Why it moved). */
export interface ChangePoints {
  /** Its score moved: share on the new day × difference of scores, under the new settings. */
  readonly data: number;
  /** Its share moved because readings came or went; all of it for a KPI known on one day only. */
  readonly coverage: number;
  /** The old readings under the new settings, less under the old ones. */
  readonly settings: number;
}

export interface KpiChange {
  readonly id: string;
  /** Null where the settings of that day have no such KPI. */
  readonly before: HealthPart | null;
  readonly after: HealthPart | null;
  /** Null where one of the days has no health. */
  readonly points: ChangePoints | null;
}

export interface Change {
  /** Health as it was shown, else as it stands today; null without health. */
  readonly from: number | null;
  readonly to: number | null;
  /** Health of each day by the readings as they stand today. */
  readonly standing: { readonly from: number | null; readonly to: number | null };
  readonly kpis: readonly KpiChange[];
  /** Points by which caps moved health beside the KPIs; null where one of the days has no health. */
  readonly cap: number | null;
  /** Points that facts made which arrived after their day had been shown; 0 where no number was shown. */
  readonly lateFacts: number | null;
}

/**
 * Why health moved: `to − from` as parts that add up to it (definitions.md 10, Why it moved). KPIs are those of both
 * settings, in the order of the new ones. Without a number on one of the days there is nothing to divide: the KPIs come
 * with their readings and without points. A day that was shown without a number counts as it stands today.
 */
export function changeBetween(
  before: ChangeSide,
  after: ChangeSide,
  shown: ShownHealths = {},
): Change {
  const old = healthOf(before.readings, before.settings);
  const between = healthOf(before.readings, after.settings);
  const now = healthOf(after.readings, after.settings);
  const standing = { from: old.health, to: now.health };
  const [wasById, restatedById, isById] = [byId(old.parts), byId(between.parts), byId(now.parts)];

  const isComparable = standing.from !== null && standing.to !== null;
  const kpis = [...new Set([...isById.keys(), ...wasById.keys()])].map((id): KpiChange => {
    const [was, restated, is] = [wasById.get(id), restatedById.get(id), isById.get(id)];
    return {
      id,
      before: was ?? null,
      after: is ?? null,
      points: isComparable ? pointsOf(was, restated, is) : null,
    };
  });
  if (standing.from === null || standing.to === null) {
    return { ...standing, standing, kpis, cap: null, lateFacts: null };
  }
  const capOf = (health: number, parts: readonly HealthPart[]) =>
    health - parts.reduce((sum, part) => sum + contribution(part), 0);
  const from = shown.from ?? standing.from;
  const to = shown.to ?? standing.to;
  return {
    from,
    to,
    standing,
    kpis,
    cap: capOf(standing.to, now.parts) - capOf(standing.from, old.parts),
    lateFacts: standing.from - from + (to - standing.to),
  };
}

const byId = (parts: readonly HealthPart[]): ReadonlyMap<string, HealthPart> =>
  new Map(parts.map((part) => [part.id, part]));

/** cᵢ = shareᵢ · scoreᵢ, also where coverage is too thin to show the sum. */
const contribution = (part: HealthPart | undefined): number =>
  part === undefined || part.score === null ? 0 : part.share * part.score;

function pointsOf(
  was: HealthPart | undefined,
  restated: HealthPart | undefined,
  is: HealthPart | undefined,
): ChangePoints {
  const moved = contribution(is) - contribution(restated);
  const [oldScore, newScore] = [restated?.score ?? null, is?.score ?? null];
  const data =
    oldScore === null || newScore === null ? 0 : (is?.share ?? 0) * (newScore - oldScore);
  return { data, coverage: moved - data, settings: contribution(restated) - contribution(was) };
}
