import { defaults, scoreOf } from './curves.ts';

export type Band = 'healthy' | 'attention' | 'at_risk' | 'unknown';

export interface NaiveHealth {
  health: number | null;
  coverage: number;
  band: Band;
}

const UNKNOWN_BELOW = 0.3;
const LOWER_EDGE: readonly (readonly [Band, number])[] = [
  ['at_risk', Number.NEGATIVE_INFINITY],
  ['attention', 40],
  ['healthy', 70],
];
const HYSTERESIS = 3;

/** Comparisons with an edge use the value rounded to nine decimals (definitions.md 10, time and rows). */
const atEdge = (value: number) => Math.round(value * 1e9) / 1e9;

/** Health, coverage and plain band from readings by KPI id, over the KPIs named (definitions.md 5 and 10, health). */
export function naiveHealth(readings: Record<string, { reading: number | null }>): NaiveHealth {
  let weightOfAll = 0;
  let weightWithReading = 0;
  let points = 0;
  for (const [id, { reading }] of Object.entries(readings)) {
    const { weight, curve } = defaults[id] ?? { weight: 0, curve: [] };
    weightOfAll += weight;
    if (reading === null) continue;
    weightWithReading += weight;
    points += weight * scoreOf(reading, curve);
  }
  const coverage = weightOfAll === 0 ? 0 : weightWithReading / weightOfAll;
  if (atEdge(coverage) < UNKNOWN_BELOW) return { health: null, coverage, band: 'unknown' };
  const health = points / weightWithReading;
  return { health, coverage, band: plainBand(health) };
}

function plainBand(health: number): Band {
  let band: Band = 'at_risk';
  for (const [name, edge] of LOWER_EDGE) if (atEdge(health) >= edge) band = name;
  return band;
}

/**
 * The band shown on a day, given the band shown on the day before (null: no day before): up into a band at its lower
 * edge + 3, down below its lower edge − 3; `unknown` comes and goes at once (definitions.md 10, health).
 */
export function foldBandShown(before: Band | null, today: NaiveHealth): Band {
  if (today.health === null) return 'unknown';
  if (before === null || before === 'unknown') return today.band;
  const health = atEdge(today.health);
  let position = LOWER_EDGE.findIndex(([name]) => name === before);
  const edgeOf = (index: number) => LOWER_EDGE[index]?.[1] ?? Number.POSITIVE_INFINITY;
  while (health >= edgeOf(position + 1) + HYSTERESIS) position += 1;
  while (health < edgeOf(position) - HYSTERESIS) position -= 1;
  return LOWER_EDGE[position]?.[0] ?? 'at_risk';
}
