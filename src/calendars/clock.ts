import { MS_PER_MINUTE, type Span } from './calendar.ts';
import { businessMinutes, runsOutAt, type Timeline } from './timeline.ts';

/** A promise on a ticket, all that is known of it. Instants in epoch ms. */
interface Clock {
  promisedMinutes: number;
  /** Business hours it runs in; null: round the clock. */
  timeline: Timeline | null;
  /** When it runs, ascending and apart; the last span of a clock that still runs ends at Infinity. */
  running: readonly Span[];
  /** When it was stopped for good; null while it is open. */
  stoppedAt: number | null;
}

/** What became of it (definitions.md 10, sla); an open clock has no elapsed minutes and no verdict yet. */
export interface Verdict {
  elapsedMinutes: number | null;
  promisedMet: boolean | null;
  /**
   * The instant at which the promised minutes ran out, if that came before the stop. Of a clock that runs on: the
   * instant at which they will have run out, if nothing happens; null when they never will.
   */
  breachedAt: number | null;
}

/** Exactly on target is met. */
export function judgeClock({ promisedMinutes, timeline, running, stoppedAt }: Clock): Verdict {
  const minutes = running.map(({ from, until }) => minutesBetween(timeline, from, until));
  const sum = minutes.reduce((total, part) => total + part, 0);
  const isOver = rounded(sum) > promisedMinutes;
  const breachedAt = isOver ? runOut(running, minutes, promisedMinutes, timeline) : null;
  if (stoppedAt === null) return { elapsedMinutes: null, promisedMet: null, breachedAt };
  return { elapsedMinutes: sum, promisedMet: !isOver, breachedAt };
}

function runOut(
  running: readonly Span[],
  minutes: readonly number[],
  promised: number,
  timeline: Timeline | null,
): number | null {
  let left = promised;
  for (const [index, { from }] of running.entries()) {
    const inSpan = minutes[index] ?? 0;
    if (rounded(inSpan - left) > 0) {
      if (timeline === null) return from + Math.round(left * MS_PER_MINUTE);
      return runsOutAt(timeline, from, left);
    }
    left = Math.max(0, left - inSpan);
  }
  return null;
}

const minutesBetween = (timeline: Timeline | null, from: number, until: number): number => {
  if (until === Number.POSITIVE_INFINITY) return until;
  return timeline === null
    ? (until - from) / MS_PER_MINUTE
    : businessMinutes(timeline, from, until);
};

/** Comparisons with an edge use nine decimals (definitions.md 10). */
const rounded = (minutes: number): number =>
  Number.isFinite(minutes) ? Math.round(minutes * 1e9) / 1e9 : minutes;
