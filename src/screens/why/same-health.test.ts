import { expect, test } from 'vitest';
import { isSameHealth } from './same-health.ts';

test('healths are the same up to the last bits, and none is the same as none alone', () => {
  expect(isSameHealth(0.1 + 0.2, 0.3)).toBe(true);
  expect(isSameHealth(41, 41.1)).toBe(false);
  expect(isSameHealth(null, null)).toBe(true);
  expect(isSameHealth(null, 0)).toBe(false);
});
