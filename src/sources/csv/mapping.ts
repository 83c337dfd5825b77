import type { Column, Fact } from '../../facts/fact.ts';

/** How a file writes numbers and dates where it does not follow the interchange format. */
export interface Mapping {
  /** `1234,56` or `1.234,56`; a point without a comma is refused, because it may mean either. */
  decimalComma?: boolean;
  /** The order of day, month and four-digit year in dates such as `31.12.2026`, `31/12/2026` or `31-12-2026`. */
  dateOrder?: 'dmy' | 'mdy' | 'ymd';
}

/** A cell that the mapping itself must refuse. */
interface RefusedCell {
  column: string;
  value: string;
  reason: 'bad_number';
}

/** Rewrites cells into the interchange format in place; what does not fit the mapping stays, to be judged as it is. */
export type Convert = (cells: string[]) => RefusedCell | null;

const COMMA_NUMBER = /^[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+$/;
const NUMERIC_DATE = /^(\d{1,4})([./-])(\d{1,2})([./-])(\d{1,4})$/;
const TIME = /^(\d{1,2})(:\d.*)$/;

/** What a mapping does to the rows under a header; null where it changes nothing. */
export function conversion(
  fact: Fact,
  header: readonly string[],
  mapping: Mapping,
): Convert | null {
  const { decimalComma = false, dateOrder } = mapping;
  if (!decimalComma && dateOrder === undefined) return null;
  const names = header.map((heading) => heading.trim().toLowerCase());
  const columns = names.map((name) => columnOf(fact, name));

  return (cells) => {
    for (const [at, column] of columns.entries()) {
      const text = cells[at]?.trim() ?? '';
      if (column === undefined || text === '') continue;
      const isNumber = column.type === 'decimal' || column.type === 'integer';
      if (isNumber && decimalComma) {
        if (COMMA_NUMBER.test(text)) cells[at] = text.replaceAll('.', '').replace(',', '.');
        else if (text.includes('.')) {
          return { column: names[at] ?? '', value: cells[at] ?? '', reason: 'bad_number' };
        }
      }
      const isDate = column.type === 'date' || column.type === 'instant';
      if (isDate && dateOrder !== undefined) cells[at] = isoDate(text, dateOrder) ?? text;
    }
    return null;
  };
}

const columnOf = (fact: Fact, name: string): Column | undefined =>
  Object.hasOwn(fact.columns, name) ? fact.columns[name] : undefined;

/** The text with its date in ISO form; null where it does not begin with a date in this order. */
function isoDate(text: string, order: 'dmy' | 'mdy' | 'ymd'): string | null {
  const between = text.search(/[ T]/);
  const date = NUMERIC_DATE.exec(between < 0 ? text : text.slice(0, between));
  if (date === null || date[2] !== date[4]) return null;
  const [, first = '', , second = '', , third = ''] = date;
  const [year, month, day] =
    order === 'ymd'
      ? [first, second, third]
      : order === 'dmy'
        ? [third, second, first]
        : [third, first, second];
  if (year.length !== 4 || month.length > 2 || day.length > 2) return null;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (between < 0) return iso;
  const time = TIME.exec(text.slice(between + 1));
  return time === null ? null : `${iso} ${(time[1] ?? '').padStart(2, '0')}${time[2] ?? ''}`;
}
