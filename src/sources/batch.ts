import type { BadRow, FactBatch, FactFile } from './source.ts';

/** A canonical row with the place of its record. */
export interface PlacedRow {
  record: number;
  line: number;
  cells: readonly string[];
}

/** What has been read of a file and makes no row: handed over with the next batch. */
export interface Leftover {
  bad: BadRow[];
  ignored: number;
}

export const nothingLeft = (): Leftover => ({ bad: [], ignored: 0 });

const BATCH_ROWS = 5000;

/**
 * Batches of one fact from rows in order of their records. The leftover may grow while rows come; the last batch takes
 * what is left of it, so there is always one, if an empty one.
 */
export async function* inBatches(
  head: Pick<FactBatch, 'fact' | 'file' | 'columns' | 'derived'>,
  rows: Iterable<PlacedRow> | AsyncIterable<PlacedRow>,
  leftover: Leftover = nothingLeft(),
): AsyncGenerator<FactBatch> {
  let held: PlacedRow[] = [];
  for await (const row of rows) {
    held.push(row);
    if (held.length < BATCH_ROWS) continue;
    yield batchOf(head, held, leftover);
    held = [];
  }
  yield batchOf(head, held, leftover);
}

/** The file has records that make no fact of any kind: `fact` only lends the batch its name. */
export const passedOver = (fact: FactFile, file: string, leftover: Leftover): FactBatch =>
  batchOf({ fact, file, columns: [] }, [], leftover);

function batchOf(
  head: Pick<FactBatch, 'fact' | 'file' | 'columns' | 'derived'>,
  rows: readonly PlacedRow[],
  leftover: Leftover,
): FactBatch {
  const { bad, ignored } = leftover;
  leftover.bad = [];
  leftover.ignored = 0;
  return {
    ...head,
    records: rows.map(({ record }) => record),
    lines: rows.map(({ line }) => line),
    cells: rows.map(({ cells }) => cells),
    bad,
    ignored,
  };
}
