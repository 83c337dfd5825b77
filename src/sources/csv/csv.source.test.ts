import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ReadProgress, UnreadableInput } from '../source.ts';
import { type CsvOptions, csvSource } from './csv.source.ts';
import { inspectFolder } from './folder.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hale-folder-'));
});
afterEach(() => rm(folder, { recursive: true }));

const put = (name: string, content: string | Uint8Array) => writeFile(join(folder, name), content);
const read = (options?: CsvOptions, path = folder) =>
  Array.fromAsync(csvSource(options).read({ path }));

const accounts = 'account_id,name\na1,Acme\n';

test('reads any of the files, accounts first, each row with its place', async () => {
  await put(
    'Tickets.CSV.gz',
    gzipSync('ticket_id;account_id;opened_at\n\nt1;a1;2026-01-05\nt2;a1\n'),
  );
  await put('accounts.csv', accounts);
  await put('notes.txt', 'x');
  await put('.hidden.csv', 'x');
  expect(await read()).toEqual([
    {
      fact: 'accounts',
      file: 'accounts.csv',
      columns: ['account_id', 'name'],
      records: [1],
      lines: [2],
      cells: [['a1', 'Acme']],
      bad: [],
      ignored: 0,
    },
    {
      fact: 'tickets',
      file: 'tickets.csv',
      columns: ['ticket_id', 'account_id', 'opened_at'],
      records: [1],
      lines: [3],
      cells: [['t1', 'a1', '2026-01-05']],
      bad: [{ record: 2, line: 4, column: '', value: '', reason: 'bad_row', raw: 't2;a1' }],
      ignored: 0,
    },
  ]);
  expect((await inspectFolder(folder)).unknownFiles).toEqual(['notes.txt']);
});

test('gives many rows in batches, and says how far it is', async () => {
  const rows = Array.from({ length: 60_000 }, (_, at) => `${at},Account ${at}`);
  const text = `account_id,name\n${rows.join('\n')}\n`;
  await put('accounts.csv', text);
  const progress: ReadProgress[] = [];
  const sizes: number[] = [];
  const input = { path: join(folder, 'accounts.csv'), onProgress: progress.push.bind(progress) };
  for await (const batch of csvSource().read(input)) sizes.push(batch.cells.length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(60_000);
  expect(sizes.length).toBeGreaterThan(1);
  expect(Math.max(...sizes)).toBeLessThan(30_000);
  expect(progress.at(-1)).toEqual({
    file: 'accounts.csv',
    bytesRead: text.length,
    bytesTotal: text.length,
  });
});

test('what a mapping cannot read is refused in its place', async () => {
  await put(
    'costs.csv',
    'cost_id;account_id;at;amount;currency\nc1;a1;5.1.2026;1,5;EUR\nc2;a1;5.1.2026;1.5;EUR\n',
  );
  const [batch] = await read({ decimalComma: true, dateOrder: 'dmy' });
  expect(batch).toMatchObject({
    records: [1],
    cells: [['c1', 'a1', '2026-01-05', '1.5', 'EUR']],
    bad: [{ record: 2, line: 3, column: 'amount', value: '1.5', reason: 'bad_number' }],
  });
});

test('a file without a required column refuses the import before any row, unless somebody hears of it', async () => {
  await put('accounts.csv', accounts);
  await put('tickets.csv', 'ticket_id,account_id\nt1,a1\n');
  const reading = csvSource().read({ path: folder })[Symbol.asyncIterator]();
  await expect(reading.next()).rejects.toThrow(
    'tickets.csv cannot be read: column "opened_at" is missing',
  );

  const refused: string[] = [];
  const batches = await read({ onRefused: (file) => refused.push(file) });
  expect({ files: batches.map(({ file }) => file), refused }).toEqual({
    files: ['accounts.csv'],
    refused: ['tickets.csv'],
  });
});

test('says what is wrong when there is nothing to read', async () => {
  await expect(read({}, join(folder, 'nowhere'))).rejects.toThrow(UnreadableInput);
  await expect(read()).rejects.toThrow('none of the files Hale knows');
  await put('accounts.csv', '');
  await expect(read({ onRefused: () => {} })).rejects.toThrow(
    'accounts.csv cannot be read: it is empty',
  );
  await put('accounts.csv.gz', gzipSync(accounts));
  await expect(read()).rejects.toThrow('keep one of them');
});

test('a file that ends in damage is refused with its name', async () => {
  const rows = Array.from({ length: 60_000 }, (_, at) => `${at},${Math.sin(at)}`).join('\n');
  const packed = gzipSync(`account_id,name\n${rows}\n`);
  await put('accounts.csv.gz', packed.subarray(0, packed.length - 1000));
  await expect(read()).rejects.toThrow('accounts.csv cannot be read to its end: its gzip data');
});
