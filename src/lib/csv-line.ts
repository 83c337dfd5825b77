type Cell = string | number | boolean | Date | null;

const NEEDS_QUOTES = /[",\r\n]/;

const textOf = (cell: Cell): string => {
  if (cell === null) return '';
  const text = cell instanceof Date ? cell.toISOString() : String(cell);
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** One line of RFC 4180 CSV; null is empty, times are UTC. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(textOf).join(',')}\n`;
