import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../src/db/test-database.ts';
import type { StoredReadings } from '../src/health/reading-rows.ts';
import { bringUpToDate } from '../src/jobs/restate.ts';
import { kpis } from '../src/kpis/index.ts';
import { parseDay } from '../src/lib/day.ts';
import type { FileName } from './naive/columns.ts';
import { applySettings, batchesOf, rowOn, store, storedReadings } from './product.ts';

const settings = {
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
  defaultHourlyCost: 60,
  minutesPerReply: 10,
};

type Cells = Record<string, string>;

const account = (account_id: string): Cells => ({ account_id, name: account_id });
const answer = (account_id: string, id: string, more: Cells): Cells => ({
  response_id: `${account_id}-${id}`,
  account_id,
  kind: 'ces',
  sent_at: '2026-01-01',
  ...more,
});
const ticket = (account_id: string, id: string, opened_at: string): Cells => ({
  ticket_id: `${account_id}-${id}`,
  account_id,
  opened_at,
});
const reply = (ticket_id: string, at: string, more: Cells = {}): Cells => ({
  message_id: `${ticket_id} ${at}`,
  ticket_id,
  at,
  author: 'agent',
  ...more,
});
const step = (account_id: string, milestone: string, due_on: string, done_on = ''): Cells => ({
  account_id,
  milestone,
  due_on,
  done_on,
});

const facts: Partial<Record<FileName, Cells[]>> = {
  accounts: ['effort', 'silent', 'quiet', 'slow', 'starting', 'nobody'].map(account),
  survey_responses: [
    // The top, the bottom and the middle of three scales.
    answer('effort', '1', { responded_at: '2026-01-10', score: '7' }),
    answer('effort', '2', { responded_at: '2026-01-11', score: '1', scale_max: '5' }),
    answer('effort', '3', { responded_at: '2026-01-12', score: '50', scale_max: '100' }),
    answer('effort', '4', { responded_at: '2026-01-13' }),
    // In time on the fourteenth day, too late on the fifteenth, and never.
    answer('silent', '1', { sent_at: '2026-02-01T22:30', responded_at: '2026-02-15T23:59' }),
    answer('silent', '2', { kind: 'nps', sent_at: '2026-02-01', responded_at: '2026-02-16' }),
    answer('silent', '3', { kind: 'csat', sent_at: '2026-02-01' }),
  ],
  interactions: [
    { interaction_id: 'i1', account_id: 'quiet', at: '2026-01-05T09:00', kind: 'email' },
    { interaction_id: 'i2', account_id: 'quiet', at: '2026-03-01T23:59', kind: 'other' },
  ],
  tickets: [
    ticket('slow', '1', '2026-03-28T12:00:00Z'),
    ticket('slow', '2', '2026-03-28T12:00:00Z'),
    ticket('slow', '3', '2026-03-28T12:00:00Z'),
    ticket('slow', '4', '2026-03-28T12:00:00Z'),
  ],
  ticket_messages: [
    reply('slow-1', '2026-03-28T11:00:00Z'),
    reply('slow-2', '2026-03-28T12:05:00Z', { public: 'false' }),
    reply('slow-2', '2026-03-28T12:10:00Z'),
    reply('slow-2', '2026-03-28T12:20:00Z'),
    // In Berlin this is the 29th already.
    reply('slow-3', '2026-03-28T23:00:00Z'),
    reply('slow-4', '2026-03-30T12:00:00Z'),
  ],
  milestones: [
    step('starting', 'in time', '2026-02-10', '2026-02-10'),
    step('starting', 'late', '2026-02-20', '2026-02-25'),
    step('starting', 'last', '2026-03-10', '2026-04-01'),
  ],
};

describe('KPIs of surveys, contact, waiting and onboarding, on the days at their edges', () => {
  let database: TestDatabase;
  let stored: Map<string, StoredReadings[]>;
  beforeAll(async () => {
    database = await freshDatabase();
    await applySettings(database.db, settings);
    const { files } = await store(database.app, batchesOf(facts));
    for (const { file, read, created } of files) expect(created, file).toBe(read);
    await bringUpToDate(database.db, { today: parseDay('2026-10-31') });
    stored = await storedReadings(database.db, '2026-10-31');
  });
  afterAll(() => database.close());

  /** Reading and n at the end of a day. */
  const read = (id: string, accountId: string, day: string) => {
    const place = kpis.findIndex((kpi) => kpi.id === id);
    const row = rowOn(stored.get(accountId) ?? [], day);
    return [row?.readings[place] ?? null, row?.row_counts[place] ?? 0];
  };

  it.each([
    ['2026-01-11', null, 2],
    ['2026-01-12', (7 + 1 + 4) / 3, 3],
    ['2026-07-08', (7 + 1 + 4) / 3, 3],
    ['2026-07-09', null, 2],
    ['2026-07-11', null, 0],
  ])('ces: answers of every scale as 1 to 7, for 180 days (%s)', (day, reading, n) => {
    expect(read('ces', 'effort', day)).toEqual([reading, n]);
  });

  it.each([
    ['2026-02-14', null, 0],
    ['2026-02-15', 1 / 3, 3],
    ['2026-08-13', 1 / 3, 3],
    ['2026-08-14', null, 0],
  ])(
    'response rate: a survey counts from its fourteenth day, for 180 days (%s)',
    (day, reading, n) => {
      expect(read('response_rate', 'silent', day)).toEqual([reading, n]);
    },
  );

  it.each([
    ['2026-01-04', null, 0],
    ['2026-01-05', 0, 1],
    ['2026-02-28', 54 / 30, 1],
    ['2026-03-01', 0, 1],
    ['2026-03-02', 1 / 30, 1],
    ['2026-10-31', 244 / 30, 1],
  ])('cadence: days since the last contact, for ever (%s)', (day, reading, n) => {
    expect(read('cadence', 'quiet', day)).toEqual([reading, n]);
  });

  it.each([
    ['2026-03-28', null, 2],
    ['2026-03-29', 10, 3],
    ['2026-03-30', (10 + 660) / 2, 4],
    ['2026-06-26', null, 2],
  ])('response time: the median over tickets first answered in 90 days (%s)', (day, reading, n) => {
    // A reply before the ticket was opened is no wait, a private one no reply.
    expect(read('response_time', 'slow', day)).toEqual([reading, n]);
  });

  it.each([
    ['2026-02-09', null, 0],
    ['2026-02-10', 1, 1],
    ['2026-02-24', 1 / 2, 2],
    ['2026-02-25', 3 / 4, 2],
    ['2026-03-10', 1.5 / 3, 3],
    ['2026-03-31', 1.5 / 3, 3],
    ['2026-04-01', null, 3],
  ])(
    'onboarding: in time 1, late half, open 0, until the last step is done (%s)',
    (day, reading, n) => {
      expect(read('onboarding', 'starting', day)).toEqual([reading, n]);
    },
  );

  it.each(['ces', 'response_rate', 'cadence', 'response_time', 'onboarding'])(
    '%s is unknown where there is nothing',
    (id) => expect(read(id, 'nobody', '2026-10-31')).toEqual([null, 0]),
  );
});
