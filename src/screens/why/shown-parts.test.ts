import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HealthExplanation, HealthPart } from '../../api/contract/health.ts';
import { shownParts } from './shown-parts.ts';

const part = (id: string, weight: number, known: number, score: number | null): HealthPart => ({
  id,
  unit: 'share',
  better: 'up',
  reading: score,
  n: 5,
  min_n: 3,
  window_days: 90,
  parameter: null,
  score,
  score_band: 'attention',
  weight,
  share: score === null ? null : weight / known,
  earned_points: score === null ? null : (weight / known) * score,
  maximum_points: score === null ? null : (weight / known) * 100,
  missed_points: score === null ? null : (weight / known) * (100 - score),
  curve: [
    [0, 0],
    [1, 100],
  ],
  target_reading: 0.7,
  known: score !== null,
  reason_unknown: score === null ? 'no_data' : null,
  unknown_since: null,
  trend: { readings: [], scores: [] },
  figures: [],
});

const explanation = (given: readonly (readonly [number, number | null])[]): HealthExplanation => {
  const known = given.reduce((sum, [weight, score]) => sum + (score === null ? 0 : weight), 0);
  const parts = given.map(([weight, score], at) => part(`kpi${at}`, weight, known, score));
  const health =
    known === 0 ? null : parts.reduce((sum, { earned_points }) => sum + (earned_points ?? 0), 0);
  return {
    id: 1,
    account_id: 'a',
    name: 'A',
    as_of: '2026-01-01',
    health,
    uncapped: health,
    capped: null,
    parent_health: null,
    profile: { id: 'standard', name: 'Standard' },
    coverage: 1,
    band: 'attention',
    band_shown: 'attention',
    parts,
    trend_days: [],
    sums: {
      weight_known: known,
      weight_all: known,
      earned_points: health,
      missed_points: health === null ? null : 100 - health,
      n_known_kpis: parts.length,
      n_kpis: parts.length,
    },
    hysteresis: 3,
    settings_version: 0,
    to_next_band: null,
  };
};

const inTenths = (value: number): number => Math.round(value * 10);

test('the points that are shown add up to the health that is shown, and to 100', () => {
  const kpi = fc.tuple(
    fc.integer({ min: 1, max: 20 }),
    fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
  );
  fc.assert(
    fc.property(fc.array(kpi, { minLength: 1, maxLength: 18 }), (given) => {
      fc.pre(given.some(([, score]) => score !== null));
      const { parts, earned, missed } = shownParts(explanation(given));
      const sum = (pick: 'earned' | 'missed' | 'maximum'): number =>
        parts.reduce((total, { shown }) => total + (shown === null ? 0 : inTenths(shown[pick])), 0);
      expect(sum('earned')).toBe(inTenths(earned));
      expect(sum('maximum')).toBe(1000);
      expect(sum('missed')).toBe(inTenths(missed));
    }),
  );
});

test('a cap takes nothing from the points of the parts', () => {
  const capped = {
    ...explanation([
      [10, 60],
      [10, 80],
    ]),
    health: 39,
  };
  const { parts, earned } = shownParts(capped);
  expect(earned).toBe(70);
  expect(parts.map(({ shown }) => shown?.earned)).toEqual([30, 40]);
});

test('a KPI without a reading shows no points', () => {
  const { parts } = shownParts(
    explanation([
      [10, 50],
      [10, null],
    ]),
  );
  expect(parts.map(({ shown }) => shown)).toEqual([{ earned: 50, maximum: 100, missed: 50 }, null]);
});
