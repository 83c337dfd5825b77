import { expect, test } from 'vitest';
import { read } from './example.ts';

const tickets = [{ ticket_id: 't', account_id: 'a', opened_at: '2026-01-01' }];
/** Three equal clocks, the least number with a reading. */
const three = (clock: Record<string, string>) => ({
  tickets,
  sla_clocks: ['first_reply', 'next_reply', 'resolution'].map((metric) => ({
    ticket_id: 't',
    metric,
    started_at: '2026-01-10T12:00:00Z',
    ...clock,
  })),
});
const none = { reading: null, n: 0 };
const kept = { reading: 1, n: 3 };
const broken = { reading: 0, n: 3 };

test('fewer than three concluded clocks have no reading', () => {
  const clocks = three({ stopped_at: '2026-01-10T13:00:00Z', promised_minutes: '60' });
  expect(read('sla', { ...clocks, sla_clocks: clocks.sla_clocks.slice(1) }, '2026-01-10')).toEqual({
    reading: null,
    n: 2,
  });
});

test('exactly on target is met, a millisecond later is not', () => {
  const stopped = (stopped_at: string) => three({ stopped_at, promised_minutes: '60' });
  expect(read('sla', stopped('2026-01-10T13:00:00.000Z'), '2026-01-10')).toEqual(kept);
  expect(read('sla', stopped('2026-01-10T13:00:00.001Z'), '2026-01-10')).toEqual(broken);
});

test('decimal minutes are exact to the microsecond', () => {
  const stopped = (stopped_at: string) => three({ stopped_at, promised_minutes: '12.345' });
  expect(read('sla', stopped('2026-01-10T12:12:20.700Z'), '2026-01-10')).toEqual(kept);
  expect(read('sla', stopped('2026-01-10T12:12:20.700001Z'), '2026-01-10')).toEqual(broken);
});

test('the window holds the day of the conclusion and 89 days more', () => {
  const clocks = three({ stopped_at: '2026-01-12T13:00:00Z', promised_minutes: '60000' });
  expect(read('sla', clocks, '2026-01-11')).toEqual(none);
  expect(read('sla', clocks, '2026-01-12')).toEqual(kept);
  expect(read('sla', clocks, '2026-04-11')).toEqual(kept);
  expect(read('sla', clocks, '2026-04-12')).toEqual(none);
});

test('an open clock concludes on the day of its deadline, and a later stop does not move it', () => {
  const open = three({ promised_minutes: '1440' });
  expect(read('sla', open, '2026-01-10')).toEqual(none);
  expect(read('sla', open, '2026-01-11')).toEqual(broken);
  expect(read('sla', open, '2026-04-10')).toEqual(broken);
  expect(read('sla', open, '2026-04-11')).toEqual(none);
  const late = three({ promised_minutes: '1440', stopped_at: '2026-02-01' });
  expect(read('sla', late, '2026-01-11')).toEqual(broken);
  expect(read('sla', late, '2026-04-10')).toEqual(broken);
  expect(read('sla', late, '2026-04-11')).toEqual(none);
});

test('a deadline at midnight belongs to the day that begins', () => {
  const open = three({ promised_minutes: '660' });
  expect(read('sla', open, '2026-01-10')).toEqual(none);
  expect(read('sla', open, '2026-01-11')).toEqual(broken);
});

test('met in business time after the calendar deadline: broken while open, met from the stop on', () => {
  const verdict = { promised_minutes: '60', stopped_at: '2026-01-13T09:00:00Z' };
  for (const clocks of [
    three({ ...verdict, promised_met: 'true' }),
    three({ ...verdict, elapsed_minutes: '60' }),
  ]) {
    expect(read('sla', clocks, '2026-01-10')).toEqual(broken);
    expect(read('sla', clocks, '2026-01-12')).toEqual(broken);
    expect(read('sla', clocks, '2026-01-13')).toEqual(kept);
    expect(read('sla', clocks, '2026-04-12')).toEqual(kept);
    expect(read('sla', clocks, '2026-04-13')).toEqual(none);
  }
});

test('promised_met goes before elapsed_minutes, which goes before the calendar', () => {
  const stopped_at = '2026-01-10T12:30:00Z';
  const clock = { stopped_at, promised_minutes: '60', elapsed_minutes: '61' };
  expect(read('sla', three(clock), '2026-01-10')).toEqual(broken);
  expect(read('sla', three({ ...clock, promised_met: '1' }), '2026-01-10')).toEqual(kept);
});

test('an unmet verdict before the deadline concludes at the stop', () => {
  const clock = { promised_met: 'false', promised_minutes: '60000' };
  const clocks = three({ ...clock, stopped_at: '2026-01-12T13:00:00Z' });
  expect(read('sla', clocks, '2026-01-11')).toEqual(none);
  expect(read('sla', clocks, '2026-01-12')).toEqual(broken);
});

test('breached_at is the deadline where it is given', () => {
  const clocks = three({
    promised_minutes: '60',
    breached_at: '2026-01-12T09:00:00Z',
    stopped_at: '2026-01-15T09:00:00Z',
    elapsed_minutes: '90',
  });
  expect(read('sla', clocks, '2026-01-11')).toEqual(none);
  expect(read('sla', clocks, '2026-01-12')).toEqual(broken);
  expect(read('sla', clocks, '2026-04-11')).toEqual(broken);
  expect(read('sla', clocks, '2026-04-12')).toEqual(none);
});

test('a verdict without minutes counts from the stop on; neither of both never counts', () => {
  const stopped_at = '2026-01-12T09:00:00Z';
  const verdict = three({ promised_met: 'false', stopped_at });
  expect(read('sla', verdict, '2026-01-11')).toEqual(none);
  expect(read('sla', verdict, '2026-01-12')).toEqual(broken);
  expect(read('sla', three({ stopped_at, internal_minutes: '5' }), '2026-01-12')).toEqual(none);
});

test('a replaced clock counts until the day on which it was superseded', () => {
  const clocks = three({ promised_minutes: '60', superseded_at: '2026-01-20T09:00:00Z' });
  expect(read('sla', clocks, '2026-01-19')).toEqual(broken);
  expect(read('sla', clocks, '2026-01-20')).toEqual(none);
});
