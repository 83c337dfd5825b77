import fc from 'fast-check';
import { expect, test } from 'vitest';
import { levelOf, weightLevels, weightOfLevel } from './weight-level.ts';

test('the shipped weights are low, medium and high', () => {
  expect([0, 0.05, 0.1, 0.15].map(levelOf)).toEqual(['none', 'low', 'medium', 'high']);
  expect([0.0749, 0.075, 0.1249, 0.125, 1].map(levelOf)).toEqual([
    'low',
    'medium',
    'medium',
    'high',
    'high',
  ]);
});

test('a weight chosen by its level has that level', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...weightLevels),
      fc.double({ min: 1, max: 1e4, noNaN: true }),
      (level, others) => {
        const weight = weightOfLevel(level, others);
        expect(levelOf(weight / (weight + others))).toBe(level);
      },
    ),
  );
});

test('a KPI alone has all the weight', () => {
  expect(weightOfLevel('low', 0)).toBeGreaterThan(0);
});
