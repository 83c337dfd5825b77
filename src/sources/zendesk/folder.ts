import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type SourceInput, UnreadableInput } from '../source.ts';
import { plainName, readTable, type TableColumns, type TablePiece } from '../table.ts';

/** A folder of Zendesk tables, one CSV file each, plain or gzipped. */
export interface Folder {
  /** Plain name of a table's file; null where the folder has none. */
  fileOf(table: string): string | null;
  /** Reads a table piece by piece; no piece where there is no file. */
  read<Name extends string>(
    table: string,
    columns: TableColumns<Name>,
  ): AsyncGenerator<TablePiece<Name>>;
}

const NEEDED = ['organization', 'user', 'ticket'];
const TABLE_FILE = /^([a-z_]+)\.csv(?:\.gz)?$/i;

/** Throws UnreadableInput where the path is no folder or lacks the tables that all others refer to. */
export async function openFolder({ path, onProgress }: SourceInput): Promise<Folder> {
  const names = await readdir(path).catch(() => {
    throw new UnreadableInput(
      `${path} is no folder that can be read: name the folder of the tables.`,
    );
  });
  const files = new Map<string, string>();
  for (const name of names.toSorted()) {
    const table = TABLE_FILE.exec(name)?.[1]?.toLowerCase();
    if (table !== undefined && !files.has(table)) files.set(table, join(path, name));
  }
  const missing = NEEDED.filter((table) => !files.has(table));
  if (missing.length > 0) {
    const list = missing.map((table) => `${table}.csv`).join(', ');
    throw new UnreadableInput(`The folder lacks ${list}: export every Zendesk table into it.`);
  }

  return {
    fileOf(table) {
      const file = files.get(table);
      return file === undefined ? null : plainName(file);
    },
    async *read(table, columns) {
      const file = files.get(table);
      if (file !== undefined) yield* readTable(file, columns, onProgress);
    },
  };
}
