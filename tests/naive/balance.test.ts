import { expect, test } from 'vitest';
import { type Example, read } from './example.ts';

const subscription = (more: Record<string, string> = {}) => ({
  subscription_id: `s${more.starts_on ?? ''}`,
  account_id: 'a',
  starts_on: '2025-01-01',
  mrr: '365',
  currency: 'EUR',
  ...more,
});
const cost = (amount: string, at: string, currency = 'EUR', account_id = 'a') => ({
  cost_id: `c${amount}${at}${currency}${account_id}`,
  account_id,
  at,
  amount,
  currency,
});
const time = (minutes: string, at: string, more: Record<string, string> = {}) => ({
  entry_id: `e${at}`,
  account_id: 'a',
  at,
  minutes,
  ...more,
});
const solved = (agent_replies: string, solved_at: string) => ({
  ticket_id: 't',
  account_id: 'a',
  opened_at: '2026-01-01',
  solved_at,
  agent_replies,
});
const reply = (message_id: string, at: string, more: Record<string, string> = {}) => ({
  message_id,
  ticket_id: 't',
  at,
  author: 'agent',
  ...more,
});
const other = { account_id: 'b', name: 'B' };
const day = '2026-03-31';
/** 365 a month is 12 a day and 1,080 in a window of 90 days. */
const REVENUE = 1080;

const margin = (spent: number) => ({ reading: (REVENUE - spent) / REVENUE });

test('revenue is MRR × 12 ÷ 365 per active day, the last one the day before ends_on', () => {
  const of = (more: Record<string, string>) =>
    read('balance', { subscriptions: [subscription(more)], costs: [cost('6', day)] }, day);
  expect(of({})).toEqual({ ...margin(6), n: 2 });
  expect(of({ starts_on: day })).toEqual({ reading: 0.5, n: 2 });
  expect(of({ ends_on: '2026-01-02' })).toEqual({ reading: 0.5, n: 2 });
  expect(of({ ends_on: '2026-01-01' })).toEqual({ reading: -1, n: 1 });
  expect(of({ starts_on: day, ends_on: day })).toEqual({ reading: -1, n: 1 });
  expect(of({ starts_on: '2026-04-01' })).toEqual({ reading: -1, n: 1 });
});

test('costs count on their date, for 90 days', () => {
  const example = { subscriptions: [subscription()], costs: [cost('108', '2026-01-01')] };
  expect(read('balance', example, '2026-01-01')).toEqual({ ...margin(108), n: 2 });
  expect(read('balance', example, '2026-03-31')).toEqual({ ...margin(108), n: 2 });
  expect(read('balance', example, '2026-04-01')).toEqual({ ...margin(0), n: 1 });
});

test('null everywhere until the company has a time entry, a cost or an agent reply', () => {
  const accounts = [{ account_id: 'a', name: 'A' }, other];
  const before = (more: Example) =>
    read('balance', { accounts, subscriptions: [subscription()], ...more }, day);
  expect(before({})).toEqual({ reading: null, n: 1 });
  expect(before({ costs: [cost('1', '2026-04-01', 'EUR', 'b')] }).reading).toBeNull();
  expect(before({ costs: [cost('1', '2020-01-01', 'EUR', 'b')] }).reading).toBe(1);
  const tickets = [{ ...solved('', ''), account_id: 'b' }];
  expect(before({ tickets, ticket_messages: [reply('m', day)] }).reading).toBe(1);
  const privately = [reply('m', day, { public: 'false' })];
  expect(before({ tickets, ticket_messages: privately }).reading).toBeNull();
  const counted = [{ ...solved('1', '2026-01-01'), account_id: 'b' }];
  expect(before({ tickets: counted }).reading).toBe(1);
  const neverSolved = [{ ...solved('1', ''), account_id: 'b' }];
  expect(before({ tickets: neverSolved }).reading).toBeNull();
});

test('without revenue: −1 where there is cost, null where there is none', () => {
  expect(read('balance', { costs: [cost('1', day)] }, day)).toEqual({ reading: -1, n: 1 });
  expect(read('balance', { costs: [cost('-1', day)] }, day)).toEqual({ reading: null, n: 1 });
  expect(read('balance', { costs: [cost('0', day)] }, day)).toEqual({ reading: null, n: 1 });
  const free = { subscriptions: [subscription({ mrr: '0' })], costs: [cost('1', day)] };
  expect(read('balance', free, day)).toEqual({ reading: -1, n: 2 });
  const old = { costs: [cost('1', '2020-01-01')] };
  expect(read('balance', old, day)).toEqual({ reading: null, n: 0 });
});

test('the share is clamped to −1 and 1', () => {
  const with_ = (amount: string) =>
    read('balance', { subscriptions: [subscription()], costs: [cost(amount, day)] }, day).reading;
  expect(with_('5000')).toBe(-1);
  expect(with_('-5000')).toBe(1);
});

test('time costs its own hourly cost or the default in the company currency', () => {
  const time_entries = [
    time('30', '2026-03-01'),
    time('60', '2026-03-02', { hourly_cost: '24' }),
    time('60', '2026-03-03', { hourly_cost: '24', currency: 'USD' }),
    time('60', '2026-03-04', { currency: 'USD' }),
  ];
  const fx_rates = [{ currency: 'USD', rate: '0.5' }];
  const example = { subscriptions: [subscription()], time_entries, fx_rates };
  expect(read('balance', example, day)).toEqual({ ...margin(30 + 24 + 12 + 60), n: 5 });
});

test('replies of a ticket are costed on their dates while it has no time entry', () => {
  const ticket_messages = [
    reply('opening', '2026-01-01', { opening: 'true' }),
    reply('m1', '2026-01-02'),
    reply('m2', '2026-03-20'),
    reply('private', '2026-03-20', { public: '0' }),
  ];
  const example = {
    subscriptions: [subscription()],
    tickets: [solved('9', '2026-03-21')],
    ticket_messages,
  };
  expect(read('balance', example, '2026-03-19')).toEqual({ ...margin(10), n: 2 });
  expect(read('balance', example, '2026-03-31')).toEqual({ ...margin(20), n: 3 });
  expect(read('balance', example, '2026-04-02')).toEqual({ ...margin(10), n: 2 });
  const later = {
    ...example,
    time_entries: [time('60', '2026-03-30', { ticket_id: 't' })],
  };
  expect(read('balance', later, '2026-03-29')).toEqual({ ...margin(20), n: 3 });
  expect(read('balance', later, '2026-03-30')).toEqual({ ...margin(60), n: 2 });
  expect(read('balance', later, '2026-06-28')).toEqual({ ...margin(0), n: 1 });
});

test('without message rows agent_replies are costed on the last solve by the day', () => {
  const example = { subscriptions: [subscription()], tickets: [solved('3', '2026-03-01')] };
  expect(read('balance', example, '2026-02-28')).toEqual({ reading: null, n: 1 });
  expect(read('balance', example, '2026-03-01')).toEqual({ ...margin(30), n: 4 });
  expect(read('balance', example, '2026-05-29')).toEqual({ ...margin(30), n: 4 });
  expect(read('balance', example, '2026-05-30')).toEqual({ ...margin(0), n: 1 });
  const ticket_events = [
    { ticket_id: 't', at: '2026-03-01', event: 'solved' },
    { ticket_id: 't', at: '2026-03-05', event: 'reopened' },
    { ticket_id: 't', at: '2026-06-15', event: 'solved' },
  ];
  const again = { ...example, ticket_events };
  expect(read('balance', again, '2026-03-06')).toEqual({ ...margin(30), n: 4 });
  expect(read('balance', again, '2026-06-14')).toEqual({ ...margin(0), n: 1 });
  expect(read('balance', again, '2026-06-15')).toEqual({ ...margin(30), n: 4 });
});

test('every amount converts at the rates of the day, also those of earlier dates', () => {
  const fx_rates = [
    { currency: 'USD', rate: '0.5', from_on: '' },
    { currency: 'USD', rate: '0.25', from_on: '2026-03-31' },
  ];
  const example = {
    fx_rates,
    subscriptions: [subscription()],
    costs: [cost('400', '2026-03-01', 'USD')],
  };
  expect(read('balance', example, '2026-03-30')).toEqual({ ...margin(200), n: 2 });
  expect(read('balance', example, '2026-03-31')).toEqual({ ...margin(100), n: 2 });
});

test('a missing rate makes the figure null only while the amount is in it, n stays', () => {
  const example = {
    subscriptions: [subscription()],
    costs: [cost('1', '2026-01-01', 'CHF'), cost('108', '2026-03-31')],
  };
  expect(read('balance', example, '2026-03-31')).toEqual({ reading: null, n: 3 });
  expect(read('balance', example, '2026-04-01')).toEqual({ ...margin(108), n: 2 });
  const fx_rates = [{ currency: 'CHF', rate: '2', from_on: '2026-03-31' }];
  const rated = { ...example, fx_rates };
  expect(read('balance', rated, '2026-03-30')).toEqual({ reading: null, n: 2 });
  expect(read('balance', rated, '2026-03-31')).toEqual({ ...margin(110), n: 3 });
});
