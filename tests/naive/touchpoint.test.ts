import { expect, test } from 'vitest';
import { type Example, read } from './example.ts';

const ticket = (ticket_id: string, more: Record<string, string> = {}) => ({
  ticket_id,
  account_id: 'a',
  opened_at: '2026-01-01T08:00:00Z',
  ...more,
});
const event = (ticket_id: string, at: string, name: string) => ({ ticket_id, at, event: name });
let messages = 0;
const message = (
  ticket_id: string,
  at: string,
  author: string,
  more: Record<string, string> = {},
) => {
  messages += 1;
  return { message_id: `m${messages}`, ticket_id, at, author, ...more };
};

/** Two tickets solved on 1 February with no reply, so that one more reaches the least number of three. */
const twoOthers: Example = {
  tickets: [
    ticket('o1', { solved_at: '2026-02-01T12:00', agent_replies: '0' }),
    ticket('o2', { solved_at: '2026-02-01T12:00', agent_replies: '0' }),
  ],
};
const withOthers = (example: Example, day: string) =>
  read(
    'touchpoint',
    { ...example, tickets: [...(twoOthers.tickets ?? []), ...(example.tickets ?? [])] },
    day,
  );

test('below three tickets the reading is null, n is told', () => {
  expect(read('touchpoint', twoOthers, '2026-02-01')).toEqual({ reading: null, n: 2 });
  expect(read('touchpoint', {}, '2026-02-01')).toEqual({ reading: null, n: 0 });
});

test('the window holds the day of the solve and 89 days more', () => {
  const example = { tickets: [ticket('t', { solved_at: '2026-02-01', agent_replies: '2' })] };
  expect(withOthers(example, '2026-01-31')).toEqual({ reading: null, n: 0 });
  expect(withOthers(example, '2026-02-01')).toEqual({ reading: 2 / 3, n: 3 });
  expect(withOthers(example, '2026-05-01')).toEqual({ reading: 2 / 3, n: 3 });
  expect(withOthers(example, '2026-05-02')).toEqual({ reading: null, n: 0 });
});

test('one reply or none counts, a private, opening, customer or system message is no agent reply', () => {
  const at = '2026-01-20T10:00:00Z';
  const example = {
    tickets: [ticket('t', { solved_at: '2026-02-01T10:00:00Z' })],
    ticket_messages: [
      message('t', at, 'agent', { opening: 'true' }),
      message('t', at, 'agent', { public: 'false' }),
      message('t', at, 'customer'),
      message('t', at, 'system'),
      message('t', at, 'agent'),
    ],
  };
  expect(withOthers(example, '2026-02-01').reading).toBe(1);
  const second = message('t', at, 'Agent', { public: '1', opening: '0' });
  const twice = { ...example, ticket_messages: [...example.ticket_messages, second] };
  expect(withOthers(twice, '2026-02-01').reading).toBe(2 / 3);
});

test('a reply at the instant of the solve counts, a later one does not', () => {
  const solve = '2026-02-01T10:00:00Z';
  const first = message('t', '2026-01-05', 'agent');
  const example = (at: string) => ({
    tickets: [ticket('t')],
    ticket_events: [event('t', solve, 'solved')],
    ticket_messages: [first, message('t', at, 'agent')],
  });
  expect(withOthers(example(solve), '2026-02-01').reading).toBe(2 / 3);
  expect(withOthers(example('2026-02-01T10:00:00.001Z'), '2026-02-01').reading).toBe(1);
});

test('without any message row agent_replies counts, and an empty one leaves the ticket out', () => {
  const solved_at = '2026-02-01';
  const counted = { tickets: [ticket('t', { solved_at, agent_replies: '1' })] };
  expect(withOthers(counted, '2026-02-01')).toEqual({ reading: 1, n: 3 });
  const unknown = { tickets: [ticket('t', { solved_at })] };
  expect(withOthers(unknown, '2026-02-01')).toEqual({ reading: null, n: 2 });
  const laterMessage = {
    tickets: [ticket('t', { solved_at, agent_replies: '5' })],
    ticket_messages: [message('t', '2026-12-01', 'agent')],
  };
  expect(withOthers(laterMessage, '2026-02-01')).toEqual({ reading: 1, n: 3 });
});

test('solved_at counts only without any solved event, at whatever date that is', () => {
  const tickets = [ticket('t', { solved_at: '2026-02-01', agent_replies: '0' })];
  const later = { tickets, ticket_events: [event('t', '2026-03-01', 'solved')] };
  expect(withOthers(later, '2026-02-15').n).toBe(2);
  expect(withOthers(later, '2026-03-01').n).toBe(3);
  const other = { tickets, ticket_events: [event('t', '2026-01-15', 'pending')] };
  expect(withOthers(other, '2026-02-01').n).toBe(3);
});

test('a reopened ticket does not count from the day of the reopening until it is solved again', () => {
  const example = {
    tickets: [ticket('t')],
    ticket_events: [
      event('t', '2026-02-01T10:00', 'solved'),
      event('t', '2026-02-10T10:00', 'reopened'),
      event('t', '2026-02-20T10:00', 'solved'),
    ],
    ticket_messages: [
      message('t', '2026-01-05', 'agent'),
      message('t', '2026-02-15', 'agent'),
      message('t', '2026-02-21', 'agent'),
    ],
  };
  expect(withOthers(example, '2026-02-09')).toEqual({ reading: 1, n: 3 });
  expect(withOthers(example, '2026-02-10')).toEqual({ reading: null, n: 2 });
  expect(withOthers(example, '2026-02-20')).toEqual({ reading: 2 / 3, n: 3 });
  expect(withOthers(example, '2026-05-01')).toEqual({ reading: 2 / 3, n: 3 });
  expect(withOthers(example, '2026-05-20')).toEqual({ reading: null, n: 1 });
  expect(withOthers(example, '2026-05-21')).toEqual({ reading: null, n: 0 });
});

test('any event after the last solve reopens, one at the same instant does not', () => {
  const example = (at: string, name: string) => ({
    tickets: [ticket('t', { agent_replies: '0' })],
    ticket_events: [event('t', '2026-02-01T10:00:00Z', 'solved'), event('t', at, name)],
  });
  expect(withOthers(example('2026-02-01T10:00:00Z', 'reopened'), '2026-02-01').n).toBe(3);
  expect(withOthers(example('2026-02-01T10:00:00.001Z', 'pending'), '2026-02-01').n).toBe(2);
  expect(withOthers(example('2026-02-02T10:00:00Z', 'open'), '2026-02-01').n).toBe(3);
});
