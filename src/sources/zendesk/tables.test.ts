import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FactBatch, type FactFile, UnreadableInput } from '../source.ts';
import { zendesk } from './zendesk.source.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hale-zendesk-'));
  await table(
    'organization',
    'id,name,created_at,external_id',
    '1,Anna AG,2023-01-05 00:00:00,A-1',
  );
  await table(
    'user',
    'id,role,email,name,organization_id',
    '7,end-user,u@x.example,Ulla,1',
    '9,agent,a@x.example,Ada,',
  );
  await table(
    'ticket',
    'id,organization_id,created_at,requester_id,assignee_id',
    '100,1,2026-03-02 08:00:00,7,9',
  );
});
afterEach(() => rm(folder, { recursive: true }));

const table = (name: string, ...lines: string[]) =>
  writeFile(join(folder, `${name}.csv`), lines.join('\n'));
const read = (): Promise<FactBatch[]> => Array.fromAsync(zendesk.read({ path: folder }));
const cellsOf = (batches: readonly FactBatch[], fact: FactFile) =>
  batches.filter((batch) => batch.fact === fact).flatMap(({ cells }) => cells);
const badOf = (batches: readonly FactBatch[]) =>
  batches
    .flatMap((batch) => batch.bad.map((row) => ({ ...row, file: batch.file })))
    .map(({ file, record, line, column, value, reason }) => [
      file,
      record,
      line,
      column,
      value,
      reason,
    ]);

test('the smallest help desk: an organization, its user, a ticket', async () => {
  const batches = await read();
  expect(cellsOf(batches, 'accounts')).toEqual([['1', 'Anna AG', '2023-01-05T00:00:00Z', 'A-1']]);
  expect(cellsOf(batches, 'contacts')).toEqual([['7', '1', 'Ulla', 'u@x.example']]);
  const [ticket] = cellsOf(batches, 'tickets');
  expect(ticket?.slice(0, 9)).toEqual([
    '100',
    '1',
    '2026-03-02T08:00:00Z',
    '',
    '',
    '',
    '',
    '7',
    'a@x.example',
  ]);
});

test('a time that is none is left for the import to refuse', async () => {
  await table('ticket', 'id,organization_id,created_at', '100,1,02.03.2026');
  expect(cellsOf(await read(), 'tickets')[0]?.slice(0, 3)).toEqual(['100', '1', '02.03.2026']);
});

test('what was deleted at the source is ignored', async () => {
  await table(
    'ticket',
    'id,organization_id,created_at,_fivetran_deleted',
    '100,1,2026-03-02 08:00:00,TRUE',
  );
  const [tickets] = (await read()).filter(({ fact }) => fact === 'tickets');
  expect([tickets?.cells, tickets?.ignored]).toEqual([[], 1]);
});

test('business hours that were deleted there are withdrawn, unless they only changed', async () => {
  await table(
    'schedule',
    'id,start_time,end_time,time_zone,created_at,_fivetran_deleted',
    '1,540,1020,London,2024-01-01 00:00:00,true',
    '1,540,1080,London,2024-01-01 00:00:00,false',
    '1,1980,2460,London,2024-01-01 00:00:00,true',
  );
  await table(
    'schedule_holiday',
    'id,schedule_id,start_date,end_date,_fivetran_deleted',
    '5,1,2026-05-04,2026-05-04,true',
  );
  await table(
    'ticket_schedule',
    'ticket_id,schedule_id,created_at,_fivetran_deleted',
    '100,1,2026-03-02 08:00:00,true',
  );
  const batches = await read();
  const told = (fact: FactFile) =>
    cellsOf(batches, fact).map((cells) => [cells[0], cells[1], cells.at(-1)]);
  expect(told('calendar_hours')).toEqual([
    ['1', '540', ''],
    ['1', '1980', 'true'],
  ]);
  expect(told('calendar_holidays')).toEqual([['5', '1', 'true']]);
  expect(told('ticket_calendars')).toEqual([['100', '1', 'true']]);
});

describe('comments', () => {
  const header = 'id,ticket_id,created,public,user_id';
  test('the earliest opens the ticket, wherever it stands; users nobody knows are no agents', async () => {
    await table(
      'ticket_comment',
      header,
      '3,100,2026-03-02 10:00:00,TRUE,9',
      '1,100,2026-03-02 08:00:00,FALSE,9',
      '2,100,2026-03-02 09:00:00,TRUE,7',
      '4,100,2026-03-02 11:00:00,,555',
      '5,100,2026-03-02 12:00:00,TRUE,',
      '6,404,2026-03-02 12:00:00,TRUE,7',
    );
    const rows = cellsOf(await read(), 'ticket_messages');
    expect(
      rows.map(([id, , , author, isPublic, opening]) => [id, author, isPublic, opening]),
    ).toEqual([
      ['3', 'agent', 'true', 'false'],
      ['1', 'agent', 'false', 'true'],
      ['2', 'customer', 'true', 'false'],
      ['4', 'system', 'true', 'false'],
      ['5', 'system', 'true', 'false'],
      ['6', 'customer', 'true', 'true'],
    ]);
  });

  test('a requester missing in the table of users is the customer', async () => {
    await table('user', 'id,role', '9,agent');
    await table('ticket_comment', header, '1,100,2026-03-02 08:00:00,TRUE,7');
    expect(cellsOf(await read(), 'ticket_messages')[0]?.[3]).toBe('customer');
  });
});

describe('the field history', () => {
  const header = 'field_name,ticket_id,updated,user_id,value';
  test('refuses what it cannot read, with the place and the value', async () => {
    await table(
      'ticket_field_history',
      header,
      'status,100,yesterday,,open',
      'status,100,2026-03-02 09:00:00,,asleep',
      'first_reply_time,100,2026-03-02 08:00:00,,sixty',
      'satisfaction_score,100,2026-03-02 09:00:00,,superb',
      'status,100,"2026-03-02 09:00:00"x,,open',
      'next_reply_time,100,2026-03-02 08:00:00,,',
      'group_id,100,never,,1',
    );
    const batches = await read();
    const file = 'ticket_field_history.csv';
    expect(badOf(batches)).toEqual([
      [file, 5, 6, '', '', 'bad_row'],
      [file, 1, 2, 'updated', 'yesterday', 'bad_time'],
      [file, 2, 3, 'value', 'asleep', 'bad_enum'],
      [file, 3, 4, 'value', 'sixty', 'bad_number'],
      [file, 4, 5, 'value', 'superb', 'bad_enum'],
    ]);
    expect(batches.find((batch) => batch.file === file)?.ignored).toBe(2);
  });

  test('answers of one instant keep apart', async () => {
    const answer = 'satisfaction_score,100,2026-03-05 09:00:00,7';
    await table(
      'ticket_field_history',
      header,
      `${answer},good`,
      `${answer},bad`,
      `${answer},offered`,
    );
    expect(cellsOf(await read(), 'survey_responses')).toEqual([
      [
        '100/2026-03-05T09:00:00.000Z',
        '1',
        'csat',
        '2026-03-05T09:00:00.000Z',
        '2026-03-05T09:00:00.000Z',
        '1',
        '1',
        '7',
        '100',
      ],
      [
        '100/2026-03-05T09:00:00.000Z/2',
        '1',
        'csat',
        '2026-03-05T09:00:00.000Z',
        '2026-03-05T09:00:00.000Z',
        '0',
        '1',
        '7',
        '100',
      ],
    ]);
  });

  test('business hours count on the schedule of the ticket, the oldest one where it has none', async () => {
    await table(
      'ticket',
      'id,organization_id,created_at',
      '100,1,2026-03-06 15:00:00',
      '101,1,2026-03-06 15:00:00',
    );
    await table(
      'schedule',
      'id,start_time,end_time,name,time_zone,created_at',
      '2,8100,8160,Friday 15 to 16,London,2024-01-01 00:00:00',
      '1,8160,8640,Friday evening,Berlin,2023-01-01 00:00:00',
      '3,0,60,Nowhere,Middle-earth,2025-01-01 00:00:00',
      '2,99,9,Backwards,London,2024-01-01 00:00:00',
    );
    await table('ticket_schedule', 'ticket_id,schedule_id,created_at', '101,2,2026-03-06 15:00:01');
    const target = '2026-03-06 15:00:00,,"{""minutes"": 30, ""in_business_hours"": true}"';
    await table(
      'ticket_field_history',
      header,
      `first_reply_time,100,${target}`,
      `first_reply_time,101,${target}`,
    );
    const batches = await read();
    expect(cellsOf(batches, 'sla_clocks').map((cells) => [cells[0], cells[7]])).toEqual([
      // 16:00 in Berlin is 15:00 in UTC.
      ['100', '2026-03-06T15:30:00.000Z'],
      ['101', '2026-03-06T15:30:00.000Z'],
    ]);
    expect(
      cellsOf(batches, 'calendar_hours').map((cells) => [cells[0], cells[4], cells[5]]),
    ).toEqual([
      ['2', 'Europe/London', 'false'],
      ['1', 'Europe/Berlin', 'true'],
      ['2', 'Europe/London', 'false'],
    ]);
    expect(badOf(batches)).toEqual([
      ['schedule.csv', 3, 4, 'time_zone', 'Middle-earth', 'bad_enum'],
    ]);
  });
});

describe('a folder that cannot be read', () => {
  test('lacks a table all others need', async () => {
    await rm(join(folder, 'user.csv'));
    await expect(read()).rejects.toThrow(UnreadableInput);
    await expect(read()).rejects.toThrow(/lacks user\.csv/);
  });

  test('holds a table without a column it needs', async () => {
    await table('ticket_comment', 'id,body', '1,Hello');
    await expect(read()).rejects.toThrow(
      /ticket_comment\.csv lacks the columns ticket_id, created, public, user_id/,
    );
  });
});
