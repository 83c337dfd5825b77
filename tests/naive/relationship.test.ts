import { expect, test } from 'vitest';
import { read } from './example.ts';

const contact = (contact_id: string, role: string, left_at = '') => ({
  contact_id,
  account_id: 'a',
  name: contact_id,
  role,
  left_at,
});
const interaction = (kind: string, at: string, contact_ids: string, inbound = '') => ({
  interaction_id: `${kind}${at}${contact_ids}`,
  account_id: 'a',
  at,
  kind,
  contact_ids,
  inbound,
});

test('engagement counts deciders still there with a two-way interaction', () => {
  const contacts = [
    contact('boss', 'executive'),
    contact('fan', 'champion', '2026-03-15T10:00'),
    contact('chief', 'Decision_Maker'),
    contact('user', 'user'),
    contact('nobody', ''),
  ];
  const interactions = [
    interaction('call', '2026-01-01', 'boss; user;unknown'),
    interaction('meeting', '2026-03-01', 'fan;nobody'),
    interaction('email', '2026-03-01', 'chief', 'false'),
    interaction('other', '2026-03-20', 'chief', 'true'),
  ];
  const example = { contacts, interactions };
  expect(read('engagement', example, '2025-12-31')).toEqual({ reading: 0, n: 4 });
  expect(read('engagement', example, '2026-03-14')).toEqual({ reading: 2, n: 4 });
  expect(read('engagement', example, '2026-03-15')).toEqual({ reading: 1, n: 4 });
  expect(read('engagement', example, '2026-03-31')).toEqual({ reading: 2, n: 4 });
  expect(read('engagement', example, '2026-04-01')).toEqual({ reading: 1, n: 4 });
  const roleless = { contacts: [contact('nobody', '')], interactions };
  expect(read('engagement', roleless, '2026-03-31')).toEqual({ reading: null, n: 0 });
});

test('cadence is days since any interaction ÷ 30', () => {
  const interactions = [
    interaction('email', '2026-01-01T23:59', ''),
    interaction('email', '2026-01-31', ''),
  ];
  expect(read('cadence', { interactions }, '2025-12-31')).toEqual({ reading: null, n: 0 });
  expect(read('cadence', { interactions }, '2026-01-16')).toEqual({ reading: 0.5, n: 1 });
  expect(read('cadence', { interactions }, '2026-01-31')).toEqual({ reading: 0, n: 1 });
  expect(read('cadence', { interactions }, '2027-01-31').reading).toBeCloseTo(365 / 30, 12);
});

test('response_time is the median of first agent replies in the window', () => {
  const tickets = ['t1', 't2', 't3', 't4', 't5'].map((ticket_id) => ({
    ticket_id,
    account_id: 'a',
    opened_at: '2026-01-10T10:00:00Z',
    agent_replies: '1',
  }));
  const message = (ticket_id: string, at: string, more: Record<string, string> = {}) => ({
    message_id: `${ticket_id}${at}${more.public ?? ''}`,
    ticket_id,
    at,
    author: 'agent',
    ...more,
  });
  const ticket_messages = [
    message('t1', '2026-01-10T09:00:00Z'),
    message('t2', '2026-01-10T10:10:00Z'),
    message('t2', '2026-02-10T10:00:00Z'),
    message('t3', '2026-01-10T10:05:00Z', { public: 'false' }),
    message('t3', '2026-01-10T10:20:00Z'),
    message('t4', '2026-01-11T10:00:00Z'),
  ];
  const example = { tickets, ticket_messages };
  expect(read('response_time', example, '2026-01-10')).toEqual({ reading: 10, n: 3 });
  expect(read('response_time', example, '2026-01-11')).toEqual({ reading: 15, n: 4 });
  expect(read('response_time', example, '2026-04-10')).toEqual({ reading: null, n: 1 });
});

test('onboarding lasts while any milestone is open', () => {
  const milestone = (name: string, due_on: string, done_on: string) => ({
    account_id: 'a',
    milestone: name,
    due_on,
    done_on,
  });
  const milestones = [
    milestone('one', '2026-01-10', '2026-01-10'),
    milestone('two', '2026-01-20', '2026-01-25'),
    milestone('three', '2026-02-10', '2026-02-01'),
  ];
  expect(read('onboarding', { milestones }, '2026-01-09')).toEqual({ reading: null, n: 0 });
  expect(read('onboarding', { milestones }, '2026-01-10')).toEqual({ reading: 1, n: 1 });
  expect(read('onboarding', { milestones }, '2026-01-20')).toEqual({ reading: 0.5, n: 2 });
  expect(read('onboarding', { milestones }, '2026-01-25')).toEqual({ reading: 0.75, n: 2 });
  expect(read('onboarding', { milestones }, '2026-02-01')).toEqual({ reading: null, n: 2 });
});

test('growth compares MRR with 365 days before, both at the rates of the day', () => {
  const subscriptions = [
    {
      subscription_id: 's1',
      starts_on: '2025-01-01',
      ends_on: '2025-06-01',
      mrr: '100',
      currency: 'EUR',
    },
    { subscription_id: 's2', starts_on: '2025-06-01', ends_on: '', mrr: '75', currency: 'USD' },
  ].map((row) => ({ account_id: 'a', ...row }));
  const example = {
    subscriptions,
    fx_rates: [{ currency: 'USD', rate: '2', from_on: '2026-01-10' }],
  };
  expect(read('growth', example, '2025-12-31')).toEqual({ reading: null, n: 0 });
  expect(read('growth', example, '2026-01-09')).toEqual({ reading: null, n: 1 });
  expect(read('growth', example, '2026-05-31')).toEqual({ reading: 0.5, n: 1 });
  expect(read('growth', example, '2026-06-01')).toEqual({ reading: 0, n: 1 });
});
