import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type FaultColumns, faultAfter } from './faults.ts';
import { createRandom } from './random.ts';

const FLUSH_AT = 1 << 20;

/** A CSV file being written; rows are text that is already escaped. */
export interface CsvFile {
  write(row: string): void;
  close(): { file: string; rows: number; faults: number };
}

/** Creates the file with its header row. With `faults`, bad rows follow some of the good ones. */
export function createCsvFile(
  folder: string,
  file: string,
  columns: readonly string[],
  faults?: FaultColumns,
): CsvFile {
  const descriptor = openSync(join(folder, file), 'w');
  const random = createRandom(file.length * 7919 + columns.length);
  let pending = `${columns.join(',')}\n`;
  let rows = 0;
  let faulty = 0;
  const flush = () => {
    writeSync(descriptor, pending);
    pending = '';
  };
  return {
    write(row) {
      pending += `${row}\n`;
      rows += 1;
      const fault = faults === undefined ? null : faultAfter(row, faults, random);
      if (fault !== null) {
        pending += `${fault}\n`;
        faulty += 1;
      }
      if (pending.length > FLUSH_AT) flush();
    },
    close() {
      flush();
      closeSync(descriptor);
      return { file, rows, faults: faulty };
    },
  };
}
