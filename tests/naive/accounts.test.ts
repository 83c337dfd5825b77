import { expect, test } from 'vitest';
import { exampleFacts, read, settings } from './example.ts';
import { naiveReadings } from './readings.ts';

const invoice = (more: Record<string, string>) => ({
  invoice_id: 'i',
  account_id: 'a',
  issued_on: '2026-01-01',
  due_on: '2026-01-31',
  amount: '100',
  currency: 'EUR',
  ...more,
});
const openOn = (day: string, more: Record<string, string> = {}) =>
  read('open_invoices', { invoices: [invoice(more)] }, day);

test('an invoice is overdue from the day after due_on until the day it is paid', () => {
  expect(openOn('2025-12-31')).toEqual({ reading: null, n: 0 });
  expect(openOn('2026-01-01')).toEqual({ reading: 0, n: 1 });
  expect(openOn('2026-01-31')).toEqual({ reading: 0, n: 1 });
  expect(openOn('2026-02-01')).toEqual({ reading: 1, n: 1 });
  expect(openOn('2026-02-09', { paid_on: '2026-02-10' })).toEqual({ reading: 1, n: 1 });
  expect(openOn('2026-02-10', { paid_on: '2026-02-10' })).toEqual({ reading: 0, n: 1 });
});

test('void counts nowhere, uncollectible stays open, paid without paid_on is paid on due_on', () => {
  expect(openOn('2026-03-01', { status: 'void' })).toEqual({ reading: null, n: 0 });
  expect(openOn('2026-03-01', { status: 'uncollectible' })).toEqual({ reading: 1, n: 1 });
  expect(openOn('2026-03-01', { status: 'paid' })).toEqual({ reading: 0, n: 1 });
  const late = { status: 'paid', paid_on: '2026-03-02' };
  expect(openOn('2026-03-01', late)).toEqual({ reading: 1, n: 1 });
  const openButPaid = { status: 'open', paid_on: '2026-02-02' };
  expect(openOn('2026-03-01', openButPaid)).toEqual({ reading: 0, n: 1 });
});

test('amounts of zero and below are never open', () => {
  expect(openOn('2026-03-01', { amount: '0' })).toEqual({ reading: 0, n: 1 });
  expect(openOn('2026-03-01', { amount: '-5' })).toEqual({ reading: 0, n: 1 });
  expect(openOn('2026-03-01', { amount: '0.01' })).toEqual({ reading: 1, n: 1 });
});

const rating = (csm_email: string, at: string, value: string) => ({
  account_id: 'a',
  csm_email,
  at,
  rating: value,
});

test('the newest rating holds 90 days, whoever gave it', () => {
  const ratings = [
    rating('x@example.com', '2026-01-01', '2'),
    rating('y@example.com', '2026-01-10T09:00', '5'),
  ];
  expect(read('agent_rating', { ratings }, '2025-12-31')).toEqual({ reading: null, n: 0 });
  expect(read('agent_rating', { ratings }, '2026-01-09')).toEqual({ reading: 2, n: 1 });
  expect(read('agent_rating', { ratings }, '2026-01-10')).toEqual({ reading: 5, n: 1 });
  expect(read('agent_rating', { ratings }, '2026-04-09')).toEqual({ reading: 5, n: 1 });
  expect(read('agent_rating', { ratings }, '2026-04-10')).toEqual({ reading: null, n: 0 });
});

test('at the same instant the rating of the higher csm_email wins', () => {
  const ratings = [
    rating('b@example.com', '2026-01-10T09:00:00Z', '1'),
    rating('a@example.com', '2026-01-10T10:00:00+01:00', '4'),
  ];
  expect(read('agent_rating', { ratings }, '2026-01-10')).toEqual({ reading: 1, n: 1 });
});

test('accounts created after the day are left out, others sorted by code point', () => {
  const accounts = ['a', '\u{1F600}', '\uFF5E', 'B', 'late'].map((account_id) => ({
    account_id,
    name: account_id,
    created_at: account_id === 'late' ? '2026-01-10T00:00' : '',
  }));
  const ids = (day: string) =>
    naiveReadings(exampleFacts({ accounts }), settings, day, ['nps']).map((row) => row.account_id);
  expect(ids('2026-01-09')).toEqual(['B', 'a', '\uFF5E', '\u{1F600}']);
  expect(ids('2026-01-10')).toEqual(['B', 'a', 'late', '\uFF5E', '\u{1F600}']);
});
