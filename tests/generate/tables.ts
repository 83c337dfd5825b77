import { columns, type FileName } from '../naive/columns.ts';
import { fileNames, keyOf, type Table } from '../naive/parse.ts';
import { zoneOf } from '../naive/zone.ts';
import type { Random } from './random.ts';

export type Cells = Record<string, string | number | boolean | null>;

/** Collects canonical rows by file; a row whose key exists already is not taken, so that what comes out is valid. */
export interface Tables {
  add: (file: FileName, cells: Cells) => void;
  /** All files that got rows, with rows and columns in a drawn order; columns that stayed empty may be missing. */
  finished: (random: Random) => Table[];
}

export function emptyTables(timeZone: string): Tables {
  const zone = zoneOf(timeZone);
  const rowsOf = new Map<FileName, Map<string, Map<string, string>>>();
  return {
    add: (file, cells) => {
      const row = new Map(
        Object.entries(cells).map(([column, value]) => [column, value === null ? '' : `${value}`]),
      );
      for (const column of row.keys()) {
        if (!(column in columns[file])) throw new Error(`${file} has no column ${column}`);
      }
      const key = keyOf(file, (column) => row.get(column) ?? '', zone);
      const rows = rowsOf.get(file) ?? new Map<string, Map<string, string>>();
      if (!rows.has(key)) rows.set(key, row);
      rowsOf.set(file, rows);
    },
    finished: (random) =>
      fileNames.flatMap((file) => {
        const rows = random.shuffled([...(rowsOf.get(file)?.values() ?? [])]);
        if (rows.length === 0) return [];
        const wanted = Object.entries(columns[file])
          .filter(([name, kind]) => kind.endsWith('!') || rows.some((row) => row.get(name)))
          .map(([name]) => name);
        const order = random.shuffled(wanted);
        return [
          {
            fact: file,
            columns: order,
            cells: rows.map((row) => order.map((c) => row.get(c) ?? '')),
          },
        ];
      }),
  };
}
