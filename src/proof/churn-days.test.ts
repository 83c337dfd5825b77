import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { batchOf, store } from '../../tests/product.ts';
import { freshDatabase, type TestDatabase } from '../db/test-database.ts';
import { churnDays } from './churn-days.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

const accounts = [
  ['stays', ''],
  ['said', '2025-03-01T23:30:00Z'], // 2 March in Berlin
  ['not_renewed', ''],
  ['lost_without_day', ''],
  ['ended', ''],
  ['changed', ''],
  ['paused', ''],
  ['free', ''],
  ['first_of_all', '2025-09-01'],
  ['one_of_two', ''],
];
const subscriptions = [
  ['stays', '2024-01-01', '', '100'],
  ['ended', '2024-01-01', '2025-04-01', '100'],
  // Another row begins on the day on which the first has ended, so there is no day with MRR 0.
  ['changed', '2024-01-01', '2025-02-01', '100'],
  ['changed', '2025-02-01', '', '50'],
  ['paused', '2024-01-01', '2024-06-01', '100'],
  ['paused', '2024-09-01', '', '100'],
  ['free', '2024-01-01', '2024-06-01', '0'],
  ['first_of_all', '2024-01-01', '2025-08-01', '10'],
  ['one_of_two', '2024-01-01', '2024-06-01', '10'],
  ['one_of_two', '2024-03-01', '', '10'],
];

test('the earliest of what was said, what was not renewed, and the first day with MRR 0', async () => {
  await store(
    database.app,
    [
      {
        fact: 'accounts' as const,
        columns: ['account_id', 'name', 'churned_at'],
        cells: accounts.map(([id = '', churned = '']) => [id, id, churned]),
      },
      {
        fact: 'subscriptions' as const,
        columns: ['subscription_id', 'account_id', 'starts_on', 'ends_on', 'mrr', 'currency'],
        cells: subscriptions.map((row, at) => [String(at), ...row, 'EUR']),
      },
      {
        fact: 'renewals' as const,
        columns: [
          'renewal_id',
          'account_id',
          'due_on',
          'amount',
          'currency',
          'closed_on',
          'outcome',
        ],
        cells: [
          ['r1', 'not_renewed', '2025-05-31', '1', 'EUR', '2025-05-20', 'lost'],
          ['r2', 'lost_without_day', '2025-05-31', '1', 'EUR', '', 'lost'],
          ['r3', 'stays', '2025-05-31', '1', 'EUR', '2025-05-20', 'renewed'],
          ['r4', 'first_of_all', '2025-10-01', '1', 'EUR', '2025-10-01', 'lost'],
        ],
      },
    ].map(batchOf),
  );
  const { rows } = await sql<{ account: string; day: string }>`
    select external_id as account, day
    from (${churnDays('Europe/Berlin')}) churned
    join account.account on account.id = churned.account_id
    order by external_id`.execute(database.db);
  expect(Object.fromEntries(rows.map(({ account, day }) => [account, day]))).toEqual({
    ended: '2025-04-01',
    first_of_all: '2025-08-01',
    lost_without_day: '2025-05-31',
    not_renewed: '2025-05-20',
    paused: '2024-06-01',
    said: '2025-03-02',
  });
});
