/** How things stand between us and a customer at one time; every row of the demo is drawn from it. */
export interface Situation {
  /** Tickets a month, for a customer of middle size. */
  tickets: number;
  /** Probability that one answer solves a ticket. */
  oneAnswer: number;
  /** Probability that a solved ticket is opened again. */
  reopening: number;
  /** Probability that a promised time is kept. */
  kept: number;
  /** Probability that a support answer is rated well. */
  satisfied: number;
  /** Probability that a survey is answered. */
  answering: number;
  /** Share of the users who come at all. */
  active: number;
  /** Share of the product's features that they use. */
  breadth: number;
  /** Cost of people as a share of revenue. */
  effort: number;
  /** Days from due date to payment; Infinity: not paid at all. */
  paidAfter: number;
  /** What the CSM feels, 1..5; null: nobody rates. */
  rating: number | null;
  /** Mean answer to "would you recommend us", 0..10. */
  promoting: number;
  /** Meetings and calls a month. */
  talks: number;
}

export interface Story {
  /** The story in one line. */
  about: string;
  /** `monthsAgo` is 0 today and grows into the past. */
  at: (monthsAgo: number) => Situation;
  /** Months ago of the day the customer left. */
  left?: number;
  leftBecause?: string;
  /** Months ago at which the champion went. */
  championLeft?: number;
  /** Changes of MRR by factor, months ago. */
  mrrChanges?: readonly (readonly [monthsAgo: number, factor: number])[];
  /** Months without a contract, for a customer who came back. */
  away?: { from: number; until: number };
  billing?: 'monthly' | 'quarterly';
}

export const calm: Situation = {
  tickets: 1.2,
  oneAnswer: 0.88,
  reopening: 0.04,
  kept: 0.98,
  satisfied: 0.95,
  answering: 0.75,
  active: 1,
  breadth: 1,
  effort: 0.2,
  paidAfter: -9,
  rating: 4.3,
  promoting: 8.9,
  talks: 0.8,
};

/** Value at `monthsAgo` on a line through the points, flat outside; points run from the past to today. */
export function along(
  monthsAgo: number,
  ...points: readonly (readonly [monthsAgo: number, value: number])[]
): number {
  let earlier = points[0];
  if (earlier === undefined) return 0;
  if (monthsAgo >= earlier[0]) return earlier[1];
  for (const later of points) {
    if (monthsAgo > later[0]) {
      const part = (earlier[0] - monthsAgo) / (earlier[0] - later[0]);
      return earlier[1] + (later[1] - earlier[1]) * part;
    }
    earlier = later;
  }
  return earlier[1];
}

/** True from `from` months ago until `until` months ago. */
export const during = (monthsAgo: number, from: number, until: number): boolean =>
  monthsAgo <= from && monthsAgo > until;
