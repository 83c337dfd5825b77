import { gzipSync } from 'node:zlib';
import type { Random } from './generate/random.ts';

/** How a CSV file may be written. */
export interface Style {
  separator: string;
  newline: string;
  encoding: 'utf8' | 'utf8-mark' | 'utf16le' | 'utf16be' | 'latin1';
  isPacked: boolean;
}

export const styleOf = (random: Random): Style => ({
  separator: random.pick([',', ';', '\t', '|']),
  newline: random.pick(['\n', '\r\n']),
  encoding: random.pick(['utf8', 'utf8-mark', 'utf16le', 'utf16be', 'latin1']),
  isPacked: random.chance(0.3),
});

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** A record, its cells quoted where they must be and now and then where they need not. */
export function written(
  columns: readonly string[],
  cells: Readonly<Record<string, { text: string }>>,
  { separator }: Style,
  random: Random,
) {
  return columns
    .map((column) => {
      const text = cells[column]?.text ?? '';
      const mustQuote = /["\n]/.test(text) || text.includes(separator);
      return mustQuote || random.chance(0.2) ? quoted(text) : text;
    })
    .join(separator);
}

/** A record with too many or too few cells, or with text behind a closing quote. */
export function broken(columns: readonly string[], { separator }: Style, random: Random): string {
  const cells = columns.map((_, at) => `c${at}`);
  return random.pick([
    [...cells, 'more'].join(separator),
    cells.slice(1).join(separator) ||
      'x'.concat(separator, separator, separator, separator, separator),
    [...cells.slice(1), '"closed"then'].join(separator),
  ]);
}

export function bytesOf(
  lines: readonly string[],
  { newline, encoding, isPacked }: Style,
): Uint8Array {
  const text = `${lines.join(newline)}${newline}`;
  const bytes = encoded(text, encoding);
  return isPacked ? gzipSync(bytes) : bytes;
}

function encoded(text: string, encoding: Style['encoding']): Buffer {
  switch (encoding) {
    case 'utf8':
      return Buffer.from(text);
    case 'utf8-mark':
      return Buffer.from(`\uFEFF${text}`);
    case 'latin1':
      return Buffer.from(text, 'latin1');
    case 'utf16le':
      return Buffer.from(`\uFEFF${text}`, 'utf16le');
    case 'utf16be':
      return Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
  }
}
