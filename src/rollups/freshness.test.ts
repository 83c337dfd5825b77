import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { generate } from '../../tests/generate/generate.ts';
import { applySettings, batchesOf, batchOf, store } from '../../tests/product.ts';
import { freshDatabase } from '../db/test-database.ts';
import { addDays, type Day, daysBetween, parseDay } from '../lib/day.ts';
import { spanQuery } from './dated-facts.ts';
import { freshnessOf } from './freshness.ts';

const database = await freshDatabase();
const { db } = database;
afterAll(() => database.close());

test('the freshness of many accounts is that of each, on any day', async () => {
  const data = generate({ accounts: 15, seed: 3 });
  const { timeZone } = data.settings;
  await applySettings(db, data.settings);
  await store(database.app, data.tables.map(batchOf));
  const { rows } = await sql<{ id: number }>`select id from account.account order by id`.execute(
    db,
  );
  const ids = rows.map(({ id }) => id);
  let known = 0;
  for (const back of [0, 1, 40, 333, 5000]) {
    const day: Day = addDays(parseDay(data.to), -back);
    const all = await freshnessOf(db, [...ids, 999_999], { day, timeZone });
    for (const id of ids) {
      const span = await spanQuery(timeZone, day, id).execute(db);
      const newest = span.rows[0]?.newest ?? null;
      expect(all.get(id)).toBe(newest === null ? undefined : daysBetween(newest, day));
      if (newest !== null) known += 1;
    }
    expect(all.has(999_999)).toBe(false);
  }
  expect(known).toBeGreaterThan(30);
});

test('what was withdrawn with its ticket is no fact any more, and counts again when it comes back', async () => {
  const ticket = { ticket_id: 'gone', account_id: 'gone', opened_at: '2026-03-01T12:00:00Z' };
  await store(
    database.app,
    batchesOf({
      accounts: [{ account_id: 'gone', name: 'Gone' }],
      ratings: [
        {
          account_id: 'gone',
          csm_email: 'a@hale.example',
          at: '2026-02-01T12:00:00Z',
          rating: '3',
        },
      ],
      tickets: [ticket],
      ticket_messages: [
        { message_id: 'gone', ticket_id: 'gone', at: '2026-03-02T12:00:00Z', author: 'agent' },
      ],
    }),
  );
  const { rows } = await sql<{ id: number }>`
    select id from account.account where external_id = 'gone'`.execute(db);
  const id = rows[0]?.id ?? 0;
  const day = parseDay('2026-03-11');
  const found = async () => {
    const timeZone = 'Europe/Berlin';
    const span = await spanQuery(timeZone, day, id).execute(db);
    const days = (await freshnessOf(db, [id], { day, timeZone })).get(id);
    return [days, span.rows[0]?.newest];
  };
  expect(await found()).toEqual([9, '2026-03-02']);
  await store(database.app, batchesOf({ tickets: [{ ...ticket, deleted: 'true' }] }));
  expect(await found()).toEqual([38, '2026-02-01']);
  await store(database.app, batchesOf({ tickets: [ticket] }));
  expect(await found()).toEqual([9, '2026-03-02']);
});
