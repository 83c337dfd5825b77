import { expect, test } from 'vitest';
import { read } from './example.ts';

const event = (user_id: string, at: string, more: Record<string, string> = {}) => ({
  account_id: 'a',
  user_id,
  at,
  ...more,
});
const daily = (user_id: string, day: string, more: Record<string, string> = {}) => ({
  account_id: 'a',
  user_id,
  day,
  ...more,
});

test('logins compares distinct users of 30 days with the 30 days before', () => {
  const example = {
    usage_events: [event('u', '2026-03-02T00:00'), event('v', '2026-03-01T23:59:59')],
    usage_daily: [daily('u', '2026-03-31'), daily('w', '2026-01-31'), daily('x', '2026-01-30')],
  };
  expect(read('logins', example, '2026-03-31')).toEqual({ reading: 1 / 2, n: 4 });
});

test('both files are united and users are distinct in the account', () => {
  const example = {
    accounts: [
      { account_id: 'a', name: 'A' },
      { account_id: 'b', name: 'B' },
    ],
    usage_events: [event('u', '2026-03-30'), { ...event('z', '2026-03-30'), account_id: 'b' }],
    usage_daily: [daily('u', '2026-03-30', { count: '7' })],
  };
  expect(read('logins', example, '2026-03-31')).toEqual({ reading: 1, n: 1 });
});

test('a count of zero or less is no use', () => {
  const of = (count: string) =>
    read('logins', { usage_daily: [daily('u', '2026-03-31', { count })] }, '2026-03-31');
  expect(of('0')).toEqual({ reading: null, n: 0 });
  expect(of('-1')).toEqual({ reading: null, n: 0 });
  expect(of('')).toEqual({ reading: 1, n: 1 });
});

test('no use in 30 days reads 0, no use in 180 days null', () => {
  const usage_daily = [daily('u', '2026-01-01')];
  expect(read('logins', { usage_daily }, '2026-01-30')).toEqual({ reading: 1, n: 1 });
  expect(read('logins', { usage_daily }, '2026-01-31')).toEqual({ reading: 0, n: 1 });
  expect(read('logins', { usage_daily }, '2026-06-29')).toEqual({ reading: 0, n: 1 });
  expect(read('logins', { usage_daily }, '2026-06-30')).toEqual({ reading: null, n: 0 });
});

test('adoption counts features against those seen in the company in 90 days', () => {
  const example = {
    accounts: [
      { account_id: 'a', name: 'A' },
      { account_id: 'b', name: 'B' },
    ],
    usage_daily: [
      daily('u', '2026-03-31', { feature: 'api' }),
      daily('v', '2026-03-31', { feature: 'api' }),
      daily('u', '2026-03-31'),
      daily('u', '2026-03-31', { feature: 'off', count: '0' }),
      daily('u', '2026-03-01', { feature: 'old' }),
      { ...daily('u', '2026-01-01', { feature: 'edge' }), account_id: 'b' },
      { ...daily('u', '2025-12-31', { feature: 'gone' }), account_id: 'b' },
    ],
  };
  expect(read('adoption', example, '2026-03-31')).toEqual({ reading: 1 / 3, n: 3 });
  expect(read('adoption', example, '2026-05-01')).toEqual({ reading: 0, n: 3 });
  expect(read('adoption', example, '2026-09-26')).toEqual({ reading: null, n: 2 });
  expect(read('adoption', example, '2026-09-27')).toEqual({ reading: null, n: 0 });
});

test('licence_use divides users by seats active on the day, after 90 days', () => {
  const subscription = { account_id: 'a', mrr: '1', currency: 'EUR', seats: '2' };
  const example = {
    subscriptions: [
      { ...subscription, subscription_id: 's1', starts_on: '2026-01-01', ends_on: '2026-05-01' },
      { ...subscription, subscription_id: 's2', starts_on: '2026-04-01', ends_on: '2026-05-01' },
      { ...subscription, subscription_id: 's3', starts_on: '2026-05-01', seats: '' },
    ],
    usage_daily: [daily('u', '2026-03-20'), daily('v', '2026-03-20'), daily('w', '2026-03-20')],
  };
  expect(read('licence_use', example, '2026-03-31')).toEqual({ reading: null, n: 3 });
  expect(read('licence_use', example, '2026-04-01')).toEqual({ reading: 3 / 4, n: 3 });
  expect(read('licence_use', example, '2026-04-30')).toEqual({ reading: 0, n: 3 });
  expect(read('licence_use', example, '2026-05-01')).toEqual({ reading: null, n: 3 });
});
