import { MS_PER_DAY, MS_PER_MINUTE, type OpenHours } from './calendar.ts';

/** From an instant on, these hours hold, until the next stage begins. */
export interface Stage {
  from: number;
  hours: OpenHours;
}

/**
 * Which calendar is in force when, ascending; the first stage also holds before its own start. Business time over
 * several stages is summed over all of them (definitions.md 4: the schedules a ticket passed through).
 */
export type Timeline = readonly [Stage, ...Stage[]];

/** How far ahead a deadline is sought: a target that lasts longer is no deadline. */
const HORIZON_DAYS = 36_525;

export const timelineOf = (hours: OpenHours): Timeline => [{ from: 0, hours }];

/** Business minutes in [from, until), instants in epoch ms; seconds are fractions; 0 when until ≤ from. */
export function businessMinutes(timeline: Timeline, from: number, until: number): number {
  let sum = 0;
  eachOpenSpan(timeline, from, until, (start, end) => {
    sum += end - start;
    return true;
  });
  return sum / MS_PER_MINUTE;
}

/**
 * The instant (epoch ms) at which `minutes` of business time after `from` have run out: a moment later more than
 * `minutes` have passed. Where they end with the open hours that is the next opening, since until then nothing is
 * overrun. Null when it does not come within a hundred years, as in a calendar that never opens.
 */
export function runsOutAt(timeline: Timeline, from: number, minutes: number): number | null {
  let left = Math.round(minutes * MS_PER_MINUTE);
  if (timeline.every(({ hours }) => !hours.everOpen)) return null;
  let found: number | null = null;
  eachOpenSpan(timeline, from, from + HORIZON_DAYS * MS_PER_DAY, (start, end) => {
    if (end - start > left) {
      found = start + left;
      return false;
    }
    left -= end - start;
    return true;
  });
  return found;
}

/** Calls `visit` with every open span in [from, until), in order, until it returns false. */
function eachOpenSpan(
  timeline: Timeline,
  from: number,
  until: number,
  visit: (from: number, until: number) => boolean,
): void {
  for (const [index, { from: start, hours }] of timeline.entries()) {
    const stageFrom = index === 0 ? from : Math.max(from, start);
    const stageUntil = Math.min(until, timeline[index + 1]?.from ?? until);
    if (stageFrom >= stageUntil || !hours.everOpen) continue;
    const lastDay = Math.floor((stageUntil - 1) / MS_PER_DAY);
    for (let day = Math.floor(stageFrom / MS_PER_DAY); day <= lastDay; day += 1) {
      for (const span of hours.spansOfUtcDay(day)) {
        const spanFrom = Math.max(span.from, stageFrom);
        const spanUntil = Math.min(span.until, stageUntil);
        if (spanFrom < spanUntil && !visit(spanFrom, spanUntil)) return;
      }
    }
  }
}
