/** A block of a page in the Markdown that our docs are written in. */
export type Block =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'code'; text: string }
  | { kind: 'table'; head: string[]; rows: string[][] };

/** Cells of a table line; `\|` stands for a bar inside of one. */
const cellsOf = (line: string): string[] =>
  line
    .trim()
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .replaceAll('\\|', '\u0000')
    .split('|')
    .map((cell) => cell.trim().replaceAll('\u0000', '|'));

const isItem = (line: string): boolean => /^\s*(?:[-*]|\d{1,3}\.) /.test(line);

const isPlain = (line: string): boolean =>
  line.trim() !== '' &&
  !line.startsWith('#') &&
  !line.startsWith('```') &&
  !line.startsWith('|') &&
  !isItem(line);

/** Splits a page into blocks, line by line. */
export const blocksOf = (page: string): Block[] => {
  const lines = page.split(/\r?\n/);
  const blocks: Block[] = [];
  let at = 0;
  const takeWhile = (fits: (line: string) => boolean): string[] => {
    const taken: string[] = [];
    for (let line = lines[at]; line !== undefined && fits(line); line = lines[at]) {
      taken.push(line);
      at += 1;
    }
    return taken;
  };
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (line.trim() === '') at += 1;
    else if (line.startsWith('```')) {
      at += 1;
      const code = takeWhile((each) => !each.startsWith('```'));
      at += 1;
      blocks.push({ kind: 'code', text: code.join('\n') });
    } else if (line.startsWith('#')) {
      const level = line.length - line.replace(/^#+/, '').length;
      at += 1;
      blocks.push({ kind: 'heading', level, text: line.slice(level).trim() });
    } else if (line.startsWith('|')) {
      const [head = '', , ...rows] = takeWhile((each) => each.startsWith('|'));
      blocks.push({ kind: 'table', head: cellsOf(head), rows: rows.map(cellsOf) });
    } else if (isItem(line)) {
      const items: string[] = [];
      for (const each of takeWhile((next) => isItem(next) || isPlain(next))) {
        if (isItem(each)) items.push(each.replace(/^\s*(?:[-*]|\d{1,3}\.) /, ''));
        else items.push(`${items.pop() ?? ''} ${each.trim()}`);
      }
      blocks.push({ kind: 'list', items });
    } else {
      blocks.push({ kind: 'paragraph', text: takeWhile(isPlain).join(' ') });
    }
  }
  return blocks;
};
