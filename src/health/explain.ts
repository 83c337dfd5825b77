import { kpis } from '../kpis/index.ts';
import type { Kpi } from '../kpis/kpi.ts';
import type { Day } from '../lib/day.ts';
import { addDays } from '../lib/day.ts';
import { type Band, bandOfScore, toNextBand } from '../scoring/bands.ts';
import { readingReaching } from '../scoring/curve.ts';
import type { Health, HealthPart } from '../scoring/health.ts';
import { healthAfterRows, knownKpis, noHealthYet, type StoredReadings } from './current.ts';
import { shippedSettings } from './scoring-settings.ts';

type ReasonUnknown = 'no_data' | 'too_few' | 'stale' | 'not_computable';

export interface ExplainedPart extends HealthPart {
  kpi: Kpi;
  scoreBand: Band;
  /** The nearest reading whose score is `healthy`; null where it is already, or cannot be had. */
  targetReading: number | null;
  /** Null where there is a reading. */
  reasonUnknown: ReasonUnknown | null;
}

/** Health at the end of a day, and why (definitions.md 5, explanation). */
export interface Explained extends Pick<Health, 'health' | 'coverage' | 'band'> {
  bandShown: Band;
  health30DaysBefore: number | null;
  knownKpis: number;
  /** In the order of the registry. */
  parts: readonly ExplainedPart[];
  toNextBand: ReturnType<typeof toNextBand>;
}

/** Explains the last of an account's rows up to `day`, which come in order of days. */
export function explain(rows: readonly StoredReadings[], day: Day): Explained {
  const monthAgo = addDays(day, -30);
  let bandShown: Band = 'unknown';
  let current = noHealthYet;
  let before: number | null = null;
  const everHadRows = shippedSettings.kpis.map(() => false);
  for (const { row, health, shown } of healthAfterRows(rows, day)) {
    current = health;
    bandShown = shown;
    if (row.day <= monthAgo) before = current.health;
    for (const [index, n] of row.row_counts.entries()) if (n > 0) everHadRows[index] = true;
  }
  return {
    health: current.health,
    coverage: current.coverage,
    band: current.band,
    bandShown,
    health30DaysBefore: before,
    knownKpis: knownKpis(current),
    parts: current.parts.flatMap((part, index) => {
      const kpi = kpis[index];
      return kpi === undefined ? [] : [explainedPart(part, kpi, everHadRows[index] ?? false)];
    }),
    toNextBand: toNextBand(bandShown, current.health, shippedSettings),
  };
}

function explainedPart(part: HealthPart, kpi: Kpi, everHadRows: boolean): ExplainedPart {
  const { value, score, n } = part;
  const { bands } = shippedSettings;
  const isReached = score !== null && bandOfScore(score, bands) === 'healthy';
  return {
    ...part,
    kpi,
    scoreBand: score === null ? 'unknown' : bandOfScore(score, bands),
    targetReading:
      value === null || isReached ? null : readingReaching(bands.healthy, value, kpi.curve),
    reasonUnknown: value === null ? reasonOf(n, kpi, everHadRows) : null,
  };
}

function reasonOf(n: number, kpi: Kpi, everHadRows: boolean): ReasonUnknown {
  if (n === 0) return everHadRows ? 'stale' : 'no_data';
  return n < kpi.minimumRows ? 'too_few' : 'not_computable';
}
