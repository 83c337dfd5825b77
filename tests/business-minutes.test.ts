import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../src/db/test-database.ts';
import type { FactBatch } from '../src/facts/batch.ts';
import { noticeCalendars } from '../src/jobs/calendars.ts';
import { fillWindow, takeWindow } from '../src/jobs/further.ts';
import { bringUpToDate } from '../src/jobs/restate.ts';
import { addDays, parseDay } from '../src/lib/day.ts';
import { generate } from './generate/generate.ts';
import { businessMinutes, type NaiveCalendar, type Named } from './naive/business-minutes.ts';
import { daysThrough } from './naive/days.ts';
import { naiveReadings } from './naive/readings.ts';
import { applySettings, batchesOf, batchOf, rowOn, store, storedReadings } from './product.ts';

const HOUR = 3_600_000;
const data = generate({ accounts: 14, seed: 29 });
const today = parseDay(data.to);

const weekdays = (days: readonly number[], from: number, until: number) =>
  days.map((day) => [day, from * 60, until * 60] as const);

/** Holds where a ticket names none; its people are away over the change to summer time. */
const london: NaiveCalendar = {
  id: 'london',
  timeZone: 'Europe/London',
  isDefault: true,
  hours: weekdays([1, 2, 3, 4, 5], 9, 17),
  holidays: [[addDays(today, -100), addDays(today, -90)]],
};
/** Open while clocks change. */
const newYork: NaiveCalendar = {
  id: 'new york',
  timeZone: 'America/New_York',
  isDefault: false,
  hours: [...weekdays([1, 2, 3, 4, 5, 6], 8, 18), ...weekdays([0], 0, 5)],
  holidays: [],
};

const hoursOf = ({ id, timeZone, isDefault, hours }: NaiveCalendar) =>
  hours.map(([weekday, from, until]) => ({
    calendar_id: id,
    start_minute: String(weekday * 1440 + from),
    end_minute: String(weekday * 1440 + until),
    time_zone: timeZone,
    is_default: String(isDefault),
  }));
const holidaysOf = ({ id, holidays }: NaiveCalendar) =>
  holidays.map(([first, last]) => ({
    holiday_id: `${id} ${first}`,
    calendar_id: id,
    starts_on: first,
    ends_on: last,
  }));
const calendarsImported = (...calendars: NaiveCalendar[]): FactBatch[] =>
  batchesOf({
    calendar_hours: calendars.flatMap(hoursOf),
    calendar_holidays: calendars.flatMap(holidaysOf),
  });

const wholeMinute = (instant: number) => Math.ceil(instant / 60_000) * 60_000;

/** Some accounts' tickets are all under one calendar, as where a customer has a team of its own. */
const kindsOf = (accountId: string): readonly number[] => {
  const at = data.facts.accounts.findIndex(({ account_id }) => account_id === accountId);
  return (
    [
      [1, 2],
      [0, 4],
      [0, 1, 2, 3, 4, 5],
    ][at % 3] ?? []
  );
};

/** Calendars by ticket: none, from the opening, a moment or hours later, one without hours, and one after the other. */
const namedBy = new Map(
  data.facts.tickets.map(({ ticket_id, account_id, opened_at }, at): [string, Named[]] => {
    const of = (calendarId: string, from: number) => ({ calendarId, from });
    const named = [
      [],
      [of('new york', opened_at)],
      [of('new york', opened_at + 3000)],
      [of('new york', wholeMinute(opened_at + 5 * HOUR))],
      [of('nobody’s', opened_at)],
      [of('new york', opened_at), of('london', wholeMinute(opened_at + 26 * HOUR))],
    ];
    const kinds = kindsOf(account_id);
    return [ticket_id, named[kinds[at % kinds.length] ?? 0] ?? []];
  }),
);
const ticketCalendars = batchesOf({
  ticket_calendars: [...namedBy].flatMap(([ticket_id, named]) =>
    named.map(({ calendarId, from }) => ({
      ticket_id,
      calendar_id: calendarId,
      from_at: new Date(from).toISOString(),
    })),
  ),
});

let database: TestDatabase;
let place: number;
beforeAll(async () => {
  database = await freshDatabase();
  const { db, app } = database;
  await applySettings(db, data.settings);
  const late = new Set(['ticket_messages', 'tickets']);
  await store(
    app,
    data.tables.map((table) => (late.has(table.fact) ? half(table) : table)).map(batchOf),
  );
  await bringUpToDate(db, { today: addDays(today, -40) });
  place = (await takeWindow(db, 'response_time', { parameter: 'business' }))?.place ?? -1;
  await fillWindow(db, place, () => {});
});
afterAll(() => database.close());

const half = <T extends { cells: readonly unknown[] }>(table: T): T => ({
  ...table,
  cells: table.cells.filter((_, at) => at % 2 === 0),
});

/** Compares every account on every day; gives the days on which business minutes are not those of the clock. */
async function expectReadings(
  calendars: readonly NaiveCalendar[],
  named: ReadonlyMap<string, readonly Named[]> = namedBy,
): Promise<number> {
  await bringUpToDate(database.db, { today });
  const stored = await storedReadings(database.db, data.to);
  const known = new Map<string, number | null>();
  const counted = (ticketId: string, openedAt: number, until: number): number | null => {
    const minutes =
      known.get(ticketId) ?? businessMinutes(calendars, named.get(ticketId) ?? [], openedAt, until);
    known.set(ticketId, minutes);
    return minutes;
  };
  let differing = 0;
  for (const day of daysThrough(data.from, data.to)) {
    const asShipped = naiveReadings(data.facts, data.settings, day, ['response_time']);
    const settings = { ...data.settings, businessMinutes: counted };
    const wanted = naiveReadings(data.facts, settings, day, ['response_time']);
    for (const [at, { account_id, kpis }] of wanted.entries()) {
      const row = rowOn(stored.get(account_id) ?? [], day);
      const reading = row?.readings[place] ?? null;
      const { reading: expected = null, n } = kpis.response_time ?? {};
      const where = `${account_id} on ${day}`;
      expect(row?.row_counts[place] ?? 0, `n: ${where}`).toBe(n);
      if (expected === null || reading === null) expect(reading, where).toBe(expected);
      else
        expect(Math.abs(reading - expected), `${where}: ${reading}, ${expected}`).toBeLessThan(
          1e-9,
        );
      if (expected !== asShipped[at]?.kpis.response_time?.reading) differing += 1;
    }
  }
  return differing;
}

/** The accounts whose readings a change of calendars makes again. */
async function touchedBy(batches: readonly FactBatch[]): Promise<string[]> {
  await bringUpToDate(database.db, { today });
  await store(database.app, batches);
  await noticeCalendars(database.db);
  const { rows } = await sql<{ external_id: string }>`
    select external_id from fact.touched join account.account on id = account_id
    order by external_id collate "C"`.execute(database.db);
  return rows.map((row) => row.external_id);
}

const accountsOf = (isUnder: (named: readonly Named[]) => boolean): string[] => {
  const under = data.facts.tickets.filter(({ ticket_id }) => isUnder(namedBy.get(ticket_id) ?? []));
  return [...new Set(under.map(({ account_id }) => account_id))].sort();
};

const messages = data.tables.filter(({ fact }) => fact === 'ticket_messages');

const names = (named: readonly Named[], id: string) =>
  named.some(({ calendarId }) => calendarId === id);

test('without a calendar minutes run round the clock', async () => {
  await store(database.app, data.tables.map(batchOf));
  expect(await expectReadings([])).toBe(0);
});

test('with calendars they are those of the open hours, on every day there was', async () => {
  const gone = messages.map(({ columns, cells, ...table }) => ({
    ...table,
    columns: [...columns, 'deleted'],
    cells: cells.map((row) => [...row, 'true']),
  }));
  await store(database.app, gone.map(half).map(batchOf));
  await store(database.app, [...calendarsImported(london, newYork), ...ticketCalendars]);
  await bringUpToDate(database.db, { today });
  // What comes late finds the calendars there.
  await store(database.app, messages.map(batchOf));
  expect(await expectReadings([london, newYork])).toBeGreaterThan(100);
});

const longer: NaiveCalendar = { ...newYork, hours: [...newYork.hours, ...weekdays([0], 10, 12)] };
const holiday = { ...longer, holidays: [[addDays(today, -60), addDays(today, -57)]] as const };

const longest = { ...holiday, hours: [...holiday.hours, ...weekdays([0], 13, 15)] };

test('a change of hours or holidays restates the accounts under that calendar', async () => {
  const namesNewYork = accountsOf((named) => names(named, 'new york'));
  expect(await touchedBy(calendarsImported(longer))).toEqual(namesNewYork);
  await expectReadings([london, longer]);
  expect(await touchedBy(calendarsImported(holiday))).toEqual(namesNewYork);
  await expectReadings([london, holiday]);
});

test('a change of the default calendar restates those whose tickets begin under it', async () => {
  const gone = holidaysOf(london).map((row) => ({ ...row, deleted: 'true' }));
  const beginsThere = accountsOf((named) => !names(named, 'new york') || names(named, 'london'));
  expect(await touchedBy(batchesOf({ calendar_holidays: gone }))).toEqual(beginsThere);
  await expectReadings([{ ...london, holidays: [] }, holiday]);
});

test('another name of a calendar touches nobody', async () => {
  const named = hoursOf(london).map((row) => ({ ...row, name: 'London' }));
  expect(await touchedBy(batchesOf({ calendar_hours: named }))).toEqual([]);
});

test('a ticket that is put under another calendar is restated', async () => {
  const [moved] = data.facts.tickets.filter(
    ({ ticket_id }) => namedBy.get(ticket_id)?.length === 0,
  );
  const ticketId = moved?.ticket_id ?? '';
  const from = moved?.opened_at ?? 0;
  const from_at = new Date(from).toISOString();
  const row = { ticket_id: ticketId, calendar_id: 'new york', from_at };
  await store(database.app, batchesOf({ ticket_calendars: [row] }));
  const named = new Map(namedBy).set(ticketId, [{ calendarId: 'new york', from }]);
  await expectReadings([{ ...london, holidays: [] }, holiday], named);
  const gone = { ...row, deleted: 'true' };
  await store(database.app, batchesOf({ ticket_calendars: [gone] }));
  await expectReadings([{ ...london, holidays: [] }, holiday]);
});

test('a change that is met while spans are made for a ticket of long ago reaches everybody', async () => {
  const ticket = { ticket_id: 'ancient', account_id: data.facts.accounts[0]?.account_id ?? '' };
  const opened = { ...ticket, opened_at: '2001-05-05T10:00:00Z' };
  const answer = {
    message_id: 'ancient',
    ticket_id: 'ancient',
    at: '2001-05-07T10:00:00Z',
    author: 'agent',
  };
  const imported = (extra: Record<string, string>) =>
    batchesOf({ tickets: [{ ...opened, ...extra }], ticket_messages: [{ ...answer, ...extra }] });
  await store(database.app, [...imported({}), ...calendarsImported(longest)]);
  const wanted = { parameter: 'business', windowDays: 30 };
  const other = (await takeWindow(database.db, 'response_time', wanted))?.place ?? -1;
  await fillWindow(database.db, other, () => {});
  await store(database.app, imported({ deleted: 'true' }));
  await expectReadings([{ ...london, holidays: [] }, longest]);
});

test('dates that are none make no spans for thousands of years', async () => {
  const { db, app } = database;
  const { account_id = '' } = data.facts.accounts[0] ?? {};
  const imported = (extra: Record<string, string>) =>
    batchesOf({
      tickets: [{ ticket_id: 'none', account_id, opened_at: '0001-01-01T00:00:00Z', ...extra }],
      ticket_messages: [
        {
          message_id: 'none',
          ticket_id: 'none',
          at: '9999-12-31T00:00:00Z',
          author: 'agent',
          ...extra,
        },
      ],
    });
  await store(app, imported({}));
  await bringUpToDate(db, { today });
  const { rows } = await sql<{ first: number; last: number }>`
    select extract(year from min(starts_at))::int as first, extract(year from max(starts_at))::int as last
    from rollup.open_span`.execute(db);
  expect(rows[0]).toEqual({ first: 1970, last: 2099 });
  await store(app, imported({ deleted: 'true' }));
  await expectReadings([{ ...london, holidays: [] }, longest]);
});

test('calendars that go leave the clock on the wall', async () => {
  const gone = [...hoursOf(london), ...hoursOf(longest)].map((row) => ({
    ...row,
    deleted: 'true',
  }));
  await store(database.app, batchesOf({ calendar_hours: gone }));
  expect(await expectReadings([])).toBe(0);
});
