import { expect, test } from 'vitest';
import { healthRangeOf } from './health-range.ts';

test.each([
  [0, 0],
  [9.9999, 0],
  [10, 1],
  // What falls short of an edge by less than nine decimals stands on it, as with bands.
  [39.99999999999, 4],
  [40, 4],
  [99.9, 9],
  [100, 9],
])('a health of %d lies in range %i', (health, range) => {
  expect(healthRangeOf(health)).toBe(range);
});
