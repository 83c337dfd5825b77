import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nothingLeft } from '../batch.ts';
import { type FactBatch, type FactFile, UnreadableInput } from '../source.ts';
import { lastRowsOf } from './last-rows.ts';
import { utcText } from './local-time.ts';
import { servicenow } from './servicenow.source.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hale-servicenow-'));
});
afterAll(() => rm(folder, { recursive: true }));

const read = async (path: string): Promise<FactBatch[]> =>
  Array.fromAsync(servicenow.read({ path }));

const rowsOf = (batches: readonly FactBatch[], fact: FactFile): Record<string, string>[] =>
  batches
    .filter((batch) => batch.fact === fact)
    .flatMap(({ cells, columns }) =>
      cells.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? '']))),
    );

const HEADER =
  'number,incident_state,reopen_count,sys_mod_count,made_sla,caller_id,opened_at,priority,location,resolved_at,closed_at';

async function readText(...lines: string[]): Promise<FactBatch[]> {
  const path = join(folder, 'log.csv');
  await writeFile(path, [HEADER, ...lines].join('\n'));
  return read(path);
}

describe('an audit log', () => {
  test('is one ticket, one account and one clock per incident, from its last row', async () => {
    const batches = await readText(
      '7,Resolved,1,3,false,11,29/2/2016 06:38,3,?,2/3/2016 12:06,?',
      '7,New,0,0,true,11,29/2/2016 06:38,3,204,?,?',
      '8,Closed,0,2,true,11,1/3/2016 00:00,2,204,?,7/3/2016 13:00',
      '7,Closed,1,3,false,11,29/2/2016 06:38,3,204,2/3/2016 12:06,7/3/2016 13:00',
    );
    expect(rowsOf(batches, 'accounts')).toEqual([{ account_id: '11', name: 'Caller 11' }]);
    expect(rowsOf(batches, 'tickets')).toEqual([
      {
        ticket_id: '8',
        account_id: '11',
        opened_at: '2016-03-01T00:00:00Z',
        solved_at: '2016-03-07T13:00:00Z',
        status: 'Closed',
        priority: '2',
        channel: '',
        reopen_count: '0',
        sys_mod_count: '2',
        made_sla: 'true',
        location: '204',
        resolved_at: '',
        closed_at: '2016-03-07T13:00:00Z',
      },
      expect.objectContaining({
        ticket_id: '7',
        solved_at: '2016-03-02T12:06:00Z',
        location: '204',
      }),
    ]);
    expect(rowsOf(batches, 'sla_clocks')).toContainEqual({
      ticket_id: '7',
      metric: 'resolution',
      started_at: '2016-02-29T06:38:00Z',
      stopped_at: '2016-03-02T12:06:00Z',
      promised_met: 'false',
    });
    const counted = batches.filter(({ derived }) => !derived);
    expect(counted.map(({ fact, records, ignored }) => [fact, records, ignored])).toEqual([
      ['tickets', [3, 4], 2],
    ]);
  });

  test('refuses what names no incident, no order or no caller', async () => {
    const batches = await readText(
      '?,New,0,0,true,11,29/2/2016 06:38,3,?,?,?',
      '7,New,0,x,true,11,29/2/2016 06:38,3,?,?,?',
      '8,New,0,0,true,?,29/2/2016 06:38,3,?,?,?',
      '9,New,0',
    );
    const bad = batches.flatMap((batch) => batch.bad);
    expect(bad.map(({ record, line, column, reason }) => [record, line, column, reason])).toEqual([
      [1, 2, 'number', 'missing_value'],
      [2, 3, 'sys_mod_count', 'bad_number'],
      [3, 4, 'caller_id', 'missing_value'],
      [4, 5, '', 'bad_row'],
    ]);
    expect(bad[2]).toMatchObject({ value: '?', raw: '8,New,0,0,true,?,29/2/2016 06:38,3,?,?,?' });
    expect(batches.flatMap(({ cells }) => cells)).toEqual([]);
  });

  test('gives back a time that is none, for the import to refuse', async () => {
    const batches = await readText('7,New,0,0,true,11,31/2/2016 06:38,3,?,soon,?');
    expect(rowsOf(batches, 'tickets')).toMatchObject([
      { opened_at: '31/2/2016 06:38', solved_at: 'soon' },
    ]);
  });

  test('may be gzipped', async () => {
    const path = join(folder, 'log.csv.gz');
    await writeFile(path, gzipSync(`${HEADER}\n7,New,0,0,true,11,29/2/2016 06:38,3,?,?,?\n`));
    expect(rowsOf(await read(path), 'tickets')).toHaveLength(1);
  });

  test('that is none names the mend', async () => {
    await expect(read(join(folder, 'missing.csv'))).rejects.toThrow(UnreadableInput);
    const path = join(folder, 'other.csv');
    await writeFile(path, 'number,opened_at\n7,29/2/2016 06:38\n');
    await expect(read(path)).rejects.toThrow(
      /other\.csv lacks the columns sys_mod_count, caller_id/,
    );
  });
});

const testData = process.env.HALE_TEST_DATA;

const realLog = testData
  ? 'the real log'
  : 'the real log (skipped: HALE_TEST_DATA names no folder)';

describe.skipIf(!testData)(realLog, () => {
  const batches: FactBatch[] = [];
  let tickets: Record<string, string>[] = [];
  beforeAll(async () => {
    const path = join(testData ?? '', 'servicenow-incidents/incident_event_log.csv.gz');
    batches.push(...(await read(path)));
    tickets = rowsOf(batches, 'tickets');
  });

  test('brings 12,762 tickets of 2,625 callers, all 72,446 rows accounted for', () => {
    expect(tickets).toHaveLength(12_762);
    expect(rowsOf(batches, 'accounts')).toHaveLength(2625);
    expect(rowsOf(batches, 'sla_clocks')).toHaveLength(12_762);
    const counted = batches.filter(({ derived }) => !derived);
    const bad = counted.flatMap((batch) => batch.bad);
    expect(bad.map(({ column, reason }) => `${column} ${reason}`)).toEqual(
      Array.from({ length: 3 }, () => 'caller_id missing_value'),
    );
    const ignored = counted.reduce((sum, batch) => sum + batch.ignored, 0);
    expect(tickets.length + bad.length + ignored).toBe(72_446);
  });

  test('has the known figures in the last rows of its incidents', async () => {
    const path = join(testData ?? '', 'servicenow-incidents/incident_event_log.csv.gz');
    const { header, rows } = await lastRowsOf(path, nothingLeft());
    const column = (name: string) => rows.map(({ cells }) => cells[header.indexOf(name)] ?? '');
    const [opened, resolved, closed] = ['opened_at', 'resolved_at', 'closed_at'].map((name) =>
      column(name).map((text) => Date.parse(utcText(text))),
    );
    const hoursTo = (ends: readonly number[] = []) =>
      ends
        .map((end, row) => (end - (opened?.[row] ?? Number.NaN)) / 3_600_000)
        .filter((hours) => !Number.isNaN(hours))
        .sort((a, b) => a - b);
    const reassigned = column('reassignment_count').map(Number);
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    const median = (values: readonly number[]) =>
      ((values[Math.floor((values.length - 1) / 2)] ?? Number.NaN) +
        (values[Math.floor(values.length / 2)] ?? Number.NaN)) /
      2;
    const priorities = Object.groupBy(column('priority'), (priority) => priority);

    expect(rows).toHaveLength(12_765);
    expect(column('made_sla').filter((met) => met === 'true')).toHaveLength(8084);
    expect(column('reopen_count').filter((count) => Number(count) > 0)).toHaveLength(131);
    expect(reassigned.filter((count) => count > 0)).toHaveLength(5830);
    expect(mean(reassigned)).toBeCloseTo(0.9395, 4);
    expect(hoursTo(resolved)).toHaveLength(12_014);
    expect(median(hoursTo(resolved))).toBeCloseTo(21.733, 3);
    expect(mean(hoursTo(resolved))).toBeCloseTo(176.754, 3);
    expect(median(hoursTo(closed))).toBeCloseTo(146.017, 3);
    expect(['3', '4', '2', '1'].map((priority) => priorities[priority]?.length)).toEqual([
      12_053, 329, 255, 128,
    ]);
  });
});
