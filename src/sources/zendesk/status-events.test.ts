import { expect, test } from 'vitest';
import { statusEvents } from './status-events.ts';

const events = (...statuses: string[]): string =>
  statusEvents(
    statuses.map((status, index) => ({ status, at: index, record: index + 1, line: index + 2 })),
  )
    .map(({ event, record }) => `${record} ${event}`)
    .join(', ');

test.each([
  [
    ['new', 'open', 'pending', 'hold', 'open', 'solved', 'closed'],
    '2 open, 3 pending, 4 on_hold, 5 open, 6 solved',
  ],
  [
    ['new', 'solved', 'open', 'solved', 'pending', 'solved'],
    '2 solved, 3 reopened, 4 solved, 5 pending, 6 solved',
  ],
  [['open', 'closed'], '2 solved'],
  [['new', 'solved', 'open', 'closed'], '2 solved, 3 reopened, 4 solved'],
  [['new'], ''],
  [['solved', 'closed'], '1 solved'],
  [['pending', 'pending', 'open'], '1 pending, 3 open'],
  [['new', 'solved', 'deleted', 'open'], '2 solved, 4 reopened'],
])('%j', (statuses, expected) => {
  expect(events(...statuses)).toBe(expected);
});

test('goes by time, not by place in the file; the place decides at one instant', () => {
  const change = (status: string, at: number, record: number) => ({
    status,
    at,
    record,
    line: record + 1,
  });
  const made = statusEvents([
    change('solved', 20, 1),
    change('new', 0, 2),
    change('pending', 10, 3),
    change('open', 10, 4),
  ]);
  expect(made.map(({ event }) => event)).toEqual(['pending', 'open', 'solved']);
});
