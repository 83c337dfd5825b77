import type { BadRow, FactBatch } from '../batch.ts';
import type { Fact } from '../fact.ts';
import { compileHeader, type RowParser } from '../parse-row.ts';
import type { UnreadableRow } from './quarantine.ts';

/** What of a row that cannot be taken is kept, under a given header. */
export interface UnreadableKeeper {
  /** A row with all its cells, and what is wrong with them. */
  flawed(
    flaw: { column: string; value: string; reason: string; record: number; line: number },
    cells: readonly string[],
  ): UnreadableRow;
  /** A record without cells. */
  broken(row: BadRow): UnreadableRow;
}

export function unreadableKeeper(
  fact: Fact,
  { file, columns }: Pick<FactBatch, 'file' | 'columns'>,
  options: { timeZone: string },
): UnreadableKeeper {
  const names = namesOf(fact, columns);
  const keyOf = keyParser(fact, columns, options);
  return {
    flawed({ column, value, reason, record, line }, cells) {
      const key = keyOf?.(cells);
      return {
        fact: fact.file,
        file,
        record,
        line,
        column,
        value: owned(value),
        reason,
        cells: Object.fromEntries(names.map((name, at) => [name, owned(cells[at] ?? '')])),
        raw: '',
        factKey: key?.ok ? owned(key.values.map((part) => part ?? '').join('\x1f')) : null,
      };
    },
    broken: ({ record, line, column, value, reason, raw }) => ({
      fact: fact.file,
      file,
      record,
      line,
      column,
      value: owned(value),
      reason,
      cells: {},
      // Never empty: that stands for rows with cells.
      raw: raw === '' ? ' ' : owned(raw),
      factKey: fact.key.length === 1 && names[0] === fact.key[0] ? firstCell(raw) : null,
    }),
  };
}

/** A copy: a piece of a text keeps all of the text in memory, and these rows wait for many others. */
const owned = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le');

/** Columns as the definition calls them; unknown ones by their heading. */
const namesOf = (fact: Fact, columns: readonly string[]): string[] =>
  columns.map((heading, at) => {
    const title = heading.trim();
    const known = title.toLowerCase();
    if (known === 'deleted' || Object.hasOwn(fact.columns, known)) return known;
    return title || `column ${at + 1}`;
  });

const FIRST_CELL = /^[^,;\t|"\r\n]*/;

/** The id a broken record begins with, by which its mended form is known; null where it cannot be told. */
function firstCell(raw: string): string | null {
  const cell = FIRST_CELL.exec(raw)?.[0].trim() ?? '';
  return cell === '' ? null : owned(cell);
}

/** Reads the key alone, so that a bad row is found again when its mended form comes in. */
function keyParser(
  fact: Fact,
  columns: readonly string[],
  options: { timeZone: string },
): RowParser | null {
  const isKey = (heading: string) => fact.key.includes(heading.trim().toLowerCase());
  const picks = columns.flatMap((heading, at) => (isKey(heading) ? [at] : []));
  const compiled = compileHeader(
    {
      ...fact,
      columns: Object.fromEntries(
        Object.entries(fact.columns).filter(([name]) => fact.key.includes(name)),
      ),
      references: [],
      checks: [],
      customFields: false,
    },
    picks.map((at) => columns[at] ?? ''),
    options,
  );
  if (!compiled.ok) return null;
  return (cells) => compiled.parse(picks.map((at) => cells[at] ?? ''));
}
