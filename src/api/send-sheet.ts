import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { csvLine } from '../lib/csv-line.ts';
import type { Locale } from '../lib/format/format.ts';
import { BYTE_ORDER_MARK, type SheetCell, sheetLine } from '../lib/sheet-line.ts';

interface Sheet {
  /** Of the file, without its ending. */
  name: string;
  columns: readonly string[];
  /** Cells in the order of the columns; what is a batch goes out at once. */
  batches: Iterable<readonly SheetCell[][]> | AsyncIterable<readonly SheetCell[][]>;
}

/** Answers with CSV for a spreadsheet of the language, or for programs where none is named; written while it is sent. */
export function sendSheet(
  reply: FastifyReply,
  language: Locale | undefined,
  { name, columns, batches }: Sheet,
): FastifyReply {
  const line = (row: readonly SheetCell[]) =>
    language === undefined ? csvLine(row) : sheetLine(row, language);
  const linesOf = (rows: readonly (readonly SheetCell[])[]) => rows.map(line).join('');
  async function* written() {
    yield (language === undefined ? '' : BYTE_ORDER_MARK) + linesOf([columns]);
    for await (const rows of batches) yield linesOf(rows);
  }
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .send(Readable.from(written()));
}
