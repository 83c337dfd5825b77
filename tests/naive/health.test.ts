import { expect, test } from 'vitest';
import { defaults, scoreOf } from './curves.ts';
import { exampleFacts, settings } from './example.ts';
import { type Band, foldBandShown, naiveHealth } from './health.ts';
import { naiveDays } from './readings.ts';

const known = (health: number) => {
  const band: Band = health >= 70 ? 'healthy' : health >= 40 ? 'attention' : 'at_risk';
  return { health, coverage: 1, band };
};
const unknown = { health: null, coverage: 0, band: 'unknown' as const };

test('a curve is linear between its points and flat outside', () => {
  const curve = defaults.touchpoint?.curve ?? [];
  expect(scoreOf(-1, curve)).toBe(0);
  expect(scoreOf(0.2, curve)).toBe(20);
  expect(scoreOf(0.4, curve)).toBe(40);
  expect(scoreOf(0.55, curve)).toBeCloseTo(57.5, 9);
  expect(scoreOf(0.95, curve)).toBe(100);
  expect(scoreOf(3, defaults.open_invoices?.curve ?? [])).toBe(15);
});

test('health is the weighted mean of the scores known, coverage their share of weight', () => {
  const readings = {
    touchpoint: { reading: 0.4 },
    sla: { reading: 1 },
    balance: { reading: null },
    ces: { reading: 2 },
  };
  const { health, coverage, band } = naiveHealth(readings);
  expect(health).toBeCloseTo((10 * 40 + 15 * 100) / 25, 12);
  expect(coverage).toBeCloseTo(25 / 35, 12);
  expect(band).toBe('healthy');
});

test('below a coverage of 30 % the band is unknown and no health is given', () => {
  const at = { touchpoint: { reading: 1 }, nps: { reading: 0 }, sla: { reading: null } };
  const rest = { balance: { reading: null }, logins: { reading: null } };
  expect(naiveHealth({ ...at, ...rest }).band).not.toBe('unknown');
  const less = { ...at, ...rest, adoption: { reading: null } };
  expect(naiveHealth(less)).toEqual({ health: null, coverage: 15 / 55, band: 'unknown' });
  expect(naiveHealth({ nps: { reading: null } }).coverage).toBe(0);
});

test('lower edges of bands are inclusive at nine decimals', () => {
  expect(naiveHealth({ nps: { reading: 0 } }).health).toBe(45);
  const rating = (reading: number) => naiveHealth({ agent_rating: { reading } }).band;
  expect(rating(3.8)).toBe('healthy');
  expect(rating(3.8 - 1e-12)).toBe('healthy');
  expect(rating(3.8 - 1e-7)).toBe('attention');
  expect(rating(2.6)).toBe('attention');
});

test('the shown band moves three points past an edge', () => {
  expect(foldBandShown(null, known(70))).toBe('healthy');
  expect(foldBandShown('healthy', known(67))).toBe('healthy');
  expect(foldBandShown('healthy', known(66.9))).toBe('attention');
  expect(foldBandShown('attention', known(72.9))).toBe('attention');
  expect(foldBandShown('attention', known(73))).toBe('healthy');
  expect(foldBandShown('attention', known(37))).toBe('attention');
  expect(foldBandShown('attention', known(36.9))).toBe('at_risk');
  expect(foldBandShown('at_risk', known(42.9))).toBe('at_risk');
  expect(foldBandShown('at_risk', known(72.9))).toBe('attention');
  expect(foldBandShown('at_risk', known(73))).toBe('healthy');
  expect(foldBandShown('healthy', known(38))).toBe('attention');
  expect(foldBandShown('healthy', known(10))).toBe('at_risk');
});

test('unknown comes and goes at once, and the fold starts again from the plain band', () => {
  expect(foldBandShown('healthy', unknown)).toBe('unknown');
  expect(foldBandShown('unknown', known(70))).toBe('healthy');
  expect(foldBandShown('unknown', known(69))).toBe('attention');
});

test('days are folded one after another', () => {
  const facts = exampleFacts({
    ratings: [
      { account_id: 'a', csm_email: 'x@example.com', at: '2026-01-01', rating: '4' },
      { account_id: 'a', csm_email: 'x@example.com', at: '2026-01-02', rating: '3.7' },
      { account_id: 'a', csm_email: 'x@example.com', at: '2026-01-03', rating: '3' },
    ],
  });
  const days = [...naiveDays(facts, settings, '2025-12-31', '2026-01-03', ['agent_rating'])];
  expect(days.map(({ accounts }) => [accounts[0]?.band, accounts[0]?.band_shown])).toEqual([
    ['unknown', 'unknown'],
    ['healthy', 'healthy'],
    ['attention', 'healthy'],
    ['attention', 'attention'],
  ]);
});

test('the fold begins with the first day with health, also before created_at', () => {
  const rating = (at: string, value: string) => ({
    account_id: 'a',
    csm_email: 'x@example.com',
    at,
    rating: value,
  });
  const facts = exampleFacts({
    accounts: [{ account_id: 'a', name: 'A', created_at: '2026-01-02' }],
    ratings: [rating('2026-01-01', '4'), rating('2026-01-02', '3.7')],
  });
  const days = [...naiveDays(facts, settings, '2026-01-01', '2026-01-02', ['agent_rating'])];
  expect(days.map(({ accounts }) => accounts.map((row) => row.band_shown))).toEqual([
    [],
    ['healthy'],
  ]);
});
