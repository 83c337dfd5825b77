import { type RawBuilder, sql } from 'kysely';
import type { CalendarBook } from '../calendars/book.ts';
import { type Calendar, MS_PER_DAY, openHours } from '../calendars/calendar.ts';
import type { Db } from '../db/connect.ts';
import { calendarBooks } from '../facts/calendar-books.ts';

/** Which time the spans of a source's calendars reach over: instants in epoch ms, the last one excluded. */
interface Coverage {
  from: number;
  until: number;
}

/** Anything else that holds this lock would be another who writes spans. */
const spanLock = 7_402;

/**
 * Sees to it that the spans of the calendars that these accounts' tickets may be under reach over all their time
 * (decision 0010). Costs one look where they do. Gives the accounts whose calendars turned out to have changed.
 */
export async function coverTickets(db: Db, accountIds: readonly number[]): Promise<number[]> {
  const { rows: wanting } = await wantingSources(db, accountIds);
  if (wanting.length === 0) return [];
  // What is made new here must not hide from others that it has changed.
  const reached = await renewSpans(db);
  const books = await calendarBooks(db);
  for (const { source_id, ...wanted } of wanting) {
    const book = books.get(source_id);
    const known = await coverageOf(db, source_id);
    if (book !== undefined) await writeSpans(db, source_id, book, widest(known, wanted));
  }
  return reached;
}

/** A ticket opened on the first day of our era, or answered on the last, is no reason to write down every day between. */
const within = (instant: RawBuilder<unknown>) =>
  sql`least(greatest(${instant}, timestamptz '1970-01-01 00:00Z'), timestamptz '2098-12-31 00:00Z')`;

const wantingSources = (db: Db, accountIds: readonly number[]) =>
  sql<{ source_id: number } & Coverage>`
    with needed as (
      select ticket.source_id, ${within(sql`min(ticket.opened_at)`)} as from_at, ${within(sql`max(message.at)`)} as until_at
      from fact.ticket
      join fact.ticket_message message on message.account_id = ticket.account_id and message.ticket_id = ticket.id
      where ticket.account_id = any(${accountIds}::int[])
        and ticket.source_id in (select source_id from fact.calendar_hours)
      group by ticket.source_id
    )
    -- Whole years, and one to come, so that they are not widened every day.
    select source_id, (extract(epoch from date_trunc('year', from_at, 'UTC')) * 1000)::float8 as "from",
      (extract(epoch from date_trunc('year', until_at, 'UTC') + interval '2 years') * 1000)::float8 as until
    from needed
    where not exists (
      select 1 from rollup.open_calendar calendar
      where calendar.source_id = needed.source_id and covers_from <= from_at and covers_until > until_at
    )
    order by source_id`.execute(db);

/**
 * Makes the spans of marked sources again and gives the accounts with tickets under a calendar that is no longer what it
 * was: its hours or holidays differ, it came or went, or it began or ceased to be the default one.
 */
export async function renewSpans(db: Db): Promise<number[]> {
  await lockSpans(db);
  const sourceIds = await takenMarks(db);
  if (sourceIds.length === 0) return [];
  const books = await calendarBooks(db);
  const accountIds = new Set<number>();
  for (const sourceId of sourceIds) {
    const book = books.get(sourceId);
    const before = await storedCalendars(db, sourceId);
    const after = book === undefined ? [] : calendarsOf(book);
    const changed = changedBetween(before, after);
    if (changed.length === 0) continue;
    const coverage = await coverageOf(db, sourceId);
    if (book === undefined || coverage === null) await dropSpans(db, [sourceId]);
    else await writeSpans(db, sourceId, book, coverage);
    for (const id of await accountsUnder(db, sourceId, { changed, after })) accountIds.add(id);
  }
  return [...accountIds];
}

/** Forgets marks, and spans of marked sources that nobody needs: whoever needs them again makes them anew. */
export async function forgetSpans(db: Db): Promise<void> {
  await lockSpans(db);
  await dropSpans(db, await takenMarks(db));
}

async function takenMarks(db: Db): Promise<number[]> {
  const { rows } = await sql<{ source_id: number }>`
    with taken as (delete from fact.touched_calendar returning source_id)
    select distinct source_id from taken order by source_id`.execute(db);
  return rows.map((row) => row.source_id);
}

const lockSpans = (db: Db) => sql`select pg_advisory_xact_lock(${spanLock})`.execute(db);

interface StoredCalendar {
  id: string;
  isDefault: boolean;
  definition: string;
}

async function storedCalendars(db: Db, sourceId: number): Promise<StoredCalendar[]> {
  const { rows } = await sql<StoredCalendar>`
    select calendar_id as id, is_default as "isDefault", definition
    from rollup.open_calendar where source_id = ${sourceId}`.execute(db);
  return rows;
}

const calendarsOf = ({ calendars, defaultId }: CalendarBook): StoredCalendar[] =>
  [...calendars].map(([id, calendar]) => ({
    id,
    isDefault: id === defaultId,
    definition: definitionOf(calendar),
  }));

const definitionOf = ({ timeZone, intervals, holidays }: Calendar): string =>
  JSON.stringify([
    timeZone,
    intervals.map(({ startMinute, endMinute }) => [startMinute, endMinute]),
    holidays.map(({ startsOn, endsOn }) => [startsOn, endsOn]),
  ]);

const changedBetween = (
  before: readonly StoredCalendar[],
  after: readonly StoredCalendar[],
): StoredCalendar[] => [
  ...before.filter((one) => !after.some((other) => isSame(one, other))),
  ...after.filter((one) => !before.some((other) => isSame(one, other))),
];

const isSame = (one: StoredCalendar, other: StoredCalendar): boolean =>
  one.id === other.id && one.isDefault === other.isDefault && one.definition === other.definition;

async function accountsUnder(
  db: Db,
  sourceId: number,
  { changed, after }: Record<'changed' | 'after', readonly StoredCalendar[]>,
): Promise<number[]> {
  const known = after.map(({ id }) => id);
  const isDefaultChanged = changed.some(({ isDefault }) => isDefault);
  const { rows } = await sql<{ account_id: number }>`
    select distinct ticket.account_id
    from fact.ticket
    where ticket.source_id = ${sourceId} and not ticket.withdrawn and (
      exists (
        select 1 from fact.ticket_calendar named
        where named.ticket_id = ticket.id and named.calendar_id = any(${changed.map(({ id }) => id)}::text[])
      )
      or (${isDefaultChanged} and not exists (
        select 1 from fact.ticket_calendar named
        where named.ticket_id = ticket.id and named.calendar_id = any(${known}::text[])
          and named.from_at <= ticket.opened_at + interval '5 seconds'
      ))
    )
    order by ticket.account_id`.execute(db);
  return rows.map((row) => row.account_id);
}

async function coverageOf(db: Db, sourceId: number): Promise<Coverage | null> {
  const { rows } = await sql<Coverage>`
    select (extract(epoch from covers_from) * 1000)::float8 as "from",
      (extract(epoch from covers_until) * 1000)::float8 as until
    from rollup.open_calendar where source_id = ${sourceId}
    limit 1`.execute(db);
  return rows[0] ?? null;
}

const widest = (known: Coverage | null, wanted: Coverage): Coverage =>
  known === null
    ? wanted
    : { from: Math.min(known.from, wanted.from), until: Math.max(known.until, wanted.until) };

async function dropSpans(db: Db, sourceIds: readonly number[]): Promise<void> {
  for (const table of ['rollup.open_span', 'rollup.open_calendar']) {
    await sql`
      delete from ${sql.table(table)} where source_id = any(${sourceIds}::smallint[])`.execute(db);
  }
}

async function writeSpans(
  db: Db,
  sourceId: number,
  book: CalendarBook,
  { from, until }: Coverage,
): Promise<void> {
  await dropSpans(db, [sourceId]);
  for (const { id, isDefault, definition } of calendarsOf(book)) {
    const calendar = book.calendars.get(id);
    if (calendar === undefined) continue;
    await sql`
      insert into rollup.open_calendar (source_id, calendar_id, is_default, definition, covers_from, covers_until)
      values (${sourceId}, ${id}, ${isDefault}, ${definition}, ${atMilliseconds(from)}, ${atMilliseconds(until)})`.execute(
      db,
    );
    const spans = spansOf(calendar, { from, until });
    await sql`
      insert into rollup.open_span (source_id, calendar_id, starts_at, ends_at, open_before)
      select ${sourceId}, ${id}, ${atMilliseconds(sql.ref('starts'))}, ${atMilliseconds(sql.ref('ends'))}, before * 1000
      from unnest(
        ${spans.map((span) => span.from)}::bigint[], ${spans.map((span) => span.until)}::bigint[],
        ${spans.map((span) => span.before)}::bigint[]
      ) span (starts, ends, before)`.execute(db);
  }
}

const atMilliseconds = (milliseconds: unknown) =>
  sql`timestamptz 'epoch' + ${milliseconds}::bigint * interval '1 millisecond'`;

/** Open spans, each with the open milliseconds before it. */
function spansOf(calendar: Calendar, { from, until }: Coverage) {
  const hours = openHours(calendar);
  const spans: { from: number; until: number; before: number }[] = [];
  let before = 0;
  for (let day = Math.floor(from / MS_PER_DAY); day < Math.ceil(until / MS_PER_DAY); day += 1) {
    for (const span of hours.spansOfUtcDay(day)) {
      spans.push({ ...span, before });
      before += span.until - span.from;
    }
  }
  return spans;
}
