import { expect, test } from 'vitest';
import { healthOf } from '../scoring/health.ts';
import { readyProfiles } from '../scoring/rule-model.ts';
import { scoreMonth } from './score-month.ts';

const none = Number.NaN;
const columns = new Map([
  [0, Float64Array.of(0.2, 0.8, none)],
  [3, Float64Array.of(5, none, 1)],
  [100, Float64Array.of(0.4, 0.6, 0.9)],
]);
const edges = { bands: { healthy: 70, attention: 40 }, hysteresis: 3, minimumCoverage: 0.3 };
const rising = [
  [0, 0],
  [1, 100],
] as const;
const falling = [
  [0, 100],
  [5, 0],
] as const;
/** The small ones are scored on `logins` over another window. */
const profiles = readyProfiles({
  parents: 'own',
  profiles: [
    {
      ...edges,
      id: 'small',
      name: 'Small',
      rule: 'segment == "small"',
      kpis: [
        { id: 'logins', weight: 1, curve: rising, place: 100, windowDays: 30, parameter: null },
      ],
      exceptions: [],
    },
    {
      ...edges,
      id: 'standard',
      name: 'Standard',
      rule: null,
      kpis: [
        { id: 'logins', weight: 1, curve: rising, place: 0, windowDays: null, parameter: null },
        {
          id: 'open_invoices',
          weight: 1,
          curve: falling,
          place: 3,
          windowDays: null,
          parameter: null,
        },
      ],
      exceptions: [],
    },
  ],
});
const month = { accounts: 3, column: (place: number) => columns.get(place) };

test('each account has the readings, scores and health of its own profile', () => {
  const scored = scoreMonth(month, profiles, Uint8Array.of(1, 0, 1));
  expect(scored.readings.get('logins')).toEqual(Float64Array.of(0.2, 0.6, none));
  expect(scored.scores.get('logins')).toEqual(Float64Array.of(20, 60, none));
  expect(scored.readings.get('open_invoices')).toEqual(Float64Array.of(5, none, 1));
  expect(scored.scores.get('open_invoices')).toEqual(Float64Array.of(0, none, 80));
  const standard = profiles[1];
  if (standard === undefined) throw new Error('no profile');
  const reading = (value: number) => ({ value, n: 1 });
  const { health } = healthOf([reading(0.2), undefined, undefined, reading(5)], standard);
  expect(scored.health[0]).toBe(health);
  expect(scored.health[1]).toBe(60);
});

test('a KPI that nobody has a reading of is a column without values', () => {
  const scored = scoreMonth({ accounts: 3, column: () => undefined }, profiles.slice(1), undefined);
  expect(scored.readings.get('logins')).toEqual(Float64Array.of(none, none, none));
  expect([...scored.health].every(Number.isNaN)).toBe(true);
});
