import { expect, test } from 'vitest';
import type { KpiChange, ScoreChange } from '../../api/contract/change.ts';
import { scaleOf, scoredWith, triedIn, triedText } from './what-if.ts';

const day: ScoreChange['from'] = {
  day: '2026-11-24',
  health: 65,
  standing: 65,
  shown: null,
  cap: null,
  coverage: 1,
  band: 'attention',
  band_shown: 'attention',
  version: 0,
  profile: 'Standard',
};
const kpi = (id: string, unit: KpiChange['unit'], reading: number | null): KpiChange => ({
  id,
  unit,
  better: 'up',
  before: null,
  after: { reading, n: 3, score: null, weight: 10, share: 0, shown_reading: null },
  points: null,
});
const change: ScoreChange = {
  id: 1,
  account_id: 'meyer',
  name: 'Meyer',
  from: day,
  to: day,
  points: 0,
  bars: [],
  kpis: [kpi('sla', 'share', 0.7), kpi('nps', 'points', null), kpi('invoices', 'count', 7)],
  reach: null,
  scoring: {
    kpis: [
      {
        id: 'sla',
        weight: 10,
        curve: [
          [0, 0],
          [1, 100],
        ],
      },
      {
        id: 'nps',
        weight: 10,
        curve: [
          [-100, 0],
          [100, 100],
        ],
      },
      {
        id: 'invoices',
        weight: 10,
        curve: [
          [0, 100],
          [4, 0],
        ],
      },
    ],
    bands: { healthy: 70, attention: 40 },
    hysteresis: 3,
    minimum_coverage: 0.3,
    exceptions: [],
  },
};

test('other readings are scored as the server scores them, caps and hysteresis included', () => {
  expect(scoredWith(change, new Map(), [])).toEqual({ health: 35, band: 'at_risk' });
  const better = new Map([
    ['sla', 1],
    ['invoices', 0],
  ]);
  expect(scoredWith(change, better, [])).toEqual({ health: 100, band: 'healthy' });
  // a first reading counts as any other
  expect(scoredWith(change, new Map([...better, ['nps', -100]]), []).health).toBeCloseTo(
    200 / 3,
    9,
  );
  const cap = {
    rule: { kind: 'compare', field: 'sla', operator: '>=', value: 1 },
    atMost: 72,
    reason: 'for the sake of it',
  } as const;
  // 72 is not yet past the edge of 70 by the 3 points it takes
  expect(scoredWith(change, better, [cap])).toEqual({ health: 72, band: 'attention' });
});

test('the address holds what is tried, and drops what makes no sense', () => {
  const tried = new Map([
    ['sla', 0.95],
    ['nps', -20],
  ]);
  expect(triedIn(triedText(tried))).toEqual(tried);
  expect(triedIn('sla:0.9,nps:x,:3,logins:,y')).toEqual(new Map([['sla', 0.9]]));
  expect(triedText(new Map())).toBeUndefined();
});

test('a slider reaches over the curve to where the reading stands, in steps of its unit', () => {
  const curveOf = (id: string) => change.scoring.kpis.find((one) => one.id === id)?.curve ?? [];
  expect(scaleOf(curveOf('sla'), kpi('sla', 'share', 0.7))).toEqual({ min: 0, max: 1, step: 0.01 });
  expect(scaleOf(curveOf('invoices'), kpi('invoices', 'count', 7))).toEqual({
    min: 0,
    max: 7,
    step: 1,
  });
  expect(
    scaleOf(
      [
        [0, 0],
        [5000, 100],
      ],
      kpi('own', 'number', null),
    ),
  ).toEqual({ min: 0, max: 5000, step: 10 });
});
