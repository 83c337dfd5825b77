/** One account under observation from a start on: what a figure was then, and after some days; null: not known. */
export interface Course {
  /** Accounts are compared within a stratum only: the same start day and band. */
  stratum: string;
  start: number | null;
  after: number | null;
}

/** Means over one side of a comparison; null without any. */
export interface Side {
  n: number;
  start: number | null;
  after: number | null;
}

/** What became of a figure where an action was taken, and of accounts alike where it was not. It is no proof. */
export interface Comparison {
  taken: Side;
  /** Each stratum weighs as much as it does among those taken. */
  others: Side;
  /** Mean change where it was taken less that of the others; null where either side is empty. */
  difference: number | null;
  /** Taken, but without a known start and end, or without anybody alike to compare with. */
  leftOut: number;
}

type Known<C extends Course> = C & { start: number; after: number };

const isKnown = <C extends Course>(course: C): course is Known<C> =>
  course.start !== null && course.after !== null;

/** Who is behind the figures of a comparison. */
export interface Compared<C extends Course> {
  taken: Known<C>[];
  others: Known<C>[];
  /** Taken, and on neither side. */
  leftOut: C[];
}

/** Strata that only one side has count on neither. */
export function comparedCourses<C extends Course>(
  taken: readonly C[],
  others: readonly C[],
): Compared<C> {
  const strataOf = (courses: readonly C[]) =>
    new Set(courses.filter(isKnown).map(({ stratum }) => stratum));
  const [ofTaken, ofOthers] = [strataOf(taken), strataOf(others)];
  const isCompared = (course: C): course is Known<C> =>
    isKnown(course) && ofTaken.has(course.stratum) && ofOthers.has(course.stratum);
  return {
    taken: taken.filter(isCompared),
    others: others.filter(isCompared),
    leftOut: taken.filter((course) => !isCompared(course)),
  };
}

const mean = (numbers: readonly number[]): number | null =>
  numbers.length === 0 ? null : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/**
 * Compares the courses of accounts where an action was taken with those of accounts that stood in the same stratum on
 * the same day and where it was not (definitions.md 6).
 */
export function compareCourses(taken: readonly Course[], others: readonly Course[]): Comparison {
  const sides = comparedCourses(taken, others);
  const compared = sides.taken;
  const othersOf = Map.groupBy(sides.others, ({ stratum }) => stratum);
  const alike = compared.map(({ stratum }) => othersOf.get(stratum) ?? []);
  const otherStart = mean(alike.map((group) => mean(group.map(({ start }) => start)) ?? 0));
  const otherAfter = mean(alike.map((group) => mean(group.map(({ after }) => after)) ?? 0));
  const start = mean(compared.map((course) => course.start));
  const after = mean(compared.map((course) => course.after));
  const difference =
    start === null || after === null || otherStart === null || otherAfter === null
      ? null
      : after - start - (otherAfter - otherStart);
  return {
    taken: { n: compared.length, start, after },
    others: { n: sides.others.length, start: otherStart, after: otherAfter },
    difference,
    leftOut: sides.leftOut.length,
  };
}
