import type { Maker } from './maker.ts';

const METRICS = [
  'first_reply',
  'next_reply',
  'periodic_update',
  'requester_wait',
  'agent_work',
  'resolution',
];
const MINUTE = 60_000;

/** Promises kept, broken, broken while open, judged by given verdicts, by business minutes, replaced, never due. */
export function addClocks(maker: Maker, ticketId: string, openedAt: number): void {
  const { random } = maker;
  const count = random.pick([0, 1, 1, 2, 3]);
  for (let number = 0; number < count; number += 1) addClock(maker, ticketId, openedAt);
}

function addClock(maker: Maker, ticketId: string, openedAt: number): void {
  const { random, calendar } = maker;
  const startedAt = random.chance(0.6) ? openedAt : calendar.instantAfter(openedAt);
  const promised = random.pick([
    0,
    0.25,
    12.345,
    30,
    60,
    480,
    1440,
    2880,
    1440 * 89,
    1440 * 90,
    null,
  ]);
  const target = startedAt + (promised ?? 60) * MINUTE;
  const isStopped = random.chance(0.8);
  const stoppedAt = random.pick([
    target,
    target - 1,
    target + 1,
    startedAt + random.between(0, 3000) * MINUTE,
    calendar.instantOn(calendar.dayAfter(calendar.dayOf(startedAt))),
    calendar.instantOn(calendar.dayAfter(calendar.dayOf(target))),
  ]);
  const stop = Math.max(startedAt, stoppedAt);
  const breachedAt = startedAt + random.between(1, 5000) * MINUTE;
  const hasBreach = random.chance(0.2) && (!isStopped || breachedAt < stop);
  // Now and then a verdict contradicts breached_at: open it is broken, from the stop on it is met.
  const isAtOdds = random.chance(0.2);
  const promisedMet = random.pick([null, null, hasBreach ? isAtOdds : true, false]);
  const elapsed = random.pick([null, null, promised, (promised ?? 0) + 0.25, 12.5]);
  const elapsedMinutes =
    hasBreach && !isAtOdds && promised !== null ? promised + random.between(1, 90) : elapsed;
  maker.tables.add('sla_clocks', {
    ticket_id: ticketId,
    metric: random.pick(METRICS),
    started_at: calendar.text(startedAt),
    stopped_at: isStopped ? calendar.text(stop) : null,
    elapsed_minutes: isStopped ? elapsedMinutes : random.pick([null, elapsedMinutes]),
    promised_minutes: promised,
    internal_minutes: random.pick([null, 15, 240]),
    promised_met: promisedMet,
    internal_met: random.pick([null, true, false]),
    breached_at: hasBreach ? calendar.text(breachedAt) : null,
    superseded_at: random.chance(0.12)
      ? calendar.text(
          random.chance(0.5)
            ? calendar.instantAfter(startedAt)
            : calendar.instantOn(calendar.dayAfter(calendar.dayOf(startedAt))),
        )
      : null,
  });
}
