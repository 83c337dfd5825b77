import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openHours, type Span } from './calendar.ts';
import { judgeClock } from './clock.ts';
import { businessMinutes, timelineOf } from './timeline.ts';

const at = (text: string): number => Date.parse(`2026-03-${text}Z`);
const span = (from: string, until: string): Span => ({ from: at(from), until: at(until) });
const endless = (from: string): Span => ({ from: at(from), until: Number.POSITIVE_INFINITY });
// Monday to Friday, nine to five; 2026-03-02 is a Monday.
const office = timelineOf(
  openHours({
    timeZone: 'UTC',
    holidays: [],
    intervals: [1, 2, 3, 4, 5].map((day) => ({
      startMinute: day * 1440 + 540,
      endMinute: day * 1440 + 1020,
    })),
  }),
);

describe('round the clock', () => {
  const judge = (promisedMinutes: number, stoppedAt: string | null, ...running: Span[]) =>
    judgeClock({
      promisedMinutes,
      timeline: null,
      running,
      stoppedAt: stoppedAt === null ? null : at(stoppedAt),
    });

  test('exactly on target is met', () => {
    expect(judge(60, '02T11:00', span('02T10:00', '02T11:00'))).toEqual({
      elapsedMinutes: 60,
      promisedMet: true,
      breachedAt: null,
    });
  });

  test('a moment later is not, and it was breached when the minutes ran out', () => {
    expect(judge(60, '02T11:00:01', span('02T10:00', '02T11:00:01'))).toEqual({
      elapsedMinutes: 60 + 1 / 60,
      promisedMet: false,
      breachedAt: at('02T11:00'),
    });
  });

  test('pauses do not count', () => {
    const parts = [
      span('02T10:00', '02T10:40'),
      span('03T08:00', '03T08:20'),
      span('04T00:00', '04T01:00'),
    ];
    expect(judge(120, '04T01:00', ...parts)).toMatchObject({
      elapsedMinutes: 120,
      promisedMet: true,
    });
    expect(judge(90, '04T01:00', ...parts)).toMatchObject({ breachedAt: at('04T00:30') });
    // All sixty minutes are used up when the second part ends; the third overruns them.
    expect(judge(60, '04T01:00', ...parts)).toMatchObject({ breachedAt: at('04T00:00') });
  });

  test('an open clock has a deadline and no verdict; a paused one not even that', () => {
    const open = { elapsedMinutes: null, promisedMet: null };
    expect(judge(60, null, endless('02T10:00'))).toEqual({ ...open, breachedAt: at('02T11:00') });
    expect(judge(60, null, span('02T10:00', '02T10:30'))).toEqual({ ...open, breachedAt: null });
    expect(judge(60, null)).toEqual({ ...open, breachedAt: null });
  });
});

describe('in business hours', () => {
  const judge = (promisedMinutes: number, ...running: Span[]) =>
    judgeClock({ promisedMinutes, timeline: office, running, stoppedAt: at('09T12:00') });

  test('a span wholly outside the hours counts nothing', () => {
    expect(judge(60, span('07T10:00', '08T20:00'))).toEqual({
      elapsedMinutes: 0,
      promisedMet: true,
      breachedAt: null,
    });
  });

  test('used up at closing time it is met until the next opening', () => {
    expect(judge(60, span('06T16:00', '07T12:00'))).toMatchObject({ promisedMet: true });
    expect(judge(60, span('06T16:00', '09T09:30'))).toMatchObject({
      promisedMet: false,
      elapsedMinutes: 90,
      breachedAt: at('09T09:00'),
    });
  });
});

test('when it is breached, exactly the promised minutes had run', () => {
  const spans = fc
    .array(fc.integer({ min: 0, max: 30_000 }), { minLength: 2, maxLength: 10 })
    .map((minutes) => [...new Set(minutes)].sort((a, b) => a - b))
    .map((minutes) =>
      minutes.flatMap((minute, index) =>
        index % 2 === 1
          ? [
              {
                from: at('02T00:00') + (minutes[index - 1] ?? 0) * 60_000,
                until: at('02T00:00') + minute * 60_000,
              },
            ]
          : [],
      ),
    );
  fc.assert(
    fc.property(
      spans,
      fc.integer({ min: 0, max: 9000 }),
      fc.boolean(),
      (running, promised, inHours) => {
        const timeline = inHours ? office : null;
        const stoppedAt = running.at(-1)?.until ?? at('02T00:00');
        const verdict = judgeClock({ promisedMinutes: promised, timeline, running, stoppedAt });
        const minutesUntil = (end: number) =>
          running
            .map(({ from, until }) => ({ from, until: Math.max(from, Math.min(until, end)) }))
            .map(({ from, until }) =>
              timeline ? businessMinutes(timeline, from, until) : (until - from) / 60_000,
            )
            .reduce((sum, part) => sum + part, 0);
        expect(verdict.elapsedMinutes).toBeCloseTo(minutesUntil(stoppedAt), 6);
        expect(verdict.promisedMet).toBe(minutesUntil(stoppedAt) <= promised);
        expect(verdict.breachedAt === null).toBe(verdict.promisedMet);
        if (verdict.breachedAt === null) return;
        expect(minutesUntil(verdict.breachedAt)).toBeCloseTo(promised, 6);
        expect(minutesUntil(verdict.breachedAt + 60_000)).toBeGreaterThan(promised);
      },
    ),
    { numRuns: 300, seed: 13 },
  );
});
