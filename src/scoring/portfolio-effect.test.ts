import { expect, test } from 'vitest';
import type { PortfolioHealth } from './portfolio.ts';
import { movedAccounts, portfolioEffect } from './portfolio-effect.ts';

const portfolioOf = (...healths: [health: number, band: number][]): PortfolioHealth => ({
  health: Float64Array.from(healths, ([health]) => health),
  coverage: Float64Array.from(healths, () => 1),
  band: Uint8Array.from(healths, ([, band]) => band),
});

const before = portfolioOf([80, 0], [50, 1], [45, 1], [Number.NaN, 3]);
const after = portfolioOf([60, 1], [52, 1], [30, 2], [70, 0]);

test('says how many change their band, and what becomes of the mean of those known', () => {
  expect(portfolioEffect(before, after)).toEqual({
    matrix: [
      [0, 1, 0, 0],
      [0, 1, 1, 0],
      [0, 0, 0, 0],
      [1, 0, 0, 0],
    ],
    changed: 3,
    meanBefore: (80 + 50 + 45) / 3,
    meanAfter: (60 + 52 + 30 + 70) / 4,
  });
});

test('nobody known has no mean', () => {
  const nobody = portfolioOf([Number.NaN, 3]);
  expect(portfolioEffect(nobody, nobody)).toMatchObject({ changed: 0, meanBefore: null });
});

test('names those who move, and those who go one way', () => {
  expect(movedAccounts(before, after)).toEqual([0, 2, 3]);
  expect(movedAccounts(before, after, { from: 1, to: 1 })).toEqual([1]);
  expect(movedAccounts(before, after, { from: 2, to: 0 })).toEqual([]);
  expect(movedAccounts(before, after, { from: 1 })).toEqual([1, 2]);
  expect(movedAccounts(before, after, { to: 1 })).toEqual([0, 1]);
});
