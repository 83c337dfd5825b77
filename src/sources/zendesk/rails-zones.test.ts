import { expect, test } from 'vitest';
import { isTimeZone } from '../../lib/zone.ts';
import { ianaZoneOf, railsZoneNames } from './rails-zones.ts';

test('every name leads to a zone this runtime knows', () => {
  expect(railsZoneNames.length).toBeGreaterThanOrEqual(151);
  expect(railsZoneNames.filter((name) => !isTimeZone(ianaZoneOf(name) ?? ''))).toEqual([]);
});

test.each([
  ['Eastern Time (US & Canada)', 'America/New_York'],
  ['London', 'Europe/London'],
  ['UTC', 'Etc/UTC'],
  ["Nuku'alofa", 'Pacific/Tongatapu'],
  ['Europe/Berlin', 'Europe/Berlin'],
  ['Middle-earth', null],
])('%s', (name, zone) => {
  expect(ianaZoneOf(name)).toBe(zone);
});
