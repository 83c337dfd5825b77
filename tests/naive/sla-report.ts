import type { AsOf } from './as-of.ts';
import type { Clock } from './columns.ts';
import { naiveFigures } from './figures.ts';
import { conclusionOf } from './kpis/sla.ts';
import type { AccountFacts } from './portfolio.ts';

const clocksOf = (account: AccountFacts): Clock[] =>
  account.tickets.flatMap(({ clocks }) => clocks);

const sumUp = (verdicts: readonly boolean[]) => {
  const met = verdicts.filter(Boolean).length;
  return { n: verdicts.length, met, share: verdicts.length === 0 ? null : met / verdicts.length };
};

/** Verdicts of an account's clocks of one metric (null: of all) concluded in a window. */
export function verdictsOf(
  account: AccountFacts,
  asOf: AsOf,
  { metric, windowDays }: { metric: string | null; windowDays: number },
): boolean[] {
  return clocksOf(account)
    .filter((clock) => metric === null || clock.metric === metric)
    .map((clock) => conclusionOf(clock, asOf))
    .filter((conclusion) => conclusion !== null)
    .filter(({ at }) => asOf.inWindow(at, windowDays))
    .map(({ isMet }) => isMet);
}

export const naiveCompliance = (
  accounts: readonly AccountFacts[],
  asOf: AsOf,
  looked: { metric: string | null; windowDays: number },
) => sumUp(accounts.flatMap((account) => verdictsOf(account, asOf, looked)));

/** The account stayed below the threshold in each of the last three complete months. */
export const isPermanent = (account: AccountFacts, asOf: AsOf): boolean =>
  naiveFigures.sla?.(account, asOf).months_below_threshold === 3;

interface Trial {
  metric: string;
  targetMinutes: number;
  windowDays: number;
}

/** Whether a clock would have kept another target, and when that was certain; null while it is not, or does not count. */
function triedOn(clock: Clock, asOf: AsOf, targetMinutes: number) {
  if (!asOf.happened(clock.started_at) || asOf.happened(clock.superseded_at)) return null;
  const deadline = clock.started_at + targetMinutes * 60_000;
  const stoppedAt = clock.stopped_at;
  if (!asOf.happened(stoppedAt)) {
    return asOf.happened(deadline) ? { at: deadline, isMet: false } : null;
  }
  const minutes = clock.elapsed_minutes ?? (stoppedAt - clock.started_at) / 60_000;
  return minutes <= targetMinutes
    ? { at: stoppedAt, isMet: true }
    : { at: Math.min(stoppedAt, deadline), isMet: false };
}

/** Compliance with another target than was promised. */
export const naiveTrial = (accounts: readonly AccountFacts[], asOf: AsOf, trial: Trial) =>
  sumUp(
    accounts
      .flatMap(clocksOf)
      .filter(({ metric }) => metric === trial.metric)
      .map((clock) => triedOn(clock, asOf, trial.targetMinutes))
      .filter((tried) => tried !== null)
      .filter(({ at }) => asOf.inWindow(at, trial.windowDays))
      .map(({ isMet }) => isMet),
  );
