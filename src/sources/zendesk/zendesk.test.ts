import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { calendarBook } from '../../calendars/book.ts';
import { type TicketFigures, ticketFigures } from '../../facts/ticket-figures.ts';
import type { TicketEvent } from '../../facts/ticket-history.ts';
import { parseDay } from '../../lib/day.ts';
import type { FactFile } from '../source.ts';
import { zendesk } from './zendesk.source.ts';

const FOLDER = join(import.meta.dirname, '../../../tests/data/help-desk');
const AS_OF = Date.parse('2026-01-01T00:00:00Z');

type Row = Record<string, string>;

const facts = new Map<FactFile, Row[]>();
let expectedTickets: Row[] = [];
let expectedClocks: Row[] = [];
const rowsOf = (fact: FactFile): Row[] => facts.get(fact) ?? [];

beforeAll(async () => {
  for await (const batch of zendesk.read({ path: join(FOLDER, 'input') })) {
    const rows = batch.cells.map((cells) =>
      Object.fromEntries(batch.columns.map((column, index) => [column, cells[index] ?? ''])),
    );
    facts.set(batch.fact, [...rowsOf(batch.fact), ...rows]);
    expect(batch.bad).toEqual([]);
  }
  expectedTickets = await readExpected('ticket_metrics.csv');
  expectedClocks = await readExpected('sla_events.csv');
});

const readExpected = async (file: string): Promise<Row[]> =>
  parse(await readFile(join(FOLDER, 'expected', file), 'utf8'), { columns: true });

const instant = (text: string | undefined): number => Date.parse(text ?? '');
const utc = (text: string | undefined): number => instant(`${text?.replace(' ', 'T')}Z`);

/** The figures of every ticket, from its facts as any reader of the stored facts would find them. */
function figuresByTicket(): Map<string, TicketFigures> {
  const book = calendarBook(
    rowsOf('calendar_hours').map((row) => ({
      calendarId: row.calendar_id ?? '',
      startMinute: Number(row.start_minute),
      endMinute: Number(row.end_minute),
      timeZone: row.time_zone ?? '',
      isDefault: row.is_default === 'true',
    })),
    rowsOf('calendar_holidays').map((row) => ({
      calendarId: row.calendar_id ?? '',
      startsOn: parseDay(row.starts_on ?? ''),
      endsOn: parseDay(row.ends_on ?? ''),
    })),
  );
  const of = (fact: FactFile) => Map.groupBy(rowsOf(fact), (row) => row.ticket_id ?? '');
  const [messages, events] = [of('ticket_messages'), of('ticket_events')];
  const [answers, calendars] = [of('survey_responses'), of('ticket_calendars')];
  return new Map(
    rowsOf('tickets').map(({ ticket_id = '', opened_at }) => {
      const openedAt = instant(opened_at);
      const named = (calendars.get(ticket_id) ?? []).map((row) => ({
        calendarId: row.calendar_id ?? '',
        from: instant(row.from_at),
      }));
      const ticket = {
        openedAt,
        solvedAt: null,
        reopenCount: null,
        agentReplies: null,
        customerReplies: null,
        messages: (messages.get(ticket_id) ?? []).map((row) => ({
          at: instant(row.at),
          author: row.author as 'customer' | 'agent' | 'system',
          public: row.public === 'true',
          opening: row.opening === 'true',
        })),
        events: (events.get(ticket_id) ?? []).map((row) => ({
          at: instant(row.at),
          event: row.event as TicketEvent['event'],
        })),
        satisfactions: (answers.get(ticket_id) ?? []).map((row) => ({
          at: instant(row.responded_at),
          satisfied: row.score === '1',
        })),
        timeline: book.timelineOf(openedAt, named),
      };
      return [ticket_id, ticketFigures(ticket, AS_OF)];
    }),
  );
}

/** The other program's columns that must be met exactly, to 0.02 minutes, and to a minute per status segment. */
const EXACT: [keyof TicketFigures, string][] = [
  ['public_agent_comments', 'count_public_agent_comments'],
  ['public_agent_replies', 'total_agent_replies'],
  ['customer_replies', 'count_end_user_comments'],
  ['reopens', 'count_reopens'],
  ['first_satisfaction', 'ticket_first_satisfaction_score'],
  ['last_satisfaction', 'ticket_satisfaction_score'],
];
const CLOSE: [keyof TicketFigures, string][] = [
  ['first_reply_minutes', 'first_reply_time_calendar_minutes'],
  ['first_reply_business_minutes', 'first_reply_time_business_minutes'],
  ['requester_wait_business_minutes', 'requester_wait_time_in_business_minutes'],
  ['agent_wait_business_minutes', 'agent_wait_time_in_business_minutes'],
  ['agent_work_business_minutes', 'agent_work_time_in_business_minutes'],
  ['on_hold_business_minutes', 'on_hold_time_in_business_minutes'],
  ['full_resolution_business_minutes', 'full_resolution_business_minutes'],
];
const BY_SEGMENT: [keyof TicketFigures, string][] = [
  ['requester_wait_minutes', 'requester_wait_time_in_calendar_minutes'],
  ['agent_wait_minutes', 'agent_wait_time_in_calendar_minutes'],
  ['agent_work_minutes', 'agent_work_time_in_calendar_minutes'],
  ['on_hold_minutes', 'on_hold_time_in_calendar_minutes'],
  ['full_resolution_minutes', 'final_resolution_calendar_minutes'],
];

describe('the figures of all 300 tickets', () => {
  test('equal those of the other program', () => {
    const figures = figuresByTicket();
    const events = Map.groupBy(rowsOf('ticket_events'), (row) => row.ticket_id ?? '');
    const wrong: unknown[] = [];
    for (const row of expectedTickets) {
      const ticket = row.ticket_id ?? '';
      const own = figures.get(ticket);
      const compare = ([name, column]: [keyof TicketFigures, string], tolerance: number) => {
        const [ours, theirs] = [own?.[name] ?? '', row[column] ?? ''];
        const isSame =
          typeof ours === 'number' && theirs !== ''
            ? Math.abs(Number(theirs) - ours) <= tolerance
            : theirs === ours;
        if (!isSame) wrong.push({ ticket, name, ours, theirs });
      };
      for (const pair of EXACT) compare(pair, 0);
      for (const pair of CLOSE) compare(pair, 0.02);
      for (const pair of BY_SEGMENT) compare(pair, 1 + (events.get(ticket)?.length ?? 0));
      const solves = [own?.first_solved_at, own?.last_solved_at];
      const theirs = [utc(row.first_solved_at), utc(row.last_solved_at)];
      if (solves.join() !== theirs.join()) wrong.push({ ticket, solves, theirs });
    }
    expect(figures.size).toBe(300);
    // Opened by an agent and never replied to: there is no span to measure, in business minutes either.
    expect(wrong).toEqual([
      { ticket: '1100', name: 'first_reply_business_minutes', ours: '', theirs: '121920.0000' },
    ]);
  });
});

describe('all 906 SLA events', () => {
  test('equal those of the other program', () => {
    const key = (ticket: string | undefined, metric: string | undefined, at: number) =>
      `${ticket} ${metric} ${new Date(at).toISOString()}`;
    const own = new Map(
      rowsOf('sla_clocks').map((row) => [
        key(row.ticket_id, row.metric, instant(row.started_at)),
        row,
      ]),
    );
    const events = Map.groupBy(rowsOf('ticket_events'), (row) => row.ticket_id ?? '');
    const wrong: unknown[] = [];
    for (const row of expectedClocks) {
      const metric = row.metric?.replace('_time', '');
      const clock = own.get(key(row.ticket_id, metric, utc(row.sla_applied_at)));
      const isBreached = row.is_sla_breach === 't';
      const isReply = metric === 'first_reply' || metric === 'next_reply';
      const segments = events.get(row.ticket_id ?? '')?.length ?? 0;
      const elapsedApart = Math.abs(Number(clock?.elapsed_minutes) - Number(row.sla_elapsed_time));
      // Of work and wait the other program names the latest of several candidates, each up to minutes off.
      const breachApart = (utc(row.sla_breach_at) - instant(clock?.breached_at)) / 60_000;
      const isBreachSame = isReply ? breachApart === 0 : breachApart >= -segments;
      const isSame =
        Number(clock?.promised_minutes) === Number(row.target) &&
        clock?.in_business_hours === String(row.in_business_hours === 't') &&
        clock.promised_met === String(!isBreached) &&
        elapsedApart <= (isReply ? 0.02 : 1 + segments) &&
        (isBreached ? isBreachSame : clock.breached_at === '');
      if (!isSame) wrong.push({ row, clock });
    }
    expect(expectedClocks).toHaveLength(906);
    expect(wrong).toEqual([]);
  });

  test('and the clocks it leaves out are there', () => {
    const metrics = Object.groupBy(rowsOf('sla_clocks'), (row) => row.metric ?? '');
    const counts = Object.entries(metrics).map(([metric, rows]) => [metric, rows?.length]);
    expect(Object.fromEntries(counts)).toEqual({
      first_reply: 276,
      next_reply: 464,
      agent_work: 211,
      requester_wait: 198,
    });
  });

  test('of which those in business hours on work and wait agree with the business minutes of the ticket', () => {
    const tickets = new Map(expectedTickets.map((row) => [row.ticket_id, row]));
    const clocks = rowsOf('sla_clocks').filter(
      ({ metric, in_business_hours }) =>
        in_business_hours === 'true' && (metric === 'agent_work' || metric === 'requester_wait'),
    );
    const wrong = clocks.filter(
      ({ ticket_id, metric, elapsed_minutes, promised_minutes, promised_met }) => {
        const expected = Number(tickets.get(ticket_id)?.[`${metric}_time_in_business_minutes`]);
        const isMet = String(expected <= Number(promised_minutes));
        return Math.abs(Number(elapsed_minutes) - expected) > 0.02 || promised_met !== isMet;
      },
    );
    expect(clocks).toHaveLength(241);
    expect(wrong).toEqual([]);
  });
});
