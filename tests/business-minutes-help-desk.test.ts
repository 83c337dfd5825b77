import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCompany, toReadingSettings } from '../src/accounts/company.ts';
import { rowsOf } from '../src/api/kpi-rows.route.ts';
import { connectPool } from '../src/db/connect.ts';
import { freshDatabase, type TestDatabase } from '../src/db/test-database.ts';
import { fillWindow, takeWindow } from '../src/jobs/further.ts';
import { runImport } from '../src/jobs/import.ts';
import { bringUpToDate } from '../src/jobs/restate.ts';
import { kpiUnder } from '../src/jobs/window-readings.ts';
import { addDays, type Day, parseDay } from '../src/lib/day.ts';
import { zendesk } from '../src/sources/zendesk/zendesk.source.ts';
import { rowOn, storedReadings } from './product.ts';

const FOLDER = join(import.meta.dirname, 'data/help-desk');
const today = parseDay('2025-03-31');

interface Answered {
  account: string;
  ticket: string;
  at: number;
  minutes: number;
}

let database: TestDatabase;
let place: number;
let accounts: { id: number; external_id: string }[];
/** Tickets with a first reply, as another program measured them. */
let answered: Answered[];

const openTables = async () =>
  (await sql<{ n: number }>`select count(*)::int as n from rollup.open_span`.execute(database.db))
    .rows[0]?.n;

beforeAll(async () => {
  database = await freshDatabase();
  const { db, app } = database;
  await sql`insert into app.setting values ('time_zone', 'UTC')
    on conflict (key) do update set value = excluded.value`.execute(db);
  const pool = connectPool(app);
  await runImport(pool, { source: zendesk, path: join(FOLDER, 'input') });
  await pool.end();
  await bringUpToDate(db, { today });
  const text = await readFile(join(FOLDER, 'expected/ticket_metrics.csv'), 'utf8');
  const expected: Record<string, string>[] = parse(text, { columns: true });
  answered = expected
    .filter((row) => row.first_reply_time_calendar_minutes !== '')
    .map((row) => ({
      account: row.organization_id ?? '',
      ticket: row.ticket_id ?? '',
      at:
        Date.parse(`${row.created_at?.replace(' ', 'T')}Z`) +
        Number(row.first_reply_time_calendar_minutes) * 60_000,
      minutes: Number(row.first_reply_time_business_minutes),
    }));
  const { rows } = await sql<{ id: number; external_id: string }>`
    select id, external_id from account.account`.execute(db);
  accounts = rows;
});
afterAll(() => database.close());

test('calendars cost nothing until somebody counts business minutes', async () => {
  expect(await openTables()).toBe(0);
  const { rows } = await sql`select 1 from fact.touched`.execute(database.db);
  expect(rows).toEqual([]);
});

test('the rows of all accounts are those of the other program', async () => {
  const { db } = database;
  place = (await takeWindow(db, 'response_time', { parameter: 'business' }))?.place ?? -1;
  await fillWindow(db, place, () => {});
  expect(await openTables()).toBeGreaterThan(0);
  const kpi = kpiUnder('response_time', { kind: 'window', parameter: 'business' });
  const company = await readCompany(db);
  const own = new Map<string, number>();
  for (const { id } of accounts) {
    const rows = await rowsOf(db, kpi, {
      accountId: id,
      asOf: today,
      timeZone: company.time_zone,
      settings: toReadingSettings(company),
      windowDays: 1000,
    });
    for (const cells of rows) own.set(String(cells[0]), Number(cells.at(-1)));
  }
  const wrong = answered.filter(
    ({ ticket, minutes }) => !(Math.abs((own.get(ticket) ?? Number.NaN) - minutes) <= 0.02),
  );
  expect(wrong).toEqual([]);
  expect(own.size).toBe(answered.length);
  expect(answered).toHaveLength(294);
});

test('and their median is the reading at each month-end', async () => {
  const stored = await storedReadings(database.db, today);
  let known = 0;
  for (let day = parseDay('2024-01-31'); day <= today; day = addDays(day, 30)) {
    for (const { external_id } of accounts) {
      const minutes = answered
        .filter(({ account, at }) => account === external_id && isInWindow(at, day))
        .map((ticket) => ticket.minutes);
      const row = rowOn(stored.get(external_id) ?? [], day);
      const reading = row?.readings[place] ?? null;
      expect(row?.row_counts[place] ?? 0).toBe(minutes.length);
      if (minutes.length < 3) expect(reading).toBeNull();
      else {
        known += 1;
        expect(Math.abs((reading ?? Number.NaN) - median(minutes))).toBeLessThanOrEqual(0.02);
      }
    }
  }
  expect(known).toBeGreaterThan(30);
});

const isInWindow = (at: number, day: Day): boolean => {
  const date = new Date(at).toISOString().slice(0, 10);
  return addDays(day, -89) <= date && date <= day;
};

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const [lower = 0, upper = 0] = [
    sorted[Math.ceil(sorted.length / 2) - 1],
    sorted[Math.floor(sorted.length / 2)],
  ];
  return (lower + upper) / 2;
};
