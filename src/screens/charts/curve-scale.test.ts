import { expect, test } from 'vitest';
import { curveScale } from './curve-scale.ts';

test('shows all points with room beside them, on steps a person can read', () => {
  const shares = curveScale([
    [0, 0],
    [0.4, 40],
    [0.9, 100],
  ]);
  expect(shares.from).toBe(0);
  expect(shares.to).toBeCloseTo(1.035, 9);
  expect(shares.step).toBeCloseTo(0.005, 12);
  const minutes = curveScale([
    [60, 100],
    [4320, 0],
  ]);
  expect(minutes).toEqual({ from: 0, to: 4960, step: 20 });
  const points = curveScale([
    [-100, 0],
    [80, 100],
  ]);
  expect(points.from).toBeLessThan(-100);
});

test('one point alone has room too', () => {
  const { from, to } = curveScale([[5, 50]]);
  expect(from).toBeLessThan(5);
  expect(to).toBeGreaterThan(5);
});
