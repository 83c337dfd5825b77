import { compileHeader } from '../../facts/parse-row.ts';
import { readCsv } from '../../lib/csv/read-csv.ts';
import { type CsvRows, CsvUnreadable } from '../../lib/csv/records.ts';
import { type BadRow, type FactBatch, type Source, UnreadableInput } from '../source.ts';
import { type FactFileOnDisk, inspectFolder } from './folder.ts';
import { type Convert, conversion, type Mapping } from './mapping.ts';

const ROWS_PER_BATCH = 1000;

export interface CsvOptions extends Mapping {
  /**
   * Hears of a file that is refused as a whole (no header, or one without a required column), with a sentence that
   * names the mend; the other files are read. Without it, one refused file refuses the whole import.
   */
  onRefused?: (file: string, problem: string) => void;
  /** Hears the names of what else lies in the folder and is not read. */
  onUnknownFiles?: (names: readonly string[]) => void;
}

/**
 * The interchange format itself (definitions.md 3): a folder with any of its files. Every header is looked at before
 * the first row is given. Throws UnreadableInput.
 */
export const csvSource = (options: CsvOptions = {}): Source => ({
  id: 'csv',
  async *read({ path, onProgress }) {
    const { files, unknownFiles } = await inspectFolder(path);
    if (unknownFiles.length > 0) options.onUnknownFiles?.(unknownFiles);
    const readable = await acceptedFiles(files, options);
    for (const file of readable) {
      const { name, bytes: bytesTotal } = file;
      yield* batchesOf(file, options, (bytesRead) =>
        onProgress?.({ file: name, bytesRead, bytesTotal }),
      );
    }
  },
});

/** The files whose header holds what is required. Refuses the input where none does, or nobody hears of those. */
async function acceptedFiles(
  files: readonly FactFileOnDisk[],
  { onRefused }: CsvOptions,
): Promise<FactFileOnDisk[]> {
  const accepted: FactFileOnDisk[] = [];
  const refused: { name: string; problem: string }[] = [];
  for (const file of files) {
    const problem = await headerProblem(file);
    if (problem === null) accepted.push(file);
    else refused.push({ name: file.name, problem });
  }
  if (refused.length > 0 && (accepted.length === 0 || onRefused === undefined)) {
    throw new UnreadableInput(
      refused.map(({ name, problem }) => `${name} cannot be read: ${problem}.`).join('\n'),
    );
  }
  for (const { name, problem } of refused) onRefused?.(name, problem);
  return accepted;
}

async function headerProblem({ fact, path }: FactFileOnDisk): Promise<string | null> {
  try {
    for await (const { header } of readCsv(path)) {
      // The zone has no say in what a header must hold.
      const compiled = compileHeader(fact, header, { timeZone: 'UTC' });
      return compiled.ok ? null : compiled.problem;
    }
  } catch (error) {
    return problemOf(error);
  }
  return 'it is empty';
}

function problemOf(error: unknown): string {
  if (error instanceof CsvUnreadable) return error.message;
  // Errors of the file system; anything else is a fault of ours.
  if (error instanceof Error && 'syscall' in error) return systemProblem(error);
  throw error;
}

const systemProblems: Readonly<Record<string, string>> = {
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
  ENOENT: 'it is not there any more',
  EISDIR: 'it is a folder',
};

function systemProblem(error: Error): string {
  const code = 'code' in error ? String(error.code) : error.name;
  return systemProblems[code] ?? `the system answers ${code}`;
}

async function* batchesOf(
  file: FactFileOnDisk,
  mapping: Mapping,
  onBytes: (bytes: number) => void,
): AsyncGenerator<FactBatch, void, undefined> {
  let convert: Convert | null | undefined;
  let batch: FilledBatch | undefined;
  try {
    for await (const rows of readCsv(file.path, onBytes)) {
      if (convert === undefined) convert = conversion(file.fact, rows.header, mapping);
      batch ??= emptyBatch(file, rows.header);
      fill(batch, rows, convert);
      if (batch.cells.length + batch.bad.length < ROWS_PER_BATCH) continue;
      yield batch;
      batch = undefined;
    }
  } catch (error) {
    throw new UnreadableInput(`${file.name} cannot be read to its end: ${problemOf(error)}.`);
  }
  if (batch) yield batch;
}

/** A batch while it is filled. */
interface FilledBatch extends FactBatch {
  records: number[];
  lines: number[];
  cells: (readonly string[])[];
  bad: BadRow[];
}

const emptyBatch = ({ fact, name }: FactFileOnDisk, header: readonly string[]): FilledBatch => ({
  fact: fact.file,
  file: name,
  columns: header,
  records: [],
  lines: [],
  cells: [],
  bad: [],
  ignored: 0,
});

function fill(batch: FilledBatch, rows: CsvRows, convert: Convert | null): void {
  for (const { record, line, raw } of rows.bad) {
    batch.bad.push({ record, line, raw, column: '', value: '', reason: 'bad_row' });
  }
  for (const [at, cells] of rows.cells.entries()) {
    const place = { record: rows.records[at] ?? 0, line: rows.lines[at] ?? 0 };
    const refused = convert ? convert(cells) : null;
    if (refused) {
      batch.bad.push({ ...place, ...refused, raw: csvText(cells) });
    } else {
      batch.records.push(place.record);
      batch.lines.push(place.line);
      batch.cells.push(cells);
    }
  }
}

/** A record as the interchange format would write it. */
const csvText = (cells: readonly string[]): string =>
  cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
