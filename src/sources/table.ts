import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { readCsv } from '../lib/csv/read-csv.ts';
import { CsvUnreadable } from '../lib/csv/records.ts';
import { type BadRow, type ReadProgress, UnreadableInput } from './source.ts';

/** A data record with its trimmed cells by column name; columns the file lacks are empty. */
export interface TableRow<Name extends string> {
  record: number;
  line: number;
  cells: Readonly<Record<Name, string>>;
  /** The whole record as read. */
  whole: readonly string[];
}

/** Some records of a table, and the broken ones among them. */
export interface TablePiece<Name extends string> {
  /** All column names of the file, in lower case. */
  header: readonly string[];
  rows: readonly TableRow<Name>[];
  bad: readonly BadRow[];
}

/** The columns a source knows of a table: a file without a required one is refused. */
export interface TableColumns<Name extends string> {
  required: readonly NoInfer<Name>[];
  all: readonly Name[];
}

/** A file by its plain name: no folder, no `.gz`. */
export const plainName = (path: string): string => basename(path).replace(/\.gz$/i, '');

/** Reads a table of foreign columns piece by piece. Throws UnreadableInput, with the mend in its message. */
export async function* readTable<Name extends string>(
  path: string,
  columns: TableColumns<Name>,
  onProgress: (progress: ReadProgress) => void = () => {},
): AsyncGenerator<TablePiece<Name>> {
  const file = plainName(path);
  const bytesTotal = (await stat(path)).size;
  let places: readonly (readonly [Name, number])[] | undefined;
  const rows = readCsv(path, (bytesRead) => onProgress({ file, bytesRead, bytesTotal }));
  try {
    for await (const { header, records, lines, cells, bad } of rows) {
      places ??= placesOf(file, header, columns);
      const known = places;
      yield {
        header: namesOf(header),
        rows: cells.map((row, index) => ({
          record: records[index] ?? 0,
          line: lines[index] ?? 0,
          cells: byName(row, known),
          whole: row,
        })),
        bad: bad.map((broken) => ({ ...broken, column: '', value: '', reason: 'bad_row' })),
      };
    }
  } catch (error) {
    throw error instanceof CsvUnreadable
      ? new UnreadableInput(`${file} cannot be read: ${error.message}.`)
      : error;
  }
}

/** A record this source refuses, for a reason of definitions.md 10 (Import) and the column it shows in. */
export function refused<Name extends string>(
  { record, line, cells, whole }: TableRow<Name>,
  column: Name,
  reason: string,
): BadRow {
  const raw = whole.map(quoted).join(',');
  return { record, line, column, value: cells[column], reason, raw };
}

function placesOf<Name extends string>(
  file: string,
  header: readonly string[],
  { required, all }: TableColumns<Name>,
): readonly (readonly [Name, number])[] {
  const found = namesOf(header);
  const missing = required.filter((name) => !found.includes(name));
  if (missing.length > 0) {
    throw new UnreadableInput(
      missing.length === 1
        ? `${file} lacks the column ${missing[0]}: export the table with it.`
        : `${file} lacks the columns ${missing.join(', ')}: export the table with them.`,
    );
  }
  return all.map((name) => [name, found.indexOf(name)] as const);
}

const namesOf = (header: readonly string[]): string[] =>
  header.map((name) => name.trim().toLowerCase());

function byName<Name extends string>(
  row: readonly string[],
  places: readonly (readonly [Name, number])[],
): Record<Name, string> {
  const cells: Partial<Record<Name, string>> = {};
  for (const [name, place] of places) cells[name] = row[place]?.trim() ?? '';
  return cells as Record<Name, string>;
}

const quoted = (cell: string): string =>
  /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
