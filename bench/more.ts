import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';

interface Copy {
  file: string;
  /** Share of the rows to take, from the start. */
  share: number;
  rename(row: string): string;
}

const copies: readonly Copy[] = [
  { file: 'tickets.csv', share: 0.2, rename: (row) => `x${row}` },
  { file: 'ticket_messages.csv', share: 0.18, rename: (row) => `x${row.replace(',t', ',xt')}` },
  { file: 'usage_events.csv', share: 0.2, rename: (row) => row.replace('-u', '-x') },
];

/** A folder of further facts of the same accounts, for the import that runs beside the list. */
export async function writeMore(folder: string, rowsOf: (file: string) => number): Promise<string> {
  const target = join(folder, '..', 'more');
  mkdirSync(target, { recursive: true });
  for (const { file, share, rename } of copies) {
    const output = createWriteStream(join(target, file));
    const limit = Math.floor(rowsOf(file) * share);
    let number = 0;
    for await (const row of createInterface({ input: createReadStream(join(folder, file)) })) {
      output.write(`${number === 0 ? row : rename(row)}\n`);
      number += 1;
      if (number > limit) break;
    }
    output.end();
    await finished(output);
  }
  return target;
}
