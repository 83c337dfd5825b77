import { afterAll, beforeAll, expect, test } from 'vitest';
import { batchOf, store } from '../../tests/product.ts';
import { readCompany } from '../accounts/company.ts';
import { freshDatabase, type TestDatabase } from '../db/test-database.ts';
import { parseDay } from '../lib/day.ts';
import { monthEndsIn } from './read-data.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

test('records that go on after today count as seen until today', async () => {
  const tables = [
    {
      fact: 'accounts' as const,
      columns: ['account_id', 'name', 'created_at'],
      cells: [['a', 'a', '2020-01-01']],
    },
    {
      fact: 'ratings' as const,
      columns: ['account_id', 'csm_email', 'at', 'rating'],
      cells: [['a', 'kim@hale.example', '2024-06-20T12:00:00Z', '4']],
    },
    {
      fact: 'subscriptions' as const,
      columns: ['subscription_id', 'account_id', 'starts_on', 'mrr', 'currency'],
      cells: [['s', 'a', '2025-12-01', '100', 'EUR']],
    },
  ];
  await store(database.app, tables.map(batchOf));
  const company = await readCompany(database.db);
  const asked = { horizonDays: 90, today: parseDay('2025-06-15') };
  // 20 June + 180 days = 17 December; 15 June − 90 days = 17 March.
  expect(await monthEndsIn(database.db, company, asked)).toEqual([
    '2024-12-31',
    '2025-01-31',
    '2025-02-28',
  ]);
  const later = { ...asked, today: parseDay('2026-06-15') };
  // 1 December − 90 days = 2 September.
  expect((await monthEndsIn(database.db, company, later)).at(-1)).toBe('2025-08-31');
});
