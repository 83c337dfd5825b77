import { expect, test } from 'vitest';
import { factOfFile } from '../../facts/index.ts';
import { compileHeader } from '../../facts/parse-row.ts';
import { addDays, type Day, parseDay } from '../../lib/day.ts';
import type { FactBatch } from '../source.ts';
import { companies } from './companies.ts';
import { demoSource } from './demo.source.ts';
import { stories } from './stories.ts';

const today = parseDay('2026-11-22');

interface Table extends Pick<FactBatch, 'columns' | 'records' | 'lines' | 'cells'> {
  file: string;
}

async function tablesOf(day: Day): Promise<Table[]> {
  const batches: FactBatch[] = [];
  for await (const batch of demoSource({ today: day }).read({ path: '' })) batches.push(batch);
  return [...Map.groupBy(batches, ({ fact }) => fact)].map(([file, parts]) => ({
    file,
    columns: parts[0]?.columns ?? [],
    records: parts.flatMap(({ records }) => records),
    lines: parts.flatMap(({ lines }) => lines),
    cells: parts.flatMap(({ cells }) => cells),
  }));
}

const told = await tablesOf(today);

function columnOf(file: string, column: string): string[] {
  const table = told.find((candidate) => candidate.file === file);
  const at = table?.columns.indexOf(column) ?? -1;
  return (table?.cells ?? []).map((row) => row[at] ?? '');
}

test.each(['2026-11-22', '2027-10-31', '2028-02-29'])(
  'every row of %s is a good row of its fact, and no key comes twice',
  async (text) => {
    for (const { file, columns, cells } of await tablesOf(parseDay(text))) {
      const fact = factOfFile(file);
      if (fact === undefined) throw new Error(`no fact of the name ${file}`);
      const header = compileHeader(fact, columns, { timeZone: 'Europe/Berlin' });
      if (!header.ok) throw new Error(header.problem);
      expect([...header.customColumns, ...header.ignoredColumns]).toEqual([]);
      const bad = cells.map((row) => header.parse(row)).filter(({ ok }) => !ok);
      expect(bad, file).toEqual([]);
      const keys = cells.map((row) =>
        fact.key.map((column) => row[columns.indexOf(column)] ?? '').join('\t'),
      );
      expect(new Set(keys).size, file).toBe(keys.length);
    }
  },
);

test('the same day tells the same, another day tells it from there', async () => {
  expect(await tablesOf(today)).toEqual(told);
  expect(await tablesOf(addDays(today, 1))).not.toEqual(told);
});

test('nothing has happened after yesterday or before the records begin', () => {
  const happened = [
    ['tickets', 'opened_at'],
    ['ticket_messages', 'at'],
    ['ticket_events', 'at'],
    ['sla_clocks', 'stopped_at'],
    ['time_entries', 'at'],
    ['costs', 'at'],
    ['invoices', 'issued_on'],
    ['invoices', 'paid_on'],
    ['usage_events', 'at'],
    ['survey_responses', 'sent_at'],
    ['survey_responses', 'responded_at'],
    ['interactions', 'at'],
    ['ratings', 'at'],
    ['renewals', 'closed_on'],
    ['opportunities', 'created_at'],
    ['opportunities', 'closed_on'],
    ['milestones', 'done_on'],
    ['subscriptions', 'starts_on'],
    ['subscriptions', 'ends_on'],
  ] as const;
  for (const [file, column] of happened) {
    const days = columnOf(file, column)
      .filter((cell) => cell !== '')
      .map((cell) => cell.slice(0, 10))
      .toSorted();
    expect(days.length, file).toBeGreaterThan(0);
    expect((days.at(-1) ?? '') < today, `${file}.${column}`).toBe(true);
    expect((days[0] ?? '') >= addDays(today, -548), `${file}.${column}`).toBe(true);
  }
});

test('sixty customers of different names live every story there is', () => {
  const ids = columnOf('accounts', 'account_id');
  expect(ids).toHaveLength(60);
  expect(new Set(ids).size).toBe(60);
  expect(ids.every((id) => /^demo-[a-z]+(-[a-z]+)?$/.test(id))).toBe(true);
  expect(new Set(companies.map(({ story }) => story))).toEqual(new Set(Object.keys(stories)));
});

test('a customer is told of by name only at addresses that reach nobody', () => {
  const mails = [
    ...columnOf('contacts', 'email'),
    ...columnOf('accounts', 'csm_email'),
    ...columnOf('tickets', 'assignee_email'),
  ];
  expect(mails.filter((mail) => !mail.endsWith('.example'))).toEqual([]);
  expect(columnOf('accounts', 'domain').filter((name) => !name.endsWith('.example'))).toEqual([]);
});

test('other rows point to customers and tickets that exist', () => {
  const accounts = new Set(columnOf('accounts', 'account_id'));
  const tickets = new Set(columnOf('tickets', 'ticket_id'));
  for (const { file, columns, cells } of told) {
    for (const [column, known] of [
      ['account_id', accounts],
      ['ticket_id', tickets],
    ] as const) {
      const at = columns.indexOf(column);
      const lost = at < 0 ? [] : cells.filter((row) => row[at] !== '' && !known.has(row[at] ?? ''));
      expect(lost, `${file}.${column}`).toEqual([]);
    }
  }
});

test('every row has a place in its file', () => {
  for (const { cells, records, lines } of told) {
    expect(records).toEqual(cells.map((_, index) => index + 1));
    expect(lines).toEqual(cells.map((_, index) => index + 2));
  }
});
