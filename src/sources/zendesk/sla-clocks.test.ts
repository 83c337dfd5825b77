import { describe, expect, test } from 'vitest';
import type { TicketEvent } from '../../facts/ticket-history.ts';
import { type Application, type ClockedTicket, type SlaMetric, slaClocks } from './sla-clocks.ts';

const at = (text: string): number => Date.parse(`2026-03-02T${text}Z`);
const applied = (when: string, metric: SlaMetric, minutes: number, record = 1): Application => ({
  at: at(when),
  record,
  line: record + 1,
  metric,
  minutes,
  inBusinessHours: false,
});
const event = (when: string, kind: TicketEvent['event']): TicketEvent => ({
  at: at(when),
  event: kind,
});
const ticket = (rest: Partial<ClockedTicket> = {}): ClockedTicket => ({
  openedAt: at('08:00'),
  events: [],
  replies: [],
  timeline: null,
  ...rest,
});

describe('first reply', () => {
  test('only the latest application counts, from the opening on', () => {
    const clocks = slaClocks(ticket({ replies: [at('09:30')] }), [
      applied('09:00', 'first_reply', 60, 2),
      applied('08:00', 'first_reply', 240, 1),
    ]);
    expect(clocks).toHaveLength(1);
    expect(clocks[0]).toMatchObject({
      record: 2,
      startedAt: at('08:00'),
      stoppedAt: at('09:30'),
      elapsedMinutes: 90,
      promisedMet: false,
      breachedAt: at('09:00'),
      supersededAt: null,
    });
  });

  test('without a reply the first solve stops it; without either it stays open', () => {
    const events = [event('10:00', 'solved'), event('11:00', 'reopened'), event('12:00', 'solved')];
    const application = [applied('08:00', 'first_reply', 180)];
    expect(slaClocks(ticket({ events }), application)[0]).toMatchObject({
      stoppedAt: at('10:00'),
      promisedMet: true,
    });
    expect(slaClocks(ticket(), application)[0]).toMatchObject({
      stoppedAt: null,
      elapsedMinutes: null,
      promisedMet: null,
      breachedAt: at('11:00'),
    });
  });
});

describe('next reply', () => {
  test('runs to the first reply after it; a later policy before that takes its place', () => {
    const clocks = slaClocks(ticket({ replies: [at('09:00'), at('12:00')] }), [
      applied('10:00', 'next_reply', 60, 1),
      applied('11:00', 'next_reply', 90, 2),
      applied('13:00', 'next_reply', 90, 3),
    ]);
    expect(clocks.map((clock) => [clock.stoppedAt, clock.supersededAt, clock.promisedMet])).toEqual(
      [
        [at('12:00'), at('11:00'), false],
        [at('12:00'), null, true],
        [null, null, null],
      ],
    );
  });

  test('of two at one instant the later in the file', () => {
    const clocks = slaClocks(ticket(), [
      applied('10:00', 'next_reply', 60, 1),
      applied('10:00', 'next_reply', 90, 2),
    ]);
    expect(clocks.map(({ record }) => record)).toEqual([2]);
  });
});

describe('work and wait', () => {
  const events = [
    event('09:00', 'pending'),
    event('10:00', 'open'),
    event('10:30', 'on_hold'),
    event('11:00', 'solved'),
    event('12:00', 'reopened'),
    event('12:15', 'solved'),
  ];
  test('run while the ticket stands in their statuses, until the last solve', () => {
    const [work, wait] = slaClocks(ticket({ events }), [
      applied('08:30', 'agent_work', 60),
      applied('08:30', 'requester_wait', 120),
    ]);
    expect(work).toMatchObject({
      startedAt: at('08:30'),
      stoppedAt: at('12:15'),
      elapsedMinutes: 75,
      promisedMet: false,
      breachedAt: at('12:00'),
    });
    expect(wait).toMatchObject({ elapsedMinutes: 105, promisedMet: true, breachedAt: null });
  });

  test('an open ticket has a deadline while the clock runs, none while it pauses', () => {
    const running = ticket({ events: events.slice(0, 2) });
    expect(slaClocks(running, [applied('08:00', 'agent_work', 90)])[0]).toMatchObject({
      stoppedAt: null,
      promisedMet: null,
      breachedAt: at('10:30'),
    });
    const paused = ticket({ events: events.slice(0, 1) });
    expect(slaClocks(paused, [applied('08:00', 'agent_work', 90)])[0]).toMatchObject({
      breachedAt: null,
    });
  });

  test('applied after the last solve it has nothing to run', () => {
    expect(slaClocks(ticket({ events }), [applied('13:00', 'agent_work', 60)])[0]).toMatchObject({
      stoppedAt: at('13:00'),
      elapsedMinutes: 0,
      promisedMet: true,
    });
  });
});
