import type { KpiDescription } from '../kpis/kpi.ts';
import type { Day } from '../lib/day.ts';
import { addDays } from '../lib/day.ts';
import { type Band, bandOfScore, toNextBand } from '../scoring/bands.ts';
import type { Health, HealthPart } from '../scoring/health.ts';
import type { Profile, ProfileKpi } from '../scoring/model.ts';
import type { Curve } from '../scoring/scoring.ts';
import { stepReaching } from '../scoring/turning-steps.ts';
import { countedKpis, healthAfterRows, knownKpis, noHealthYet } from './current.ts';
import type { StoredReadings } from './reading-rows.ts';
import type { Scorer } from './scorer.ts';
import { stepsPerUnit } from './steps-per-unit.ts';

type ReasonUnknown = 'no_data' | 'too_few' | 'stale' | 'not_computable';

export interface ExplainedPart extends HealthPart {
  kpi: KpiDescription;
  curve: Curve;
  scoreBand: Band;
  /** The nearest whole step of its unit whose score is `healthy`; null where it is already, or cannot be had. */
  targetReading: number | null;
  /** Null where there is a reading. */
  reasonUnknown: ReasonUnknown | null;
}

/** Health at the end of a day, and why (definitions.md 5, explanation). */
export interface Explained
  extends Pick<Health, 'health' | 'uncapped' | 'capped' | 'coverage' | 'band'> {
  bandShown: Band;
  health30DaysBefore: number | null;
  knownKpis: number;
  countedKpis: number;
  /** What scored the account. */
  profile: Profile;
  /** In the order of the profile. */
  parts: readonly ExplainedPart[];
  toNextBand: ReturnType<typeof toNextBand>;
}

/** Explains the last of an account's rows up to `day`, which come in order of days. */
export function explain(
  rows: readonly StoredReadings[],
  { accountId, day, scorer }: { accountId: number; day: Day; scorer: Scorer },
): Explained {
  const profile = scorer.profileOn(accountId, day);
  const monthAgo = addDays(day, -30);
  let bandShown: Band = 'unknown';
  let current = noHealthYet(accountId, day, scorer);
  let before: number | null = null;
  const everHadRows = new Set<number>();
  for (const { row, health, shown } of healthAfterRows(rows, day, scorer)) {
    current = health;
    bandShown = shown;
    if (row.day <= monthAgo) before = current.health;
    for (const [place, n] of row.row_counts.entries()) if (n > 0) everHadRows.add(place);
  }
  return {
    health: current.health,
    uncapped: current.uncapped,
    capped: current.capped,
    coverage: current.coverage,
    band: current.band,
    bandShown,
    health30DaysBefore: before,
    knownKpis: knownKpis(current),
    countedKpis: countedKpis(profile),
    profile,
    parts: current.parts.flatMap((part, index) => {
      const kpi = profile.kpis[index];
      if (kpi === undefined) return [];
      const description = scorer.describe(kpi);
      return [explainedPart(part, { kpi, description, profile, everHadRows })];
    }),
    toNextBand: toNextBand(bandShown, current.health, profile),
  };
}

interface PartContext {
  kpi: ProfileKpi;
  description: KpiDescription;
  profile: Profile;
  everHadRows: ReadonlySet<number>;
}

function explainedPart(
  part: HealthPart,
  { kpi, description, profile, everHadRows }: PartContext,
): ExplainedPart {
  const { value, score, n } = part;
  const { bands } = profile;
  const isReached = score !== null && bandOfScore(score, bands) === 'healthy';
  return {
    ...part,
    kpi: description,
    curve: kpi.curve,
    scoreBand: score === null ? 'unknown' : bandOfScore(score, bands),
    targetReading:
      value === null || isReached
        ? null
        : stepReaching(bands.healthy, value, {
            curve: kpi.curve,
            perUnit: stepsPerUnit(kpi, description),
          }),
    reasonUnknown: value === null ? reasonOf(n, description, everHadRows.has(kpi.place)) : null,
  };
}

function reasonOf(n: number, kpi: KpiDescription, everHadRows: boolean): ReasonUnknown {
  if (n === 0) return everHadRows ? 'stale' : 'no_data';
  return n < kpi.minimumRows ? 'too_few' : 'not_computable';
}
