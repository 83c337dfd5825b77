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

interface Known {
  stratum: string;
  start: number;
  after: number;
}

const known = (courses: readonly Course[]): Known[] =>
  courses.flatMap(({ stratum, start, after }) =>
    start === null || after === null ? [] : [{ stratum, start, after }],
  );

const mean = (numbers: readonly number[]): number | null =>
  numbers.length === 0 ? null : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/**
 * Compares the courses of accounts where an action was taken with those of accounts that stood in the same stratum on
 * the same day and where it was not (definitions.md 6). Strata that only one side has count on neither.
 */
export function compareCourses(taken: readonly Course[], others: readonly Course[]): Comparison {
  const othersOf = Map.groupBy(known(others), ({ stratum }) => stratum);
  const compared = known(taken).filter(({ stratum }) => othersOf.has(stratum));
  const strata = new Set(compared.map(({ stratum }) => stratum));
  const alike = compared.map(({ stratum }) => othersOf.get(stratum) ?? []);
  const otherStart = mean(alike.map((group) => mean(group.map(({ start }) => start)) ?? 0));
  const otherAfter = mean(alike.map((group) => mean(group.map(({ after }) => after)) ?? 0));
  const start = mean(compared.map((course) => course.start));
  const after = mean(compared.map((course) => course.after));
  const difference =
    start === null || after === null || otherStart === null || otherAfter === null
      ? null
      : after - start - (otherAfter - otherStart);
  const nOthers = [...strata].reduce((n, stratum) => n + (othersOf.get(stratum)?.length ?? 0), 0);
  return {
    taken: { n: compared.length, start, after },
    others: { n: nOthers, start: otherStart, after: otherAfter },
    difference,
    leftOut: taken.length - compared.length,
  };
}
