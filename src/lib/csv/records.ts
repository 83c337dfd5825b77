import { type Dialect, sniffDialect } from './dialect.ts';
import { type RecordSkipper, recordSkipper } from './skip-record.ts';

/** A record that is broken as text; `raw` is its beginning as read, NUL shown as ␀. */
interface BrokenRecord {
  record: number;
  line: number;
  raw: string;
}

/**
 * Records of a CSV file in order: `cells[i]` are those of data record `records[i]` (from 1), which starts on physical
 * line `lines[i]` (the file's first is 1). Cells may share memory with the whole chunk: copy what is kept for long.
 */
export interface CsvRows {
  header: readonly string[];
  records: number[];
  lines: number[];
  cells: string[][];
  bad: BrokenRecord[];
}

/** The text cannot be read as CSV at all. The message is a sentence that names the mend. */
export class CsvUnreadable extends Error {
  override name = 'CsvUnreadable';
}

const QUOTE = 34;
const CARRIAGE_RETURN = 13;
/** Characters of a broken record that are kept. */
const RAW_LENGTH = 65_536;
/** A longer record is broken: a text that never ends would else fill the memory. */
const LONGEST_RECORD = 4 * 1024 * 1024;

/** One quoted record within a text: its cells, or null where it is broken, and where the next one starts. */
interface Scanned {
  cells: string[] | null;
  end: number;
}

/**
 * Reads CSV text piece by piece by definitions.md 10 (Import). A piece may end anywhere; the rows are the same
 * however the text is split. Null until the header is complete. Throws CsvUnreadable without a readable header.
 */
export function recordReader(
  longestRecord = LONGEST_RECORD,
): (piece: string, isLast: boolean) => CsvRows | null {
  let dialect: Dialect | null = null;
  let header: string[] | null = null;
  let pieces: string[] = [];
  let held = 0;
  /** Held text is looked at again only when it has doubled, so that a long record costs no quadratic time. */
  let enough = 0;
  let line = 1;
  let record = 0;
  // Not a local of the loop that asks it: the optimizer would search the text anew for every record.
  let hasNul = false;
  let skipper: RecordSkipper | null = null;
  let skipped: BrokenRecord | null = null;

  return (piece, isLast) => {
    const rows: CsvRows = { header: header ?? [], records: [], lines: [], cells: [], bad: [] };
    let rest = piece;
    if (skipper && skipped) {
      const end = skipper.skip(piece);
      if (end < 0 && !isLast) return rows;
      rows.bad.push(skipped);
      line += skipper.lineEnds();
      rest = end < 0 ? '' : piece.slice(end);
      skipper = null;
      skipped = null;
    }

    pieces.push(rest);
    held += rest.length;
    if (held < enough && !isLast) return header ? rows : null;
    const text = pieces.length === 1 ? rest : pieces.join('');
    pieces = [];

    dialect ??= sniffDialect(text, isLast);
    const end = dialect ? takeRecords(text, isLast, dialect, rows) : 0;
    const left = text.slice(end);
    held = left.length;
    enough = held * 2;
    if (left !== '') pieces.push(left);

    if (!header) {
      if (isLast) throw new CsvUnreadable('it is empty: it needs a header row and records');
      if (held <= longestRecord) return null;
      throw new CsvUnreadable('its header row does not end: look for a quote that is not closed');
    }
    rows.header = header;
    if (dialect && held > longestRecord) startSkipping(left, dialect);
    return rows;
  };

  function startSkipping(text: string, { separator, newline }: Dialect): void {
    record += 1;
    skipped = { record, line, raw: rawText(text) };
    skipper = recordSkipper(separator, newline);
    skipper.skip(text);
    pieces = [];
    held = 0;
    enough = 0;
  }

  /** Puts the complete records of the text into rows and tells where the first incomplete one starts. */
  function takeRecords(text: string, isLast: boolean, dialect: Dialect, rows: CsvRows): number {
    const { separator, newline } = dialect;
    hasNul = text.includes('\0');
    let quote = -1;
    let next = -1;
    let at = 0;
    while (at < text.length) {
      const lineEnd = text.indexOf(newline, at);
      if (lineEnd < 0 && !isLast) return at;
      const stop = lineEnd < 0 ? text.length : lineEnd;
      if (quote < at) quote = placeOf(text, '"', at);

      const startLine = line;
      const start = at;
      let cells: string[] | null;
      if (quote >= stop) {
        cells = [];
        if (next < at) next = placeOf(text, separator, at);
        while (next < stop) {
          cells.push(text.slice(at, next));
          at = next + 1;
          next = placeOf(text, separator, at);
        }
        const hasReturn = stop > at && text.charCodeAt(stop - 1) === CARRIAGE_RETURN;
        cells.push(text.slice(at, hasReturn ? stop - 1 : stop));
        at = stop + 1;
        line += 1;
      } else {
        const scanned = scanQuoted(text, start, isLast, dialect);
        if (scanned === null) return start;
        cells = scanned.cells;
        at = scanned.end;
        line += countLineEnds(text, start, at, newline);
      }

      if (cells?.length === 1 && text.slice(start, at).trim() === '') continue;
      if (header === null) {
        if (cells === null) throw new CsvUnreadable('its header row is broken: mend its quotes');
        header = cells;
        continue;
      }
      record += 1;
      const isBroken = cells?.length !== header.length || at - start > longestRecord;
      if (cells === null || isBroken || (hasNul && text.slice(start, at).includes('\0'))) {
        rows.bad.push({ record, line: startLine, raw: rawText(text.slice(start, at)) });
      } else {
        rows.records.push(record);
        rows.lines.push(startLine);
        rows.cells.push(cells);
      }
    }
    return text.length;
  }
}

/** Like indexOf, but the text's length where there is none. */
function placeOf(text: string, character: string, from: number): number {
  const at = text.indexOf(character, from);
  return at < 0 ? text.length : at;
}

/** Reads the record at `start`, which has a quote on its first line; null while it may go on behind the text. */
function scanQuoted(
  text: string,
  start: number,
  isLast: boolean,
  { separator, newline }: Dialect,
): Scanned | null {
  const cells: string[] = [];
  const separatorCode = separator.charCodeAt(0);
  const newlineCode = newline.charCodeAt(0);
  let lineEnd = -1;
  let at = start;

  for (;;) {
    if (text.charCodeAt(at) === QUOTE) {
      const closing = closingQuote(text, at + 1);
      if (closing < 0) return isLast ? { cells: null, end: text.length } : null;
      const inside = text.slice(at + 1, closing);
      cells.push(inside.includes('"') ? inside.replaceAll('""', '"') : inside);
      at = closing + 1;
      // The quote may be the first half of a doubled one.
      if (at === text.length) return isLast ? { cells, end: at } : null;
      if (text.charCodeAt(at) === separatorCode) {
        at += 1;
        continue;
      }
      if (text.charCodeAt(at) === newlineCode) return { cells, end: at + 1 };
      const broken = text.indexOf(newline, at);
      if (broken < 0 && !isLast) return null;
      const end = broken < 0 ? text.length : broken;
      const isReturn = text.charCodeAt(at) === CARRIAGE_RETURN && end === at + 1;
      return { cells: isReturn ? cells : null, end: Math.min(end + 1, text.length) };
    }

    if (lineEnd < at) lineEnd = text.indexOf(newline, at);
    if (lineEnd < 0 && !isLast) return null;
    const stop = lineEnd < 0 ? text.length : lineEnd;
    const next = text.indexOf(separator, at);
    if (next >= 0 && next < stop) {
      cells.push(text.slice(at, next));
      at = next + 1;
      continue;
    }
    const hasReturn = stop > at && text.charCodeAt(stop - 1) === CARRIAGE_RETURN;
    cells.push(text.slice(at, hasReturn ? stop - 1 : stop));
    return { cells, end: Math.min(stop + 1, text.length) };
  }
}

/** The quote that ends a quoted cell, doubled ones passed over; -1 where there is none. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text.charCodeAt(at + 1) === QUOTE) at = text.indexOf('"', at + 2);
  return at;
}

function countLineEnds(text: string, from: number, to: number, newline: string): number {
  let count = 0;
  for (
    let at = text.indexOf(newline, from);
    at >= 0 && at < to;
    at = text.indexOf(newline, at + 1)
  ) {
    count += 1;
  }
  return count;
}

/** A broken record without its line end, short enough to keep, in characters a database can hold. */
function rawText(text: string): string {
  const raw = text.slice(0, RAW_LENGTH).replaceAll('\0', '\u2400');
  if (text.length > RAW_LENGTH) return raw;
  const end = raw.endsWith('\n') ? raw.length - 1 : raw.length;
  return raw.slice(0, raw.charCodeAt(end - 1) === CARRIAGE_RETURN ? end - 1 : end);
}
