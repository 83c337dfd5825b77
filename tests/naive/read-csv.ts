import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { Facts, FileName } from './columns.ts';
import { factsOf, fileNames, type Table } from './parse.ts';

function textOf(dir: string, file: FileName): string | undefined {
  const plain = join(dir, `${file}.csv`);
  if (existsSync(plain)) return readFileSync(plain, 'utf8');
  const packed = `${plain}.gz`;
  return existsSync(packed) ? gunzipSync(readFileSync(packed)).toString('utf8') : undefined;
}

function tableOf(fact: FileName, text: string): Table {
  const records = parse(text, { bom: true, skip_empty_lines: true });
  const [header = [], ...cells] = records;
  return { fact, columns: header.map((name) => name.trim().toLowerCase()), cells };
}

/** Reads a directory of interchange files (definitions.md 3, comma-separated, UTF-8, plain or .gz); absent files are empty. */
export function parseFacts(dir: string, timeZone: string): Facts {
  const tables = fileNames.flatMap((file) => {
    const text = textOf(dir, file);
    return text === undefined ? [] : [tableOf(file, text)];
  });
  return factsOf(tables, timeZone);
}
