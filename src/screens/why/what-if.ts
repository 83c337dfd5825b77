import type { KpiChange, ScoreChange } from '../../api/contract/change.ts';
import { type Band, nextBandShown } from '../../scoring/bands.ts';
import type { Exception } from '../../scoring/exceptions.ts';
import { type HealthSettings, healthOf } from '../../scoring/health.ts';

/** Readings tried out, by KPI. */
export type Tried = ReadonlyMap<string, number>;

/** Health of the later day if some readings were others, by the same scoring as the server's. */
export function scoredWith(
  { scoring, kpis, to }: ScoreChange,
  tried: Tried,
  caps: readonly Exception[],
): { health: number | null; band: Band } {
  const settings: HealthSettings = {
    kpis: scoring.kpis.map((kpi, place) => ({ ...kpi, place })),
    bands: scoring.bands,
    hysteresis: scoring.hysteresis,
    minimumCoverage: scoring.minimum_coverage,
    caps,
  };
  const readings = settings.kpis.map(({ id }) => {
    const is = kpis.find((kpi) => kpi.id === id)?.after;
    return { value: tried.get(id) ?? is?.reading ?? null, n: is?.n ?? 0 };
  });
  const { health } = healthOf(readings, settings);
  return { health, band: nextBandShown(to.band_shown, health, settings) };
}

/** `logins:0.55,sla:0.9` as the address has it; what makes no sense is left out. */
export function triedIn(text: string | undefined): Tried {
  const pairs = (text ?? '').split(',').flatMap((pair): [string, number][] => {
    const at = pair.lastIndexOf(':');
    const reading = Number(pair.slice(at + 1));
    return at > 0 && pair.length > at + 1 && Number.isFinite(reading)
      ? [[pair.slice(0, at), reading]]
      : [];
  });
  return new Map(pairs);
}

export const triedText = (tried: Tried): string | undefined =>
  [...tried].map(([id, reading]) => `${id}:${reading}`).join(',') || undefined;

interface Scale {
  min: number;
  max: number;
  step: number;
}

const steps: Partial<Record<KpiChange['unit'], number>> = {
  share: 0.01,
  ratio: 0.01,
  rating: 0.1,
  count: 1,
  points: 1,
  minutes: 1,
};

/** How far a slider goes: over the curve, and to where the reading stands. */
export function scaleOf(
  curve: ScoreChange['scoring']['kpis'][number]['curve'],
  { unit, after }: KpiChange,
): Scale {
  const readings = [...curve.map(([reading]) => reading), after?.reading ?? curve[0]?.[0] ?? 0];
  const step = steps[unit] ?? 10 ** (Math.floor(Math.log10(spanOf(readings))) - 2);
  return {
    min: Math.floor(Math.min(...readings) / step + 1e-9) * step,
    max: Math.ceil(Math.max(...readings) / step - 1e-9) * step,
    step,
  };
}

const spanOf = (readings: readonly number[]): number =>
  Math.max(...readings) - Math.min(...readings) || 1;
