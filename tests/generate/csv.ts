import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Table } from '../naive/parse.ts';

const quoted = (cell: string) =>
  /[",\r\n]/.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell;

/** RFC 4180 text of one table, with header row. */
export const csvOf = ({ columns, cells }: Table): string =>
  [columns, ...cells].map((row) => `${row.map(quoted).join(',')}\n`).join('');

/** Writes one file per table into the directory, which is made if it is missing. */
export function writeCsvDirectory(dir: string, data: { tables: readonly Table[] }): void {
  mkdirSync(dir, { recursive: true });
  for (const table of data.tables) writeFileSync(join(dir, `${table.fact}.csv`), csvOf(table));
}
