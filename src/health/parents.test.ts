import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { batchOf, store } from '../../tests/product.ts';
import { freshDatabase } from '../db/test-database.ts';
import { parseDay } from '../lib/day.ts';
import { groupMembers } from './parents.ts';

const database = await freshDatabase();
afterAll(() => database.close());

test('who belongs to a group on a day, with the ARR of that day', async () => {
  await store(database.app, [
    batchOf({
      fact: 'accounts',
      columns: ['account_id', 'name', 'parent_account_id', 'created_at', 'churned_at'],
      cells: [
        ['top', 'Top', '', '2025-01-01', ''],
        ['north', 'North', 'top', '2025-01-01', '2026-02-10'],
        ['south', 'South', 'top', '2026-02-01', ''],
        ['single', 'Single', '', '', ''],
        ['orphan', 'Orphan', 'nobody', '', ''],
        ['self', 'Self', 'self', '', ''],
      ],
    }),
    batchOf({
      fact: 'subscriptions',
      columns: ['subscription_id', 'account_id', 'starts_on', 'ends_on', 'mrr', 'currency'],
      cells: [
        ['s1', 'north', '2025-01-01', '2026-02-05', '10', 'EUR'],
        ['s2', 'south', '2025-01-01', '', '5.5', 'EUR'],
        ['s3', 'self', '2025-01-01', '', '5', 'ZZZ'],
      ],
    }),
  ]);
  const { rows } = await sql<{ id: number; name: string }>`
    select id, external_id as name from account.account`.execute(database.db);
  const nameOf = (id: number | null) => rows.find((row) => row.id === id)?.name ?? null;
  const membersOn = async (day: string) => {
    const company = { time_zone: 'UTC', currency: 'EUR' };
    const members = await groupMembers(database.db, parseDay(day), company);
    return members.map(({ id, parentId, arr }) => [nameOf(id), nameOf(parentId), arr]);
  };
  expect(await membersOn('2026-01-31')).toEqual([
    ['top', null, null],
    ['north', 'top', 120],
    ['self', 'self', null],
  ]);
  expect(await membersOn('2026-02-09')).toEqual([
    ['top', null, null],
    ['north', 'top', 0],
    ['south', 'top', 66],
    ['self', 'self', null],
  ]);
  expect(await membersOn('2026-02-10')).toEqual([
    ['top', null, null],
    ['south', 'top', 66],
    ['self', 'self', null],
  ]);
});
