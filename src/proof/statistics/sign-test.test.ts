import { expect, test } from 'vitest';
import { signTest } from './sign-test.ts';

test('no pair, and as many one way as the other, is nothing but chance', () => {
  expect(signTest(0, 0)).toBe(1);
  expect(signTest(7, 7)).toBe(1);
});

test('small numbers as counted out by hand', () => {
  // Six heads of six, or none: 2 of 64.
  expect(signTest(6, 0)).toBeCloseTo(2 / 64, 12);
  // 8 of 10 or more, or 2 or fewer: 2 × (1 + 10 + 45) of 1024.
  expect(signTest(8, 2)).toBeCloseTo(112 / 1024, 12);
  expect(signTest(2, 8)).toBeCloseTo(112 / 1024, 12);
});

test('large numbers agree with the normal curve', () => {
  // 5,000 pairs, 2 standard deviations (70.7 each) apart: 4.55 %, with the step of a whole pair.
  expect(signTest(2571, 2429)).toBeCloseTo(0.0463, 3);
  expect(signTest(3000, 2000)).toBeLessThan(1e-40);
});
