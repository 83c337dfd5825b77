import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Member, rolledUp } from './parents.ts';

const member = (id: number, parentId: number | null = null, arr: number | null = 0): Member => ({
  id,
  parentId,
  arr,
});
const ownOf = (healths: Record<number, number | null>) => (id: number) => healths[id] ?? null;

/** 1 owns 2 and 3; 3 owns 4 and 5. */
const group = [member(1), member(2, 1, 300), member(3, 1, 0), member(4, 3, 50), member(5, 3, 50)];
const own = ownOf({ 1: 90, 2: 80, 3: 70, 4: 20, 5: 40 });
const healthsIn = (mode: Parameters<typeof rolledUp>[2], of = own) =>
  Object.fromEntries(rolledUp(group, of, mode).healths);

describe('health of a parent', () => {
  test('is its own unless told otherwise', () => {
    expect(healthsIn('own')).toEqual({ 1: 90, 2: 80, 3: 70, 4: 20, 5: 40 });
  });

  test('is the mean of the children, level by level', () => {
    expect(healthsIn('mean')).toEqual({ 1: 55, 2: 80, 3: 30, 4: 20, 5: 40 });
  });

  test('is the worst of the children, level by level', () => {
    expect(healthsIn('worst')).toEqual({ 1: 20, 2: 80, 3: 20, 4: 20, 5: 40 });
  });

  test('is weighted by the ARR of each child and all below it', () => {
    expect(healthsIn('arr_weighted')).toEqual({ 1: 67.5, 2: 80, 3: 30, 4: 20, 5: 40 });
  });

  test('leaves children without health out, and is its own without any', () => {
    expect(healthsIn('mean', ownOf({ 1: 90, 3: 70, 5: 40 }))).toEqual({
      1: 40,
      2: null,
      3: 40,
      4: null,
      5: 40,
    });
    expect(healthsIn('worst', ownOf({ 1: 90, 3: 70 }))).toMatchObject({ 1: 70, 3: 70 });
    expect(rolledUp(group, ownOf({ 1: 90, 3: 70 }), 'worst').parents).toEqual(new Set([1]));
    expect(healthsIn('arr_weighted', ownOf({ 1: 90 }))).toMatchObject({ 1: 90, 3: null });
  });

  test('weighs children alike where none has ARR', () => {
    const poor = [member(1), member(2, 1, null), member(3, 1, 0)];
    const { healths } = rolledUp(poor, ownOf({ 2: 10, 3: 30 }), 'arr_weighted');
    expect(healths.get(1)).toBe(20);
  });

  test('a parent that is not there is none', () => {
    expect(rolledUp([member(1, 99)], ownOf({ 1: 50 }), 'mean').healths.get(1)).toBe(50);
  });
});

describe('accounts that are each other’s parents', () => {
  test('keep their own health, whatever other children they have, and are reported', () => {
    const circle = [member(1, 3), member(2, 1), member(3, 2), member(4, 2), member(5, 5)];
    const { healths, parents, cycles } = rolledUp(
      circle,
      ownOf({ 1: 10, 2: 20, 3: 30, 4: 80, 5: 50 }),
      'mean',
    );
    expect(Object.fromEntries(healths)).toEqual({ 1: 10, 2: 20, 3: 30, 4: 80, 5: 50 });
    expect(parents).toEqual(new Set());
    expect(cycles.map((cycle) => cycle.toSorted())).toEqual([[1, 2, 3], [5]]);
  });

  test('whatever the data: everyone has a health between those of all', () => {
    const anyMembers = fc
      .array(fc.tuple(fc.option(fc.nat(15)), fc.nat(3)), { minLength: 1, maxLength: 16 })
      .map((rows) => rows.map(([parent, arr], id) => member(id, parent, arr)));
    const anyMode = fc.constantFrom('own', 'mean', 'worst', 'arr_weighted');
    fc.assert(
      fc.property(anyMembers, anyMode, (members, mode) => {
        const { healths, cycles } = rolledUp(members, (id) => id, mode);
        expect([...healths.keys()].toSorted((a, b) => a - b)).toEqual(members.map(({ id }) => id));
        for (const health of healths.values()) {
          expect(health).toBeGreaterThanOrEqual(-1e-9);
          expect(health).toBeLessThanOrEqual(members.length - 1 + 1e-9);
        }
        const circling = cycles.flat();
        expect(new Set(circling).size).toBe(circling.length);
      }),
    );
  });

  test('a chain of any length', () => {
    const chain = Array.from({ length: 50_000 }, (_, id) => member(id, id === 0 ? null : id - 1));
    const { healths, cycles } = rolledUp(chain, (id) => (id === 49_999 ? 7 : 90), 'worst');
    expect(healths.get(0)).toBe(7);
    expect(cycles).toEqual([]);
  });
});
