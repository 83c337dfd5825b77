import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCompany, toReadingSettings } from '../src/accounts/company.ts';
import { rowsOf } from '../src/api/kpi-rows.route.ts';
import { connectPool } from '../src/db/connect.ts';
import { freshDatabase, type TestDatabase } from '../src/db/test-database.ts';
import { ticketRows } from '../src/facts/ticket-export.ts';
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

const scheduleNames: Record<string, string> = {
  '1': 'UTC nine-to-five',
  '2': 'London mon-sat',
  '3': 'New York',
};
const calendars = new Map<string, string | null>();

/** Minutes of every answered ticket, as the rows of the KPI say, which also name its calendars. */
async function minutesByTicket(): Promise<Map<string, number>> {
  const { db } = database;
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
    for (const [ticket, , , , calendar, minutes] of rows) {
      own.set(String(ticket), Number(minutes));
      calendars.set(String(ticket), calendar === null ? null : String(calendar));
    }
  }
  return own;
}

test('the rows of all accounts are those of the other program', async () => {
  const { db } = database;
  place = (await takeWindow(db, 'response_time', { parameter: 'business' }))?.place ?? -1;
  await fillWindow(db, place, () => {});
  expect(await openTables()).toBeGreaterThan(0);
  const own = await minutesByTicket();
  const wrong = answered.filter(
    ({ ticket, minutes }) => !(Math.abs((own.get(ticket) ?? Number.NaN) - minutes) <= 0.02),
  );
  expect(wrong).toEqual([]);
  expect(own.size).toBe(answered.length);
  expect(answered).toHaveLength(294);
  const scheduled: Record<string, string>[] = parse(
    await readFile(join(FOLDER, 'input/ticket_schedule.csv'), 'utf8'),
    { columns: true },
  );
  const names = new Map(scheduled.map((row) => [row.ticket_id, row.schedule_id]));
  const misnamed = answered.filter(
    ({ ticket }) => calendars.get(ticket) !== scheduleNames[names.get(ticket) ?? '1'],
  );
  expect(misnamed).toEqual([]);
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

test('a second import with other schedules changes rows and readings alike', async () => {
  const { db, app } = database;
  const folder = await mkdtemp(join(tmpdir(), 'hale-schedules-'));
  await cp(join(FOLDER, 'input'), folder, { recursive: true });
  const change = async (file: string, changed: (text: string) => string) =>
    writeFile(join(folder, file), changed(await readFile(join(folder, file), 'utf8')));
  // No more Mondays for one schedule, an hour more on Tuesday, and a holiday that is none after all.
  await change('schedule.csv', (text) =>
    text.replace('2460,1,1980,FALSE', '2460,1,1980,TRUE').replace('3900,1,', '3960,1,'),
  );
  await change('schedule_holiday.csv', (text) => text.replace('2,2,FALSE', '2,2,TRUE'));
  const pool = connectPool(app);
  await runImport(pool, { source: zendesk, path: folder });
  await pool.end();
  await rm(folder, { recursive: true });
  const before = await storedReadings(db, today);
  await bringUpToDate(db, { today });

  const own = await minutesByTicket();
  const wrong: unknown[] = [];
  let differing = 0;
  for await (const row of ticketRows(db, new Date('2026-01-01T00:00:00Z'))) {
    const minutes = own.get(row.ticket_id);
    const expected = row.first_reply_business_minutes;
    const isSame =
      expected === null ? minutes === undefined : Math.abs((minutes ?? -1) - expected) < 1e-9;
    if (!isSame) wrong.push({ ticket: row.ticket_id, minutes, expected });
    const known = answered.find(({ ticket }) => ticket === row.ticket_id)?.minutes;
    if (known !== undefined && Math.abs(known - (minutes ?? -1)) > 1) differing += 1;
  }
  expect(wrong).toEqual([]);
  expect(differing).toBeGreaterThan(10);
  const changed = [...(await storedReadings(db, today))].filter(([account, rows]) =>
    rows.some(({ readings }, at) => readings[place] !== before.get(account)?.[at]?.readings[place]),
  );
  expect(changed.length).toBeGreaterThan(10);
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
