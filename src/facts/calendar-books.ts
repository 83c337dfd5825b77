import { sql } from 'kysely';
import { type CalendarBook, calendarBook } from '../calendars/book.ts';
import type { Db } from '../db/connect.ts';
import { parseDay } from '../lib/day.ts';

/** The calendars of each source that has any, by the source's number. */
export async function calendarBooks(db: Db): Promise<Map<number, CalendarBook>> {
  const { rows: hours } = await sql<{
    source_id: number;
    calendarId: string;
    startMinute: number;
    endMinute: number;
    timeZone: string;
    isDefault: boolean;
  }>`
    select source_id, calendar_id as "calendarId", start_minute as "startMinute", end_minute as "endMinute",
      time_zone as "timeZone", coalesce(is_default, false) as "isDefault"
    from fact.calendar_hours
    order by calendar_id collate "C", start_minute`.execute(db);
  const { rows: holidays } = await sql<{
    source_id: number;
    calendar_id: string;
    starts_on: string;
    ends_on: string;
  }>`
    select source_id, calendar_id, starts_on, ends_on from fact.calendar_holiday
    order by starts_on, ends_on`.execute(db);
  const bySource = Map.groupBy(hours, (row) => row.source_id);
  return new Map(
    [...bySource].map(([sourceId, own]) => {
      const closed = holidays.filter((row) => row.source_id === sourceId);
      const spans = closed.map(({ calendar_id, starts_on, ends_on }) => ({
        calendarId: calendar_id,
        startsOn: parseDay(starts_on),
        endsOn: parseDay(ends_on),
      }));
      return [sourceId, calendarBook(own, spans)];
    }),
  );
}
