import { ces } from './ces.rollup.ts';
import { commission } from './commission.rollup.ts';
import { csat } from './csat.rollup.ts';
import { effort, firstCost } from './effort.rollup.ts';
import { feature } from './feature.rollup.ts';
import { firstReply } from './first-reply.rollup.ts';
import { interaction } from './interaction.rollup.ts';
import { invoice } from './invoice.rollup.ts';
import { milestone } from './milestone.rollup.ts';
import { money } from './money.rollup.ts';
import { nps } from './nps.rollup.ts';
import { rating } from './rating.rollup.ts';
import { relationship } from './relationship.rollup.ts';
import type { CounterRollup, Rollup } from './rollup.ts';
import { seat } from './seat.rollup.ts';
import { slaClock } from './sla-clock.rollup.ts';
import { survey } from './survey.rollup.ts';
import { targetBase } from './target-share.ts';
import { ticketSolve } from './ticket-solve.rollup.ts';
import { usage, usedDay } from './usage.rollup.ts';

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
  ces,
  survey,
  interaction,
  firstReply,
  milestone,
  relationship,
  seat,
  feature,
  commission,
];

/** Every rollup, in the order in which they are filled. */
export const rollups: readonly Rollup[] = [
  usedDay,
  ...counterRollups,
  money,
  firstCost,
  targetBase,
];
