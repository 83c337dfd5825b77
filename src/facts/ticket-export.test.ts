import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectPool } from '../db/connect.ts';
import { freshDatabase, type TestDatabase } from '../db/test-database.ts';
import { zendesk } from '../sources/zendesk/zendesk.source.ts';
import { type SlaClockRow, slaClockRows } from './sla-export.ts';
import { storeFacts } from './store/store-facts.ts';
import { type TicketRow, ticketRows } from './ticket-export.ts';

const FOLDER = join(import.meta.dirname, '../../tests/data/help-desk');
const AS_OF = new Date('2026-01-01T00:00:00Z');

let database: TestDatabase;
let tickets: TicketRow[];
let clocks: SlaClockRow[];

beforeAll(async () => {
  database = await freshDatabase();
  const pool = connectPool(database.app);
  const client = await pool.connect();
  await storeFacts(client, {
    source: 'zendesk',
    batches: zendesk.read({ path: join(FOLDER, 'input') }),
  });
  client.release();
  await pool.end();
  tickets = await Array.fromAsync(ticketRows(database.db, AS_OF));
  clocks = await Array.fromAsync(slaClockRows(database.db, AS_OF));
});
afterAll(() => database.close());

type Row = Record<string, string>;
const expectedOf = async (file: string): Promise<Row[]> =>
  parse(await readFile(join(FOLDER, 'expected', file), 'utf8'), { columns: true });
const utc = (text: string | undefined): number => Date.parse(`${text?.replace(' ', 'T')}Z`);

/** Ours, the other program's, and how far the two may lie apart: exact, minutes of replies and business hours, segments. */
const COLUMNS: [keyof TicketRow, string, 'exact' | 'close' | 'segment'][] = [
  ['account_id', 'organization_id', 'exact'],
  ['public_agent_comments', 'count_public_agent_comments', 'exact'],
  ['public_agent_replies', 'total_agent_replies', 'exact'],
  ['customer_replies', 'count_end_user_comments', 'exact'],
  ['reopens', 'count_reopens', 'exact'],
  ['first_satisfaction', 'ticket_first_satisfaction_score', 'exact'],
  ['last_satisfaction', 'ticket_satisfaction_score', 'exact'],
  ['first_reply_minutes', 'first_reply_time_calendar_minutes', 'close'],
  ['first_reply_business_minutes', 'first_reply_time_business_minutes', 'close'],
  ['requester_wait_business_minutes', 'requester_wait_time_in_business_minutes', 'close'],
  ['agent_wait_business_minutes', 'agent_wait_time_in_business_minutes', 'close'],
  ['agent_work_business_minutes', 'agent_work_time_in_business_minutes', 'close'],
  ['on_hold_business_minutes', 'on_hold_time_in_business_minutes', 'close'],
  ['full_resolution_business_minutes', 'full_resolution_business_minutes', 'close'],
  ['requester_wait_minutes', 'requester_wait_time_in_calendar_minutes', 'segment'],
  ['agent_wait_minutes', 'agent_wait_time_in_calendar_minutes', 'segment'],
  ['agent_work_minutes', 'agent_work_time_in_calendar_minutes', 'segment'],
  ['on_hold_minutes', 'on_hold_time_in_calendar_minutes', 'segment'],
  ['full_resolution_minutes', 'final_resolution_calendar_minutes', 'segment'],
];

describe('the help desk, imported and printed', () => {
  test('has the figures of all 300 tickets', async () => {
    const expected = await expectedOf('ticket_metrics.csv');
    const own = new Map(tickets.map((row) => [row.ticket_id, row]));
    const wrong: unknown[] = [];
    for (const row of expected) {
      const ticket = own.get(row.ticket_id ?? '');
      const segments = 4 + 2 * Number(row.count_reopens || 0) + Number(row.total_comments || 0);
      const tolerance = { exact: 0, close: 0.02, segment: segments };
      for (const [name, column, kind] of COLUMNS) {
        const [ours, theirs] = [ticket?.[name] ?? '', row[column] ?? ''];
        const isSame =
          typeof ours === 'number' && theirs !== ''
            ? Math.abs(Number(theirs) - ours) <= tolerance[kind]
            : theirs === String(ours);
        if (!isSame) wrong.push({ ticket: row.ticket_id, name, ours, theirs });
      }
      for (const name of ['first_solved_at', 'last_solved_at'] as const) {
        if (ticket?.[name] !== utc(row[name])) wrong.push({ ticket: row.ticket_id, name });
      }
      if (ticket?.opened_at !== utc(row.created_at)) wrong.push({ ticket: row.ticket_id });
    }
    expect(tickets).toHaveLength(300);
    // Opened by an agent and never replied to: there is no span to measure.
    expect(wrong).toEqual([
      { ticket: '1100', name: 'first_reply_business_minutes', ours: '', theirs: '121920.0000' },
    ]);
  });

  test('has the verdict on all 906 SLA events', async () => {
    const expected = await expectedOf('sla_events.csv');
    const key = (ticket: string | undefined, metric: string | undefined, at: number) =>
      `${ticket} ${metric} ${new Date(at).toISOString()}`;
    const own = new Map(
      clocks.map((row) => [key(row.ticket_id, row.metric, row.applied_at.getTime()), row]),
    );
    const wrong: unknown[] = [];
    for (const row of expected) {
      const metric = row.metric?.replace('_time', '');
      const clock = own.get(key(row.ticket_id, metric, utc(row.sla_applied_at)));
      const isBreached = row.is_sla_breach === 't';
      const isReply = metric === 'first_reply' || metric === 'next_reply';
      const apart = Math.abs((clock?.elapsed_minutes ?? Number.NaN) - Number(row.sla_elapsed_time));
      const breachApart = utc(row.sla_breach_at) - (clock?.breached_at?.getTime() ?? Number.NaN);
      const isSame =
        clock?.target_minutes === Number(row.target) &&
        clock.in_business_hours === (row.in_business_hours === 't') &&
        clock.breached === isBreached &&
        apart <= (isReply ? 0.02 : 12) &&
        (isBreached ? !isReply || breachApart === 0 : clock.breached_at === null);
      if (!isSame) wrong.push({ row, clock });
    }
    expect(expected).toHaveLength(906);
    expect(wrong).toEqual([]);
  });

  test('is sorted, and every clock stands there once', () => {
    const order = tickets.map(({ ticket_id }) => ticket_id);
    expect(order).toEqual(order.toSorted((a, b) => (a < b ? -1 : 1)));
    const keys = clocks.map(
      ({ ticket_id, metric, applied_at }) => `${ticket_id}\t${metric}\t${applied_at.toISOString()}`,
    );
    expect(keys).toEqual(keys.toSorted((a, b) => (a < b ? -1 : 1)));
    expect(new Set(keys).size).toBe(keys.length);
    expect(clocks).toHaveLength(276 + 464 + 211 + 198);
  });
});
