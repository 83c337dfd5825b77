import { expect, test } from 'vitest';
import { allWithinBounds, type Figure, percentile, tableOf } from './figures.ts';

const ratio: Figure = { name: 'import', ours: 30, yardstick: 10, unit: 's', bound: 20, goal: 2 };
const latency: Figure = {
  name: 'list',
  ours: 60,
  yardstick: null,
  unit: 'ms',
  bound: 50,
  goal: 20,
};

test('a percentile is a value that was measured', () => {
  const values = Array.from({ length: 1000 }, (_, index) => 1000 - index);
  expect(percentile(values, 0.99)).toBe(990);
  expect(percentile(values, 0.5)).toBe(500);
  expect(percentile([7], 0.99)).toBe(7);
});

test('bounds are on the ratio where there is a yardstick, else on the figure', () => {
  expect(allWithinBounds([ratio])).toBe(true);
  expect(allWithinBounds([ratio, latency])).toBe(false);
  expect(allWithinBounds([{ ...ratio, ours: null }])).toBe(false);
  expect(allWithinBounds([{ ...ratio, ours: null, bound: null }])).toBe(true);
});

test('the table names what is missed and why something is missing', () => {
  const table = tableOf([
    ratio,
    latency,
    { ...ratio, name: 'day', ours: null, missing: 'no rollups' },
  ]);
  expect(table).toContain('3.00');
  expect(table).toContain('MISSED');
  expect(table).toContain('day: no rollups');
});
