import { rm } from 'node:fs/promises';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Hale, hale } from './hale-command.ts';
import { folderOf } from './import-fixture.ts';

/** The ways to write a cell, each a file of its own, through `hale import` into the database; cells come out trimmed. */

let product: Hale;
beforeAll(async () => {
  product = await hale();
}, 120_000);
afterEach(async () => {
  await sql`delete from account.account`.execute(product.ownerDb);
});
afterAll(() => product[Symbol.asyncDispose]());

interface Kind {
  name: string;
  /** accounts.csv behind its columns `account_id`, `name` and `note`. */
  records: readonly string[];
  newline?: '\r\n';
  /** Name and note of each account, in the order of their ids. */
  stored: readonly (readonly [string, string | null])[];
}

const kinds: readonly Kind[] = [
  {
    name: 'simple',
    records: ['1,one,1', '2,two,2'],
    stored: [
      ['one', '1'],
      ['two', '2'],
    ],
  },
  {
    name: 'simple, lines ended by CR and LF',
    newline: '\r\n',
    records: ['1,one,1', '2,two,2'],
    stored: [
      ['one', '1'],
      ['two', '2'],
    ],
  },
  {
    name: 'a comma in quotes',
    records: ['1,"Anytown, WW","1, 2"'],
    stored: [['Anytown, WW', '1, 2']],
  },
  {
    name: 'empty, with and without quotes',
    records: ['1,"one",""', '2,two,'],
    stored: [
      ['one', null],
      ['two', null],
    ],
  },
  {
    name: 'empty, lines ended by CR and LF',
    newline: '\r\n',
    records: ['1,"one",""', '2,two,'],
    stored: [
      ['one', null],
      ['two', null],
    ],
  },
  {
    name: 'doubled quotes',
    records: ['1,"ha ""ha"" ha",""""', '2,""""""," "" "'],
    stored: [
      ['ha "ha" ha', '"'],
      ['""', '"'],
    ],
  },
  {
    name: 'JSON',
    records: ['1,one,"{""type"": ""Point"", ""coordinates"": [102.0, 0.5]}"'],
    stored: [['one', '{"type": "Point", "coordinates": [102.0, 0.5]}']],
  },
  {
    name: 'line ends in quotes',
    records: ['1,"Once upon', 'a time","', '"', '2,two,2'],
    stored: [
      ['Once upon\na time', null],
      ['two', '2'],
    ],
  },
  {
    name: 'line ends in quotes, lines ended by CR and LF',
    newline: '\r\n',
    records: ['1,"Once upon', 'a time",1', '2,two,2'],
    stored: [
      ['Once upon\r\na time', '1'],
      ['two', '2'],
    ],
  },
  {
    name: 'doubled quotes and line ends',
    records: ['1,"ha', '""ha""', 'ha","""', '"""', '2,two,2'],
    stored: [
      ['ha\n"ha"\nha', '"\n"'],
      ['two', '2'],
    ],
  },
  { name: 'UTF-8', records: ['1,ʤ,Ünïcödé 客户 🙂'], stored: [['ʤ', 'Ünïcödé 客户 🙂']] },
  {
    name: 'blanks around a cell',
    records: ['1, one , 1 ', '2," two "," 2 "'],
    stored: [
      ['one', '1'],
      ['two', '2'],
    ],
  },
];

it.each(kinds)('$name', { timeout: 60_000 }, async ({ records, newline = '\n', stored }) => {
  const text = ['account_id,name,note', ...records, ''].join(newline);
  const folder = await folderOf({ 'accounts.csv': Buffer.from(text) });
  try {
    const { code, err } = await product.run('import', folder);
    expect([code, err]).toEqual([0, '']);
  } finally {
    await rm(folder, { recursive: true });
  }
  const { rows } = await sql<{ name: string; note: string | null }>`
    select name, custom ->> 'note' as note from account.account order by external_id`.execute(
    product.db,
  );
  expect(rows.map(({ name, note }) => [name, note])).toEqual(stored);
});
