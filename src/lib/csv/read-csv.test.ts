import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCsv } from './read-csv.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hale-csv-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const rows = 30_000;
const lines = Array.from({ length: rows }, (_, at) => `${at},"Größe ""${at}""",x`);
const text = `id,name,kind\n${lines.join('\n')}\n`;

test.each([
  ['plain.csv', Buffer.from(text)],
  ['packed.csv.gz', gzipSync(text)],
  [
    'two-members.csv.gz',
    Buffer.concat([gzipSync(text.slice(0, 9999)), gzipSync(text.slice(9999))]),
  ],
  ['utf-16.csv', Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['western.csv', Buffer.from(text, 'latin1')],
])('reads %s piece by piece', async (name, content) => {
  const path = await fileOf(name, content);
  let count = 0;
  let pieces = 0;
  let bytesRead = 0;
  for await (const piece of readCsv(path, (bytes) => {
    bytesRead = bytes;
  })) {
    pieces += 1;
    const from = count;
    count += piece.cells.length;
    const places = piece.cells.map((_, at) => from + at);
    expect(piece).toEqual({
      header: ['id', 'name', 'kind'],
      records: places.map((at) => at + 1),
      lines: places.map((at) => at + 2),
      cells: places.map((at) => [String(at), `Größe "${at}"`, 'x']),
      bad: [],
    });
  }
  expect({ count, bytesRead }).toEqual({ count: rows, bytesRead: content.length });
  expect(pieces).toBeGreaterThan(1);
});

test('gives the header of a file without records', async () => {
  const pieces = await Array.fromAsync(readCsv(await fileOf('header.csv', 'a;b')));
  expect(pieces).toEqual([{ header: ['a', 'b'], records: [], lines: [], cells: [], bad: [] }]);
});

test('says what is wrong with a file that is no CSV', async () => {
  const read = async (name: string, content: string | Uint8Array) =>
    Array.fromAsync(readCsv(await fileOf(name, content)));
  await expect(read('empty.csv', '')).rejects.toThrow('it is empty');
  await expect(read('cut.csv.gz', gzipSync(text).subarray(0, 5000))).rejects.toThrow('cut off');
  const damaged = gzipSync(text);
  damaged.fill(7, 2000, 2100);
  await expect(read('damaged.csv.gz', damaged)).rejects.toThrow('damaged');
});
