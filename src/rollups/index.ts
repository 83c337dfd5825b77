import { csat } from './csat.rollup.ts';
import { effort, firstCost } from './effort.rollup.ts';
import { invoice } from './invoice.rollup.ts';
import { money } from './money.rollup.ts';
import { nps } from './nps.rollup.ts';
import { rating } from './rating.rollup.ts';
import type { CounterRollup, Rollup } from './rollup.ts';
import { slaClock } from './sla-clock.rollup.ts';
import { ticketSolve } from './ticket-solve.rollup.ts';
import { usage, userDay } from './usage.rollup.ts';

/** Rollups whose running sums are counters of an account. */
export const counterRollups: readonly CounterRollup[] = [
  ticketSolve,
  slaClock,
  csat,
  nps,
  effort,
  invoice,
  rating,
  usage,
];

/** Every rollup, in the order in which they are filled. */
export const rollups: readonly Rollup[] = [userDay, ...counterRollups, money, firstCost];
