/** The characters that may separate cells; the first wins where the header has as many of another. */
const SEPARATORS = [',', ';', '\t', '|'];

/** Characters from the beginning that show how the file is written. */
const HEAD = 65_536;

/** How a file separates its cells and its lines. */
export interface Dialect {
  separator: string;
  newline: '\n' | '\r';
}

/** The dialect that the file's beginning shows; null while there is too little of it to tell. */
export function sniffDialect(text: string, isLast: boolean): Dialect | null {
  const head = text.slice(0, HEAD);
  const isWhole = isLast || text.length >= HEAD;
  const hasLineFeed = head.includes('\n');
  if (!hasLineFeed && !isWhole) return null;
  const newline = !hasLineFeed && head.includes('\r') ? '\r' : '\n';
  const header = headerOf(head, newline);
  return header === null && !isWhole ? null : { separator: mostFrequent(header ?? head), newline };
}

/** The first line that is not blank, without what stands in quotes; null where it does not end. */
function headerOf(head: string, newline: string): string | null {
  let header = '';
  let isQuoted = false;
  for (const character of head) {
    if (character === '"') isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (character !== newline) header += character;
    else if (header.trim() === '') header = '';
    else return header;
  }
  return null;
}

function mostFrequent(header: string): string {
  const counts = SEPARATORS.map((separator) => header.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}
