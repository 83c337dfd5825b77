import {
  type CalendarBook,
  type CalendarHoliday,
  type CalendarHours,
  calendarBook,
  type TicketCalendar,
} from '../../calendars/book.ts';
import { readDate } from '../../lib/date-text.ts';
import { parseDay } from '../../lib/day.ts';
import { inBatches, nothingLeft, type PlacedRow } from '../batch.ts';
import type { FactBatch } from '../source.ts';
import { refused, type TableRow } from '../table.ts';
import type { Folder } from './folder.ts';
import { isTrue } from './people.ts';
import { push } from './push.ts';
import { ianaZoneOf } from './rails-zones.ts';
import { utcInstant, utcText } from './utc-time.ts';

/** What the schedule tables say, as far as it is sound. */
export interface Schedules {
  book: CalendarBook;
  /** By ticket id. */
  named: ReadonlyMap<string, readonly TicketCalendar[]>;
}

const WEEK_MINUTES = 10_080;
const MINUTES = /^\d{1,5}$/;

/** Calendars, holidays and which ticket runs under which: yields their facts and returns what clocks need. */
export async function* schedulesOf(folder: Folder): AsyncGenerator<FactBatch, Schedules> {
  const hours: CalendarHours[] = [];
  const holidays: CalendarHoliday[] = [];
  const named = new Map<string, TicketCalendar[]>();
  yield* hoursOf(folder, hours);
  yield* holidaysOf(folder, holidays);
  yield* ticketCalendarsOf(folder, named);
  return { book: calendarBook(hours, holidays), named };
}

async function* hoursOf(folder: Folder, sound: CalendarHours[]): AsyncGenerator<FactBatch> {
  const file = folder.fileOf('schedule');
  if (file === null) return;
  const left = nothingLeft();
  const all = [
    'id',
    'start_time',
    'end_time',
    'name',
    'time_zone',
    'created_at',
    '_fivetran_deleted',
  ] as const;
  const rows: TableRow<(typeof all)[number]>[] = [];
  for await (const piece of folder.read('schedule', { required: ['id', 'time_zone'], all })) {
    left.bad.push(...piece.bad);
    rows.push(...piece.rows);
  }
  const live = rows.filter(({ cells }) => !isTrue(cells._fivetran_deleted));
  const gone = withdrawnHours(rows, live);
  left.ignored = rows.length - live.length - gone.length;
  const [oldest] = live.toSorted((a, b) => byAge(a.cells, b.cells));

  const placed = live.flatMap((row): PlacedRow[] => {
    const { record, line, cells } = row;
    const timeZone = ianaZoneOf(cells.time_zone);
    if (timeZone === null) {
      left.bad.push(refused(row, 'time_zone', 'bad_enum'));
      return [];
    }
    const isDefault = cells.id === oldest?.cells.id;
    const [startMinute, endMinute] = [minuteOf(cells.start_time), minuteOf(cells.end_time)];
    if (startMinute < endMinute && endMinute <= WEEK_MINUTES) {
      sound.push({ calendarId: cells.id, startMinute, endMinute, timeZone, isDefault });
    }
    const { id, start_time, end_time, name } = cells;
    const text = [id, start_time, end_time, name, timeZone, String(isDefault), ''];
    return [{ record, line, cells: text }];
  });
  const columns = [
    'calendar_id',
    'start_minute',
    'end_minute',
    'name',
    'time_zone',
    'is_default',
    'deleted',
  ];
  const inOrder = [...placed, ...gone].toSorted((a, b) => a.record - b.record);
  yield* inBatches({ fact: 'calendar_hours', file, columns }, inOrder, left);
}

interface HoursCells {
  id: string;
  start_time: string;
  _fivetran_deleted: string;
}

/** Intervals that a schedule no longer has; one that begins at the same minute as before has only changed. */
function withdrawnHours(
  rows: readonly TableRow<keyof HoursCells>[],
  live: readonly TableRow<keyof HoursCells>[],
): PlacedRow[] {
  const keyOf = ({ cells }: TableRow<keyof HoursCells>) => `${cells.id} ${cells.start_time}`;
  const lasting = new Set(live.map(keyOf));
  return rows
    .filter((row) => isTrue(row.cells._fivetran_deleted) && !lasting.has(keyOf(row)))
    .map(({ record, line, cells: { id, start_time } }) => ({
      record,
      line,
      cells: [id, start_time, '', '', '', '', 'true'],
    }));
}

/** The oldest schedule holds where a ticket names none; the lower id where two are as old. */
const byAge = (
  a: { id: string; created_at: string },
  b: { id: string; created_at: string },
): number =>
  (utcInstant(a.created_at) ?? 0) - (utcInstant(b.created_at) ?? 0) ||
  a.id.length - b.id.length ||
  (a.id < b.id ? -1 : Number(a.id > b.id));

/** A cell of the column `deleted`. */
const withdrawn = (isGone: boolean): string => (isGone ? 'true' : '');

const minuteOf = (cell: string): number => (MINUTES.test(cell) ? Number(cell) : Number.NaN);

async function* holidaysOf(folder: Folder, sound: CalendarHoliday[]): AsyncGenerator<FactBatch> {
  const file = folder.fileOf('schedule_holiday');
  if (file === null) return;
  const left = nothingLeft();
  async function* rows(): AsyncGenerator<PlacedRow> {
    const pieces = folder.read('schedule_holiday', {
      required: ['id', 'schedule_id', 'start_date', 'end_date'],
      all: ['id', 'schedule_id', 'start_date', 'end_date', 'name', '_fivetran_deleted'],
    });
    for await (const piece of pieces) {
      left.bad.push(...piece.bad);
      for (const { record, line, cells } of piece.rows) {
        const { id, schedule_id, start_date, end_date, name } = cells;
        const isGone = isTrue(cells._fivetran_deleted);
        const [startsOn, endsOn] = [readDate(start_date), readDate(end_date)];
        if (!isGone && startsOn !== null && endsOn !== null) {
          const span = { startsOn: parseDay(startsOn), endsOn: parseDay(endsOn) };
          sound.push({ calendarId: schedule_id, ...span });
        }
        yield {
          record,
          line,
          cells: [id, schedule_id, start_date, end_date, name, withdrawn(isGone)],
        };
      }
    }
  }
  const columns = ['holiday_id', 'calendar_id', 'starts_on', 'ends_on', 'name', 'deleted'];
  yield* inBatches({ fact: 'calendar_holidays', file, columns }, rows(), left);
}

async function* ticketCalendarsOf(
  folder: Folder,
  named: Map<string, TicketCalendar[]>,
): AsyncGenerator<FactBatch> {
  const file = folder.fileOf('ticket_schedule');
  if (file === null) return;
  const left = nothingLeft();
  async function* rows(): AsyncGenerator<PlacedRow> {
    const all = ['ticket_id', 'schedule_id', 'created_at', '_fivetran_deleted'] as const;
    const required = ['ticket_id', 'schedule_id', 'created_at'] as const;
    for await (const piece of folder.read('ticket_schedule', { required, all })) {
      left.bad.push(...piece.bad);
      for (const { record, line, cells } of piece.rows) {
        const { ticket_id, schedule_id, created_at } = cells;
        const isGone = isTrue(cells._fivetran_deleted);
        const from = utcInstant(created_at);
        if (!isGone && from !== null) push(named, ticket_id, { calendarId: schedule_id, from });
        const text = [ticket_id, schedule_id, utcText(created_at), withdrawn(isGone)];
        yield { record, line, cells: text };
      }
    }
  }
  const columns = ['ticket_id', 'calendar_id', 'from_at', 'deleted'];
  yield* inBatches({ fact: 'ticket_calendars', file, columns }, rows(), left);
}
