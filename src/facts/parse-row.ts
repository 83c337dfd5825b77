import { rangeOf, readerOf, reasonOf } from './cell.ts';
import type { Column, Fact, Flaw } from './fact.ts';

/** A row in the definition's column order, as PostgreSQL text; or the first thing wrong with it. */
export type ParsedRow =
  | { ok: true; values: (string | null)[]; custom: string | null; deleted: boolean }
  | { ok: false; column: string; value: string; reason: Flaw['reason'] };

export type RowParser = (cells: readonly string[]) => ParsedRow;

/** What can be made of a file with a given header. `problem` is a sentence that names the mend. */
export type CompiledHeader =
  | {
      ok: true;
      parse: RowParser;
      customColumns: readonly string[];
      ignoredColumns: readonly string[];
    }
  | { ok: false; problem: string };

interface RowOptions {
  /** The company's IANA time zone, for times without offset. */
  timeZone: string;
}

/** A record is withdrawn by a row with this column true; only its key and its owner need be filled then. */
const DELETED = 'deleted';

interface Slot {
  /** Place in the header. */
  at: number;
  name: string;
  /** Place in the definition; -1 for `deleted`. */
  position: number;
  required: boolean;
  /** Required of a withdrawn row too. */
  identifies: boolean;
  read: (text: string) => string | null;
  isInRange: ((value: string) => boolean) | null;
  reason: Flaw['reason'];
}

/**
 * Compiles a definition and a header into a parser of rows, which reports reasons in the order of definitions.md 10
 * (Import): columns as in the header, then rules over several columns. Known names match without regard to case.
 */
export function compileHeader(
  fact: Fact,
  header: readonly string[],
  options: RowOptions,
): CompiledHeader {
  const names = Object.keys(fact.columns);
  const positions = new Map(names.map((name, position) => [name, position]));
  const slots: Slot[] = [];
  const unknown: { at: number; name: string }[] = [];
  const seen = new Set<string>();

  for (const [at, heading] of header.entries()) {
    const title = heading.trim().replaceAll('\0', '\u2400');
    const known = title.toLowerCase();
    const column = known === DELETED ? deletedColumn : columnOf(fact, known);
    const name = column ? known : title || `column ${at + 1}`;
    if (seen.has(name)) {
      return { ok: false, problem: `column "${name}" appears twice: keep one of them` };
    }
    seen.add(name);
    if (!column) unknown.push({ at, name });
    else slots.push(slotOf(fact, column, name, at, positions.get(name) ?? -1, options));
  }

  const missing = names.filter((name) => columnOf(fact, name)?.required && !seen.has(name));
  if (missing.length > 0) return { ok: false, problem: missingColumns(missing) };

  const unknownNames = unknown.map(({ name }) => name);
  return {
    ok: true,
    parse: rowParser(fact, slots, fact.customFields ? unknown : [], positions),
    customColumns: fact.customFields ? unknownNames : [],
    ignoredColumns: fact.customFields ? [] : unknownNames,
  };
}

const deletedColumn: Column = { type: 'boolean', required: false };

/** An own property, so that a heading such as `constructor` is an unknown column. */
const columnOf = (fact: Fact, name: string): Column | undefined =>
  Object.hasOwn(fact.columns, name) ? fact.columns[name] : undefined;

const missingColumns = (names: readonly string[]): string =>
  names.length === 1
    ? `column "${names[0]}" is missing: add it, or rename the column that holds it`
    : `columns ${names.map((name) => `"${name}"`).join(', ')} are missing: add them, or rename the columns that hold them`;

function slotOf(
  fact: Fact,
  column: Column,
  name: string,
  at: number,
  position: number,
  options: RowOptions,
): Slot {
  const isKey = fact.key.includes(name);
  const reference = fact.references.find((candidate) => candidate.column === name);
  return {
    at,
    name,
    position,
    required: column.required,
    identifies: isKey || reference?.mustExist === true,
    read: readerOf(column, options.timeZone),
    isInRange: rangeOf(column, isKey || reference !== undefined),
    reason: reasonOf(column),
  };
}

function rowParser(
  fact: Fact,
  slots: readonly Slot[],
  custom: readonly { at: number; name: string }[],
  positions: ReadonlyMap<string, number>,
): RowParser {
  const width = positions.size;
  const deletedSlot = slots.find(({ position }) => position < 0);
  const checks = fact.checks;

  return (cells) => {
    const deleted =
      deletedSlot !== undefined &&
      deletedSlot.read((cells[deletedSlot.at] ?? '').trim()) === 'true';
    const values = new Array<string | null>(width).fill(null);

    for (const slot of slots) {
      const cell = cells[slot.at] ?? '';
      const text = cell.trim();
      if (text === '') {
        if (slot.required && (slot.identifies || !deleted)) {
          return { ok: false, column: slot.name, value: cell, reason: 'missing_value' };
        }
        continue;
      }
      const value = slot.read(text);
      if (value === null) {
        const column = slot.reason === 'bad_row' ? '' : slot.name;
        return { ok: false, column, value: cell, reason: slot.reason };
      }
      if (slot.isInRange !== null && !slot.isInRange(value)) {
        return { ok: false, column: slot.name, value: cell, reason: 'out_of_range' };
      }
      if (slot.position >= 0) values[slot.position] = value;
    }

    if (checks.length > 0 && !deleted) {
      const parsed = (name: string): string | null => values[positions.get(name) ?? -1] ?? null;
      for (const check of checks) {
        const flaw = check(parsed);
        if (flaw !== null) {
          const slot = slots.find(({ name }) => name === flaw.column);
          const value = slot === undefined ? '' : (cells[slot.at] ?? '');
          return { ok: false, column: flaw.column, value, reason: flaw.reason };
        }
      }
    }

    if (custom.length === 0) return { ok: true, values, custom: null, deleted };
    const json = customJson(custom, cells);
    if (json === undefined) return { ok: false, column: '', value: '', reason: 'bad_row' };
    return { ok: true, values, custom: json, deleted };
  };
}

/**
 * The filled custom fields as a JSON object, null where there is none, undefined where PostgreSQL could not hold it.
 * Written by hand, so that a field named `__proto__` is a field like any other.
 */
function customJson(
  custom: readonly { at: number; name: string }[],
  cells: readonly string[],
): string | null | undefined {
  let json = '';
  for (const { at, name } of custom) {
    const text = (cells[at] ?? '').trim();
    if (text === '') continue;
    if (text.includes('\0')) return undefined;
    json += `${json === '' ? '{' : ','}${JSON.stringify(name)}:${JSON.stringify(text.toWellFormed())}`;
  }
  return json === '' ? null : `${json}}`;
}
