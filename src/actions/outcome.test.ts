import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Course, compareCourses } from './outcome.ts';

const course = (stratum: string, start: number | null, after: number | null): Course => ({
  stratum,
  start,
  after,
});

test('the change where it was taken is set against that of accounts alike', () => {
  const taken = [
    course('2026-01-10 at_risk', 20, 50),
    course('2026-01-10 at_risk', 30, 40),
    course('2026-02-01 attention', 55, 75),
  ];
  const others = [
    course('2026-01-10 at_risk', 20, 25),
    course('2026-01-10 at_risk', 30, 25),
    course('2026-02-01 attention', 50, 59),
    // Nobody took it in this stratum: it says nothing about those who did.
    course('2026-02-01 at_risk', 10, 90),
  ];
  // Taken: 35 → 55. Others, the January stratum twice: (25 + 25 + 50) ÷ 3 → (25 + 25 + 59) ÷ 3, a change of 3.
  expect(compareCourses(taken, others)).toEqual({
    taken: { n: 3, start: 35, after: 55 },
    others: { n: 3, start: 100 / 3, after: 109 / 3 },
    difference: expect.closeTo(17, 9),
    leftOut: 0,
  });
});

test('who is not known at both ends, or has nobody alike, is left out and counted', () => {
  const taken = [
    course('a', 20, 50),
    course('a', null, 50),
    course('a', 20, null),
    course('b', 1, 2),
  ];
  const others = [course('a', 20, 30), course('b', 20, null)];
  expect(compareCourses(taken, others)).toEqual({
    taken: { n: 1, start: 20, after: 50 },
    others: { n: 1, start: 20, after: 30 },
    difference: 20,
    leftOut: 3,
  });
});

test('without anybody on one side there is no difference', () => {
  const nobody = { n: 0, start: null, after: null };
  const empty = { taken: nobody, others: nobody, difference: null };
  expect(compareCourses([], [course('a', 1, 2)])).toEqual({ ...empty, leftOut: 0 });
  expect(compareCourses([course('a', 1, 2)], [])).toEqual({ ...empty, leftOut: 1 });
});

const anyCourse = fc.record({
  stratum: fc.constantFrom('a', 'b', 'c'),
  start: fc.integer({ min: 0, max: 100 }),
  after: fc.integer({ min: 0, max: 100 }),
});

test('accounts compared with themselves differ by nothing, and a gain is found to the point', () => {
  fc.assert(
    fc.property(fc.array(anyCourse, { minLength: 1 }), fc.integer(), (courses, gain) => {
      expect(compareCourses(courses, courses).difference).toBeCloseTo(0, 9);
      const better = courses.map((one) => ({ ...one, after: one.after + gain }));
      expect(compareCourses(better, courses).difference).toBeCloseTo(gain, 5);
    }),
  );
});
