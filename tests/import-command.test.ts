import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Hale, hale } from './hale-command.ts';
import { type Files, folderOf } from './import-fixture.ts';

/** `hale import` and `hale quarantine` as a person or a script calls them. */

let product: Hale;
const folders: string[] = [];
const folder = async (files: Files) => {
  const path = await folderOf(files);
  folders.push(path);
  return path;
};

beforeAll(async () => {
  product = await hale();
}, 120_000);
afterAll(async () => {
  await product[Symbol.asyncDispose]();
  await Promise.all(folders.map((path) => rm(path, { recursive: true })));
});

const FILES: Files = {
  'accounts.csv': ['account_id,name', 'a,Anna', 'b,', 'a,"Anna, the second"'],
  'Tickets.CSV.gz': gzipSync(
    'ticket_id;account_id;opened_at\nt;a;2026-01-01\nu;b;2026-01-01\nv;"b',
  ),
  'costs.csv': ['cost_id,account_id,at,amount,currency,note', 'k,a,2026-01-01,5,EUR,x'],
  'contacts.csv': ['contact_id,account_id', 'c,a'],
  'notes.txt': ['nothing for Hale'],
};

const entry = (file: string, record: number, column: string, value: string, reason: string) => ({
  file,
  record,
  line: record + 1,
  column,
  value,
  reason,
});

const QUARANTINE = [
  entry('accounts.csv', 2, 'name', '', 'missing_value'),
  entry('accounts.csv', 3, 'account_id', 'a', 'duplicate_id'),
  entry('tickets.csv', 2, 'account_id', 'b', 'unknown_account'),
  entry('tickets.csv', 3, '', '', 'bad_row'),
];

describe('hale import', () => {
  it('prints the account of every file, and ends well with rows in quarantine', async () => {
    const { code, out, err } = await product.run('import', await folder(FILES));
    expect(code).toBe(0);
    expect(out.split('\n').map((line) => line.replace(/ +/g, ' ').trim())).toEqual([
      'file read created updated unchanged duplicate quarantined ignored',
      'accounts.csv 3 1 0 0 0 2 0',
      'tickets.csv 3 1 0 0 0 2 0',
      'costs.csv 1 1 0 0 0 0 0',
      'contacts.csv 0 0 0 0 0 0 0',
      'costs.csv: columns not used: note',
      'See the quarantined rows with: hale quarantine',
      '',
    ]);
    expect(err).toContain('Not read, because Hale knows no such file: notes.txt\n');
    expect(err).toContain('contacts.csv was not read: column "name" is missing');
  });

  it('prints it as JSON', async () => {
    const { code, out } = await product.run(
      'import',
      '--json',
      '--no-readings',
      await folder(FILES),
    );
    expect(code).toBe(0);
    const account = {
      created: 0,
      updated: 0,
      unchanged: 0,
      duplicate: 0,
      quarantined: 0,
      ignored: 0,
    };
    const { files } = JSON.parse(out);
    expect(files).toMatchObject([
      { file: 'accounts.csv', read: 3, ...account, unchanged: 1, quarantined: 2 },
      { file: 'tickets.csv', read: 3, ...account, unchanged: 1, quarantined: 2 },
      { file: 'costs.csv', read: 1, ...account, unchanged: 1 },
      { file: 'contacts.csv', read: 0, ...account, refused: expect.stringContaining('"name"') },
    ]);
  });

  it('takes one file, and numbers and dates written otherwise', async () => {
    const path = await folder({
      'costs.csv': ['cost_id;account_id;at;amount;currency', 'l;a;31.01.2026 10:00;"1.234,50";EUR'],
    });
    const args = ['--decimal-comma', '--date-order', 'dmy', '--json', '--no-readings'];
    const { code, out } = await product.run('import', join(path, 'costs.csv'), ...args);
    expect([code, JSON.parse(out).files[0].created]).toEqual([0, 1]);
  });

  it.concurrent.each([
    ['a path that leads nowhere', async () => '/nowhere/at/all', /There is nothing at \/nowhere/],
    ['an empty folder', () => folder({}), /holds none of the files Hale knows/],
    ['a folder of other files', () => folder({ 'a.txt': ['x'] }), /holds none of the files/],
    [
      'a file of another name',
      async () => join(await folder({ 'a.txt': ['x'] }), 'a.txt'),
      /holds none/,
    ],
    [
      'files that are all refused',
      () => folder({ 'costs.csv': ['cost_id', 'k'] }),
      /costs\.csv cannot be read: columns .* are missing/,
    ],
    [
      'two files of one kind',
      () => folder({ 'costs.csv': ['x'], 'COSTS.csv': ['x'] }),
      /hold the same/,
    ],
  ])('ends with 1 for %s', async (_, path, message) => {
    const { code, out, err } = await product.run('import', await path());
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n {4}at /);
  });

  it.concurrent.each([
    [[], /missing required argument/],
    [['.', '--source', 'excel'], /Allowed choices are/],
    [['.', '--source', 'zendesk', '--decimal-comma'], /are for CSV files/],
  ])('ends with 2 for %j', async (args, message) => {
    const { code, out, err } = await product.run('import', ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });
});

describe('hale quarantine', () => {
  it('lists as JSON and as CSV', async () => {
    const { code, out } = await product.run('quarantine');
    expect(code).toBe(0);
    const listed: object[] = JSON.parse(out);
    expect(listed).toEqual(QUARANTINE);
    for (const each of listed) {
      expect(Object.keys(each)).toEqual(['file', 'record', 'line', 'column', 'value', 'reason']);
    }
    const csv = await product.run('quarantine', '--format', 'csv');
    expect(csv.out).toBe(
      [
        'file,record,line,column,value,reason',
        ...QUARANTINE.map((row) => Object.values(row).join(',')),
      ]
        .join('\n')
        .concat('\n'),
    );
    expect((await product.run('quarantine', '--format', 'xml')).code).toBe(2);
  });

  it('lets rows be discarded and restored, by reason or by id', async () => {
    const discarded = await product.run('quarantine', 'discard', '--reason', 'bad_row');
    expect(discarded).toMatchObject({ code: 0, out: 'Rows discarded: 1.\n' });
    expect(JSON.parse((await product.run('quarantine')).out)).toEqual(QUARANTINE.slice(0, 3));
    const listed = await product.run('quarantine', '--discarded', '--ids');
    const [row] = JSON.parse(listed.out);
    expect(row).toEqual({
      id: expect.stringMatching(/^\d+$/),
      ...QUARANTINE[3],
      discarded_at: expect.stringMatching(/^2\d{3}-/),
      discarded_by: 'command_line',
    });
    const restored = await product.run('quarantine', 'restore', row.id, '999999');
    expect(restored).toMatchObject({ code: 1, out: 'Rows restored: 1.\n' });
    expect(restored.err).toContain('Not discarded: 999999.');
    expect(JSON.parse((await product.run('quarantine')).out)).toEqual(QUARANTINE);
  });

  it.each([[[]], [['7', '--reason', 'bad_row']], [['seven']]])(
    'ends with 2 for discard %j',
    async (args) => {
      const { code, out } = await product.run('quarantine', 'discard', ...args);
      expect([code, out]).toEqual([2, '']);
    },
  );

  it('tries again, and empties by itself after a mend', async () => {
    const retried = await product.run('quarantine', 'retry');
    expect(retried).toMatchObject({
      code: 0,
      out: 'Rows that came in: 0. Still in quarantine: 4.\n',
    });
    const mended = await folder({
      'accounts.csv': ['account_id,name', 'a,Anna', 'b,Bert'],
      'tickets.csv': ['ticket_id,account_id,opened_at', 'v,b,2026-01-01'],
    });
    const { out } = await product.run('import', mended);
    expect(out).toContain('1 row came out of quarantine');
    expect((await product.run('quarantine')).out).toBe('[]\n');
  });
});
