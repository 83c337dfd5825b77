import { readDate } from '../lib/date-text.ts';
import { readDecimal, readInteger } from '../lib/decimal.ts';
import { instantReader } from '../lib/instant-text.ts';
import type { Column, Flaw } from './fact.ts';

/** Amounts up to a thousand million million stay exact as a double and, in minor units, as a 64-bit integer. */
const MOST = 1e15;
const MOST_INTEGER = 2_147_483_647;

/** Characters an id may have: longer ones would not fit into a database index. */
const LONGEST_ID = 500;

const readText = (text: string): string | null => (text.includes('\0') ? null : text);

const BOOLEANS: ReadonlyMap<string, string> = new Map([
  ['true', 'true'],
  ['1', 'true'],
  ['false', 'false'],
  ['0', 'false'],
]);

const readBoolean = (text: string): string | null =>
  BOOLEANS.get(text) ?? BOOLEANS.get(text.toLowerCase()) ?? null;

const CURRENCY = /^[a-z]{3}$/i;

const readCurrency = (text: string): string | null =>
  CURRENCY.test(text) ? text.toUpperCase() : null;

const PERIOD = /^\d{4}(?:-(?:Q[1-4]|0[1-9]|1[0-2]))?$/;

/** A year, quarter or month: `2026`, `2026-Q1`, `2026-03`. */
function readPeriod(text: string): string | null {
  const period = text.toUpperCase();
  return PERIOD.test(period) && !period.startsWith('0000') ? period : null;
}

function enumReader(values: readonly string[]): (text: string) => string | null {
  const words = new Map(values.map((value) => [value, value]));
  return (text) => words.get(text) ?? words.get(text.toLowerCase()) ?? null;
}

/** Reads a trimmed, filled cell of a column into PostgreSQL text; null where the cell is no such value. */
export function readerOf(column: Column, timeZone: string): (text: string) => string | null {
  switch (column.type) {
    case 'text':
      return readText;
    case 'instant':
      return instantReader(timeZone);
    case 'date':
      return readDate;
    case 'decimal':
      return readDecimal;
    case 'integer':
      return readInteger;
    case 'boolean':
      return readBoolean;
    case 'enum':
      return enumReader(column.values ?? []);
    case 'currency':
      return readCurrency;
    case 'period':
      return readPeriod;
  }
}

/** The reason a cell that cannot be read gives (definitions.md 10, Import). */
export function reasonOf({ type }: Column): Flaw['reason'] {
  switch (type) {
    case 'instant':
      return 'bad_time';
    case 'date':
      return 'bad_date';
    case 'decimal':
    case 'integer':
      return 'bad_number';
    case 'boolean':
    case 'enum':
    case 'currency':
    case 'period':
      return 'bad_enum';
    case 'text':
      return 'bad_row';
  }
}

/** Tells values within the column's limits from those out_of_range; null where the column has none. */
export function rangeOf(column: Column, isId: boolean): ((value: string) => boolean) | null {
  if (column.type === 'text') return isId ? (value) => value.length <= LONGEST_ID : null;
  if (column.type !== 'decimal' && column.type !== 'integer') return null;
  const most = column.type === 'integer' ? MOST_INTEGER : MOST;
  const { min = -most, above = Number.NEGATIVE_INFINITY, max = most } = column;
  return (value) => {
    const number = Number(value);
    return number >= min && number > above && number <= max;
  };
}
