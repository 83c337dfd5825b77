import type { Locale } from './format/format.ts';

export type SheetCell = string | number | boolean | null;

/** Put before the first line, it makes Excel read the file as UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** Spreadsheets split cells and read numbers as the country they are set to writes them. */
const marks: Record<Locale, { separator: string; decimal: string }> = {
  en: { separator: ',', decimal: '.' },
  de: { separator: ';', decimal: ',' },
};

/** A spreadsheet takes text that begins like this for a formula. */
const LIKE_FORMULA = /^[=+@\t\r-]/;
const NEEDS_QUOTES = /[",;\r\n]/;

const quoted = (text: string): string =>
  NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/** One line of CSV for a spreadsheet of the language: null is empty, text that looks like a formula gets an apostrophe before it. */
export const sheetLine = (cells: readonly SheetCell[], language: Locale): string => {
  const { separator, decimal } = marks[language];
  const texts = cells.map((cell) => {
    if (cell === null) return '';
    if (typeof cell === 'number') return String(cell).replace('.', decimal);
    const text = String(cell);
    return LIKE_FORMULA.test(text) ? `'${text}` : text;
  });
  // A decimal comma needs no quotes where cells are parted by semicolons.
  return `${texts.map((text, at) => (typeof cells[at] === 'number' ? text : quoted(text))).join(separator)}\n`;
};
