import { type Band, bandOf } from './bands.ts';
import { scoreOf } from './curve.ts';
import { reaches } from './edge.ts';
import { type Cap, capOf, type Exception } from './exceptions.ts';
import type { KpiSettings, Reading, ScoringSettings } from './scoring.ts';

/** What one KPI does to health. `earned` of all parts, added in order, is health before any cap to the last bit. */
export interface HealthPart {
  readonly id: string;
  readonly weight: number;
  readonly value: number | null;
  readonly n: number;
  /** 0..100; null without a reading. */
  readonly score: number | null;
  /** wᵢ ÷ Σ w(with reading), 0..1; 0 without a reading, because its weight spreads over the rest. */
  readonly share: number;
  /** Points given, shareᵢ · scoreᵢ; null without a reading or without health. */
  readonly earned: number | null;
  /** Points left out, shareᵢ · (100 − scoreᵢ); null without a reading or without health. */
  readonly missed: number | null;
}

export interface Health {
  /** 0..100; null where coverage is too thin for a number. */
  readonly health: number | null;
  /** Before an exception held it down. */
  readonly uncapped: number | null;
  /** What holds it down; null where nothing does. */
  readonly capped: Cap | null;
  /** Σ w(with reading) ÷ Σ w(all), 0..1. */
  readonly coverage: number;
  /** Without hysteresis. */
  readonly band: Band;
  /** In the order of the settings, every KPI, with or without a reading. */
  readonly parts: readonly HealthPart[];
}

/** Settings with the rules of their exceptions read. */
export interface HealthSettings extends ScoringSettings {
  readonly caps?: readonly Exception[];
}

/**
 * Health of one account and day, with its exact explanation (definitions.md 5; 10, Health).
 * `readings` stand at the places of the settings' KPIs; a missing entry is a KPI without data.
 */
export function healthOf(
  readings: readonly (Reading | undefined)[],
  settings: HealthSettings,
): Health {
  const scored = settings.kpis.map((kpi) => scoreReading(readings[kpi.place], kpi));
  const allWeight = sum(settings.kpis.map(({ weight }) => weight));
  const knownWeight = sum(scored.map(({ kpi, score }) => (score === null ? 0 : kpi.weight)));
  const coverage = allWeight > 0 ? knownWeight / allWeight : 0;
  const covered = knownWeight > 0 && reaches(coverage, settings.minimumCoverage);

  const parts = scored.map(({ kpi, value, n, score }): HealthPart => {
    const share = score === null || knownWeight === 0 ? 0 : kpi.weight / knownWeight;
    const counts = covered && score !== null;
    const earned = counts ? share * score : null;
    const missed = counts ? share * (100 - score) : null;
    return { id: kpi.id, weight: kpi.weight, value, n, score, share, earned, missed };
  });

  const uncapped = covered ? sum(parts.map(({ earned }) => earned ?? 0)) : null;
  const capped = capOf(settings.caps ?? [], readings, settings.kpis, {
    health: uncapped,
    coverage,
    band: bandOf(uncapped, settings.bands),
  });
  const health = capped?.atMost ?? uncapped;
  return { health, uncapped, capped, coverage, band: bandOf(health, settings.bands), parts };
}

function scoreReading(reading: Reading | undefined, kpi: KpiSettings) {
  const value = reading?.value ?? null;
  return {
    kpi,
    value,
    n: reading?.n ?? 0,
    score: value === null ? null : scoreOf(value, kpi.curve),
  };
}

const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, number) => total + number, 0);
