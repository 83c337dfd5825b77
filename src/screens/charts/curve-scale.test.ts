import { expect, test } from 'vitest';
import { curveScale } from './curve-scale.ts';

test('shows all points with room beside them, on readings that people count by', () => {
  const shares = [
    [0, 0],
    [0.4, 40],
    [0.9, 100],
  ] as const;
  expect(curveScale(shares, 'share')).toEqual({
    from: 0,
    to: 1,
    step: 0.005,
    ticks: [0, 0.2, 0.4, 0.6, 0.8, 1],
  });
  expect(curveScale(shares, 'number').to).toBe(1.2);
  const minutes = [
    [60, 100],
    [4320, 0],
  ] as const;
  expect(curveScale(minutes, 'minutes')).toEqual({
    from: 0,
    to: 5760,
    step: 20,
    ticks: [0, 1440, 2880, 4320, 5760],
  });
  const points = [
    [-100, 0],
    [80, 100],
  ] as const;
  expect(curveScale(points, 'points').ticks).toEqual([-150, -100, -50, 0, 50, 100, 150]);
});

test('a share beyond the whole has room too, and so has one point alone', () => {
  const beyond = [
    [0.5, 0],
    [1.2, 100],
  ] as const;
  expect(curveScale(beyond, 'share').to).toBeGreaterThan(1.2);
  const { from, to } = curveScale([[5, 50]], 'number');
  expect(from).toBeLessThan(5);
  expect(to).toBeGreaterThan(5);
});
