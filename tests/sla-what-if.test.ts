import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../src/db/test-database.ts';
import { slaWhatIf } from '../src/kpis/sla-what-if.ts';
import { batchOf, store } from './product.ts';

type Cells = Record<string, string>;

/** A first reply promised within an hour, counted in business hours, on the ticket of an account. */
const clock = (ticket_id: string, more: Cells): Cells => ({
  ticket_id,
  metric: 'first_reply',
  started_at: '2026-03-02T09:00:00Z',
  promised_minutes: '60',
  in_business_hours: 'true',
  ...more,
});

const tickets = ['quick', 'slow', 'open', 'broken'];
const facts: Record<string, Cells[]> = {
  accounts: [{ account_id: 'a', name: 'A', created_at: '2026-02-20' }],
  tickets: tickets.map((ticket_id) => ({
    ticket_id,
    account_id: 'a',
    opened_at: '2026-03-02T09:00:00Z',
  })),
  sla_clocks: [
    // Over a weekend by the calendar, within half an hour of business.
    clock('quick', { stopped_at: '2026-03-09T09:00:00Z', elapsed_minutes: '30' }),
    clock('slow', { stopped_at: '2026-03-09T09:00:00Z', elapsed_minutes: '90' }),
    clock('open', {}),
    clock('broken', { breached_at: '2026-03-03T09:00:00Z' }),
  ],
};

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  const batches = (['accounts', 'tickets', 'sla_clocks'] as const).map((fact) => {
    const rows = facts[fact] ?? [];
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const cells = rows.map((row) => columns.map((column) => row[column] ?? ''));
    return batchOf({ fact, columns, cells });
  });
  await store(database.app, batches);
});
afterAll(() => database.close());

const tried = async (targetMinutes: number, asOf = '2026-03-31') => {
  const [first] = await slaWhatIf(database.db, {
    asOf,
    timeZone: 'UTC',
    windowDays: 90,
    metric: 'first_reply',
    targetMinutes,
    createdWithinDays: 90,
  });
  return { customers: first?.customers, ...first?.tried, left_out: first?.left_out };
};

test('in business hours the minutes of the source count, and what still runs is left out', async () => {
  // Broken under 60 minutes, the open ticket is broken under less all the more; under more nothing is known of it.
  expect(await tried(30)).toEqual({ customers: 'new', n: 3, met: 1, share: 1 / 3, left_out: 1 });
  expect(await tried(29)).toEqual({ customers: 'new', n: 3, met: 0, share: 0, left_out: 1 });
  expect(await tried(90)).toEqual({ customers: 'new', n: 2, met: 2, share: 1, left_out: 2 });
});

test('what was not known by the day does not count', async () => {
  expect(await tried(90, '2026-03-08')).toEqual({
    customers: 'new',
    n: 0,
    met: 0,
    share: null,
    left_out: 4,
  });
});
