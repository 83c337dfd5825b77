import type { Leftover } from '../batch.ts';
import type { ReadProgress } from '../source.ts';
import { readTable, refused, type TableRow } from '../table.ts';

/** The last audit row of an incident: its cells in the order of the header, `?` emptied. */
export interface LastRow {
  record: number;
  line: number;
  cells: readonly string[];
  /** The record as read. */
  whole: readonly string[];
}

export interface LastRows {
  header: readonly string[];
  /** In order of their records. */
  rows: readonly LastRow[];
}

interface Kept {
  record: number;
  line: number;
  modification: number;
  joined: string;
}

const NEEDED = [
  'number',
  'sys_mod_count',
  'caller_id',
  'opened_at',
  'resolved_at',
  'closed_at',
  'made_sla',
] as const;

const COUNT = /^\d{1,9}$/;
// No cell can hold it, so a row is kept as one short string: cells would keep whole pieces of the file in memory.
const SEPARATOR = '\0';

/**
 * The audit log's state of each incident: its row with the highest sys_mod_count, on ties the later one. Earlier rows are
 * ignored, rows without an incident or a count refused. Holds one row per incident, however long the log is.
 */
export async function lastRowsOf(
  path: string,
  left: Leftover,
  onProgress?: (progress: ReadProgress) => void,
): Promise<LastRows> {
  const kept = new Map<string, Kept>();
  let header: readonly string[] = [];
  const columns = { required: NEEDED, all: NEEDED };
  for await (const piece of readTable(path, columns, onProgress)) {
    header = piece.header;
    left.bad.push(...piece.bad);
    for (const row of piece.rows) keepIfLater(kept, row, left);
  }
  const rows = [...kept.values()].map(({ record, line, joined }) => {
    const whole = joined.split(SEPARATOR);
    return { record, line, whole, cells: whole.map(known) };
  });
  return { header, rows: rows.toSorted((a, b) => a.record - b.record) };
}

function keepIfLater(
  kept: Map<string, Kept>,
  row: TableRow<(typeof NEEDED)[number]>,
  left: Leftover,
): void {
  const number = known(row.cells.number);
  const count = row.cells.sys_mod_count;
  if (number === '') {
    left.bad.push(refused(row, 'number', 'missing_value'));
    return;
  }
  if (!COUNT.test(count)) {
    const reason = known(count) === '' ? 'missing_value' : 'bad_number';
    left.bad.push(refused(row, 'sys_mod_count', reason));
    return;
  }
  const modification = Number(count);
  const earlier = kept.get(number);
  if (earlier !== undefined) left.ignored += 1;
  if (earlier !== undefined && earlier.modification > modification) return;
  const joined = row.whole.join(SEPARATOR);
  // Cut from the joined copy, the key keeps nothing else alive.
  const from = joined.indexOf(number);
  kept.set(earlier === undefined ? joined.slice(from, from + number.length) : number, {
    record: row.record,
    line: row.line,
    modification,
    joined,
  });
}

/** `?` stands for missing. */
const known = (cell: string): string => {
  const trimmed = cell.trim();
  return trimmed === '?' ? '' : trimmed;
};
