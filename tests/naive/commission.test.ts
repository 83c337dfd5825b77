import { expect, test } from 'vitest';
import { read } from './example.ts';

const accounts = ['a', 'b', 'c', 'd'].map((account_id) => ({
  account_id,
  name: account_id,
  csm_email: account_id === 'd' ? 'bo@example.com' : 'ana@example.com',
}));
const subscriptions = [
  { subscription_id: 's1', account_id: 'a', starts_on: '2026-01-01', mrr: '100' },
  { subscription_id: 's2', account_id: 'b', starts_on: '2025-01-01', mrr: '300' },
  { subscription_id: 's3', account_id: 'a', starts_on: '2026-01-02', mrr: '900' },
].map((row) => ({ ...row, currency: 'EUR' }));
const target = (period: string, value: string, more: Record<string, string> = {}) => ({
  csm_email: 'ana@example.com',
  kind: 'renewal',
  period,
  value,
  ...more,
});
const renewal = (closed_on: string, renewed_amount: string, outcome = 'renewed') => ({
  renewal_id: `${closed_on}${outcome}`,
  account_id: 'a',
  due_on: '2026-02-15',
  amount: '500',
  currency: 'EUR',
  closed_on,
  outcome,
  renewed_amount,
});
const won = (closed_on: string, amount: string, isWon = 'true') => ({
  opportunity_id: closed_on,
  account_id: 'a',
  kind: 'upsell',
  amount,
  currency: 'EUR',
  created_at: '2025-12-01',
  closed_on,
  won: isWon,
});

test('a hand-set target is met by what was renewed in the period by the day', () => {
  const example = {
    accounts,
    targets: [target('2026-Q1', '1000', { account_id: 'a' })],
    renewals: [
      renewal('2025-12-31', '9999'),
      renewal('2026-01-01', '100'),
      renewal('2026-02-01', '', 'renewed_with_expansion'),
      renewal('2026-02-01', '700', 'lost'),
    ],
    opportunities: [won('2026-01-15', '5000')],
  };
  expect(read('commission', example, '2025-12-31')).toEqual({ reading: null, n: 0 });
  expect(read('commission', example, '2026-01-31')).toEqual({ reading: 0.1, n: 1 });
  expect(read('commission', example, '2026-02-01')).toEqual({ reading: 0.6, n: 1 });
  expect(read('commission', example, '2026-04-01')).toEqual({ reading: null, n: 0 });
});

test('the shortest period with a target counts, renewal and expansion together', () => {
  const set = { account_id: 'a' };
  const targets = [
    target('2026', '9000', set),
    target('2026-Q1', '1000', set),
    target('2026-Q1', '1000', { ...set, kind: 'expansion' }),
    target('2026-02', '0', set),
    target('2026-03', '100', { ...set, kind: 'retention_rate' }),
  ];
  const example = { accounts, targets, opportunities: [won('2026-02-10', '500')] };
  expect(read('commission', example, '2026-02-10')).toEqual({ reading: 0.25, n: 2 });
  expect(read('commission', example, '2026-03-10')).toEqual({ reading: 0.25, n: 2 });
  expect(read('commission', example, '2026-04-10')).toEqual({ reading: 0, n: 1 });
});

test('what a CSM target leaves is split over the other accounts by MRR on the first day', () => {
  const targets = [
    target('2026', '1000'),
    target('2026', '200', { account_id: 'c' }),
    target('2026', '7000', { account_id: 'd', csm_email: 'bo@example.com' }),
  ];
  const example = { accounts, subscriptions, targets, renewals: [renewal('2026-02-01', '100')] };
  expect(read('commission', example, '2026-03-01')).toEqual({ reading: 0.5, n: 1 });
  const tooMuch = [target('2026', '1000'), target('2026', '2000', { account_id: 'c' })];
  expect(read('commission', { ...example, targets: tooMuch }, '2026-03-01')).toEqual({
    reading: null,
    n: 0,
  });
});

test('a missing rate makes it null', () => {
  const targets = [target('2026', '1000', { account_id: 'a', currency: 'CHF' })];
  expect(read('commission', { accounts, targets }, '2026-03-01').reading).toBeNull();
});
