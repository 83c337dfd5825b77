import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scoreOf } from '../../scoring/curve.ts';
import type { Profile, ScoringModel } from '../../scoring/model.ts';
import { type Curve, defaultEdges } from '../../scoring/scoring.ts';
import {
  addPoint,
  addProfile,
  freeProfileId,
  movePoint,
  moveProfile,
  removePoint,
  removeProfile,
  withKpi,
} from './model-edits.ts';

const curve: Curve = [
  [0, 0],
  [0.4, 40],
  [0.9, 100],
];
const profileOf = (id: string, rule: string | null): Profile => ({
  ...defaultEdges,
  id,
  name: id,
  rule,
  exceptions: [],
  kpis: ['one', 'two'].map((kpi, place) => ({
    id: kpi,
    weight: 5,
    curve,
    place,
    windowDays: null,
    parameter: null,
  })),
});
const model: ScoringModel = {
  parents: 'own',
  profiles: [profileOf('a', 'x'), profileOf('b', 'y'), profileOf('rest', null)],
};
const ids = ({ profiles }: ScoringModel) => profiles.map(({ id }) => id);

describe('profiles', () => {
  test('a KPI of one profile changes, and all else stays the same object', () => {
    const changed = withKpi(model, 'b', 'two', { weight: 9 });
    expect(changed.profiles[1]?.kpis.map(({ weight }) => weight)).toEqual([5, 9]);
    expect(changed.profiles[0]).toBe(model.profiles[0]);
    expect(changed.profiles[1]?.kpis[0]).toBe(model.profiles[1]?.kpis[0]);
  });

  test('move among each other; the one for all others stays last', () => {
    expect(ids(moveProfile(model, 'a', 1))).toEqual(['b', 'a', 'rest']);
    expect(ids(moveProfile(model, 'b', 1))).toEqual(['a', 'b', 'rest']);
    expect(ids(moveProfile(model, 'a', -1))).toEqual(['a', 'b', 'rest']);
    expect(ids(moveProfile(model, 'rest', -1))).toEqual(['a', 'b', 'rest']);
  });

  test('come first and go, but for the last', () => {
    const added = addProfile(model, freeProfileId(model), 'new');
    expect(ids(added)).toEqual(['profile-3', 'a', 'b', 'rest']);
    expect(added.profiles[0]?.rule).not.toBeNull();
    expect(ids(removeProfile(model, 'a'))).toEqual(['b', 'rest']);
    expect(ids(removeProfile(model, 'rest'))).toEqual(['a', 'b', 'rest']);
  });
});

describe('a curve', () => {
  test('keeps its readings ascending and its scores in 0..100, wherever a point is dragged', () => {
    fc.assert(
      fc.property(
        fc.nat(2),
        fc.double({ min: -5, max: 5, noNaN: true }),
        fc.double({ min: -300, max: 300, noNaN: true }),
        fc.constantFrom(0.01, 0.05, 0.5, 1),
        (at, reading, score, step) => {
          const moved = movePoint(curve, at, [reading, score], step);
          const readings = moved.map(([each]) => each);
          expect(readings).toEqual(readings.toSorted((a, b) => a - b));
          expect(new Set(readings).size).toBe(3);
          for (const [, each] of moved) expect(each >= 0 && each <= 100).toBe(true);
        },
      ),
    );
  });

  test('takes whole steps', () => {
    expect(movePoint(curve, 1, [0.523, 61.234], 0.01)[1]).toEqual([0.52, 61.2]);
    expect(movePoint(curve, 1, [7, 50], 0.01)[1]).toEqual([0.89, 50]);
  });

  test('gets a point in its widest gap that changes no score', () => {
    const added = addPoint(curve);
    expect(added).toHaveLength(4);
    for (const value of [-1, 0, 0.2, 0.5, 0.65, 0.8, 2]) {
      expect(scoreOf(value, added)).toBeCloseTo(scoreOf(value, curve), 9);
    }
  });

  test('loses points, but for the last', () => {
    expect(removePoint(curve, 1)).toEqual([
      [0, 0],
      [0.9, 100],
    ]);
    expect(removePoint([[0, 5]], 0)).toEqual([[0, 5]]);
  });
});
