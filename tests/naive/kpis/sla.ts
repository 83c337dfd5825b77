import type { AsOf, NaiveKpi } from '../as-of.ts';
import type { Clock } from '../columns.ts';

const WINDOW_DAYS = 90;
const MIN_N = 3;

/** Minutes may have decimals; a whole microsecond is the finest instant, so that "exactly on target" is exact. */
const milliseconds = (minutes: number) => Math.round(minutes * 60_000_000) / 1000;

export interface Conclusion {
  at: number;
  isMet: boolean;
}

/** The instant from which an unmet clock counts as breached; null where nothing tells (definitions.md 10, sla). */
function deadlineOf(clock: Clock): number | null {
  if (clock.breached_at !== null) return clock.breached_at;
  if (clock.promised_minutes === null) return null;
  return clock.started_at + milliseconds(clock.promised_minutes);
}

function isMetAtStop(clock: Clock, stoppedAt: number): boolean {
  if (clock.promised_met !== null) return clock.promised_met;
  const promised = clock.promised_minutes ?? 0;
  if (clock.elapsed_minutes !== null) return clock.elapsed_minutes <= promised;
  return stoppedAt <= clock.started_at + milliseconds(promised);
}

/** How a clock stands at the end of the day: concluded met, concluded unmet, or null (running, not counted, replaced). */
export function conclusionOf(clock: Clock, asOf: AsOf): Conclusion | null {
  if (clock.promised_minutes === null && clock.promised_met === null) return null;
  if (asOf.happened(clock.superseded_at)) return null;
  const deadline = deadlineOf(clock);
  const stoppedAt = clock.stopped_at;
  if (!asOf.happened(stoppedAt)) {
    return asOf.happened(deadline) ? { at: deadline, isMet: false } : null;
  }
  if (isMetAtStop(clock, stoppedAt)) return { at: stoppedAt, isMet: true };
  return { at: Math.min(stoppedAt, deadline ?? stoppedAt), isMet: false };
}

/** Share of concluded SLA clocks that met the promised target (definitions.md 4 and 10, sla). */
export const sla: NaiveKpi = (account, asOf) => {
  const concluded = account.tickets
    .flatMap(({ clocks }) => clocks)
    .map((clock) => conclusionOf(clock, asOf))
    .filter((conclusion) => conclusion !== null)
    .filter(({ at }) => asOf.inWindow(at, asOf.settings.windowDays ?? WINDOW_DAYS));
  const n = concluded.length;
  const met = concluded.filter(({ isMet }) => isMet).length;
  return {
    reading: n < (asOf.settings.minimumRows ?? MIN_N) ? null : met / n,
    n,
    parts: { met, unmet: n - met },
  };
};
