import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CsvRows, CsvUnreadable, recordReader } from './records.ts';

/** Everything a file holds: data records as [record, line, ...cells], broken ones as [record, line, raw]. */
interface Told {
  header: readonly string[];
  good: (string | number)[][];
  bad: (string | number)[][];
}

function read(pieces: readonly string[], longestRecord?: number): Told {
  const reader = recordReader(longestRecord);
  const told: Told = { header: [], good: [], bad: [] };
  const take = (rows: CsvRows | null) => {
    if (rows === null) return;
    told.header = rows.header;
    rows.cells.forEach((cells, at) => {
      told.good.push([rows.records[at] ?? 0, rows.lines[at] ?? 0, ...cells]);
    });
    for (const { record, line, raw } of rows.bad) told.bad.push([record, line, raw]);
  };
  for (const piece of pieces) take(reader(piece, false));
  take(reader('', true));
  return told;
}

test('quoted cells may hold separators, quotes and line ends', () => {
  expect(read(['a,b\n1,"x, ""y""\nz"\n"",2\n'])).toEqual({
    header: ['a', 'b'],
    good: [
      [1, 2, '1', 'x, "y"\nz'],
      [2, 4, '', '2'],
    ],
    bad: [],
  });
});

test('CRLF, LF, no line end at the end of the file', () => {
  expect(read(['a,b\r\n1,2\r\n"3","4"\r\n5,6\n7,"8"']).good).toEqual([
    [1, 2, '1', '2'],
    [2, 3, '3', '4'],
    [3, 4, '5', '6'],
    [4, 5, '7', '8'],
  ]);
  expect(read(['a,b\r1,2\r3,"4\r5"\r']).good).toEqual([
    [1, 2, '1', '2'],
    [2, 3, '3', '4\r5'],
  ]);
});

test('blank lines are skipped and not counted as records, but count as lines', () => {
  expect(read(['\n \na,b\n\n1,2\r\n\r\n  \n3,4\n\n'])).toEqual({
    header: ['a', 'b'],
    good: [
      [1, 5, '1', '2'],
      [2, 8, '3', '4'],
    ],
    bad: [],
  });
  expect(read(['a,b\n,\n']).good).toEqual([[1, 2, '', '']]);
});

test('a wrong number of cells breaks its record alone', () => {
  expect(read(['a,b\n1\n1,2,3\n1,2\n"1\n"\n3,4\n'])).toEqual({
    header: ['a', 'b'],
    good: [
      [3, 4, '1', '2'],
      [5, 7, '3', '4'],
    ],
    bad: [
      [1, 2, '1'],
      [2, 3, '1,2,3'],
      [4, 5, '"1\n"'],
    ],
  });
});

test('characters after a closing quote break the record up to its line end', () => {
  expect(read(['a,b\n"1"x,"2\n3,4\n"5" ,6\n7,"8"\rx\n"9\n9"y","\n1,2\n'])).toEqual({
    header: ['a', 'b'],
    good: [
      [2, 3, '3', '4'],
      [6, 8, '1', '2'],
    ],
    bad: [
      [1, 2, '"1"x,"2'],
      [3, 4, '"5" ,6'],
      [4, 5, '7,"8"\rx'],
      [5, 6, '"9\n9"y","'],
    ],
  });
});

test('a quote never closed breaks everything from its record to the end of the file, as one record', () => {
  expect(read(['a,b\n1,2\n\n3,"4\n5,6\n7,8\n'])).toEqual({
    header: ['a', 'b'],
    good: [[1, 2, '1', '2']],
    bad: [[2, 4, '3,"4\n5,6\n7,8']],
  });
});

test('a quote inside an unquoted cell is taken literally', () => {
  expect(read(['a,b\n5" disk,say "hi"\n "x",2"\n']).good).toEqual([
    [1, 2, '5" disk', 'say "hi"'],
    [2, 3, ' "x"', '2"'],
  ]);
});

test('a record with NUL is broken, and shown without it', () => {
  expect(read(['a,b\n1,\0\n3,4\n'])).toMatchObject({
    good: [[2, 3, '3', '4']],
    bad: [[1, 2, '1,␀']],
  });
});

test.each([',', ';', '\t', '|'])('finds the separator %j out', (separator) => {
  const rows = [
    ['id', 'a, b; c', 'x'],
    ['1', '', 'y|z'],
  ];
  const text = rows.map((cells) => cells.map((cell) => `"${cell}"`).join(separator)).join('\n');
  expect(read([text])).toMatchObject({ header: rows[0], good: [[1, 2, ...(rows[1] ?? [])]] });
});

test('refuses a file without a readable header', () => {
  for (const text of ['', '\n\n', ' \r\n']) expect(() => read([text])).toThrow(CsvUnreadable);
  expect(() => read(['a,"b\n1,2\n'])).toThrow('mend its quotes');
  expect(() => read(['a,"b\n', '1,2\n', '1,2\n'], 10)).toThrow('header row does not end');
});

const cell = fc.oneof(
  { weight: 5, arbitrary: fc.string({ maxLength: 6 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('', '"', 'a"b', 'x,y', 'l\nm', 'r\r\ns', ' pad ', 'Ü😀'),
  },
);
const table = fc.integer({ min: 2, max: 5 }).chain((width) =>
  fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
    minLength: 1,
    maxLength: 12,
  }),
);
const writing = fc.record({
  separator: fc.constantFrom(',', ';', '\t', '|'),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  quoteAll: fc.boolean(),
});

test('agrees with csv-parse on every well-formed file', () => {
  fc.assert(
    fc.property(table, writing, (rows, { separator, lineEnd, quoteAll }) => {
      const written = (text: string) =>
        quoteAll || /[",;\t|\r\n\0]/.test(text) || text.trim() === ''
          ? `"${text.replaceAll('"', '""')}"`
          : text;
      const header = (rows[0] ?? []).map((_, at) => `c${at}`).join(separator);
      const body = rows.map((cells) => cells.map(written).join(separator)).join(lineEnd);
      const text = `${header}${lineEnd}${body}${lineEnd}`;
      const expected: string[][] = parse(text, { delimiter: separator, info: false, from: 2 });
      const { good, bad } = read([text]);
      expect(good.map(([, , ...cells]) => cells)).toEqual(
        expected.filter((cells) => !cells.join('').includes('\0')),
      );
      expect(bad).toHaveLength(expected.length - good.length);
    }),
    { numRuns: 500 },
  );
});

const crooked = fc
  .array(
    fc.constantFrom('a', ',', '"', '"', '\n', '\r\n', '\r', ' ', 'bb', ',"', '",', '"\n', '\0'),
    {
      maxLength: 40,
    },
  )
  .map((parts) => `x,y\n${parts.join('')}`);

test('gives the same records however the text is split, long ones too', () => {
  fc.assert(
    fc.property(
      crooked,
      fc.array(fc.nat({ max: 60 }), { maxLength: 12 }),
      fc.constantFrom(1000, 12),
      (text, cuts, longest) => {
        const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        const pieces = places.slice(1).map((to, at) => text.slice(places[at], to));
        const known = ({ good, bad }: Told) => ({
          good,
          // A record too long to keep is shown as far as it was read.
          bad: bad.map(([record, line, raw]) => [record, line, longest === 12 || raw]),
        });
        expect(known(read(pieces, longest))).toEqual(known(read([text], longest)));
        expect(known(read([...text], longest))).toEqual(known(read([text], longest)));
      },
    ),
    { numRuns: 2000 },
  );
});

/** The rules of definitions.md 10 (Import) once more, character by character, for `,` and line feeds. */
function readSlowly(text: string): Told {
  const told: Told = { header: [], good: [], bad: [] };
  let at = 0;
  let line = 1;
  let record = 0;
  while (at < text.length) {
    const start = at;
    const cells: string[] = [];
    let cell = '';
    let state: 'start' | 'plain' | 'quoted' | 'closed' | 'broken' = 'start';
    for (; at < text.length; at += 1) {
      const character = text[at] ?? '';
      const next = text[at + 1];
      if (state === 'quoted' && character === '"' && next !== '"') state = 'closed';
      else if (state === 'quoted') {
        cell += character;
        if (character === '"') at += 1;
      } else if (character === '\n') break;
      else if (character === ',' && state !== 'broken') {
        cells.push(cell);
        cell = '';
        state = 'start';
      } else if (state === 'start' && character === '"') state = 'quoted';
      else if (state === 'start' || state === 'plain') {
        cell += character;
        state = 'plain';
      } else if (character !== '\r' || (next !== '\n' && next !== undefined)) state = 'broken';
    }
    cells.push(state === 'plain' ? cell.replace(/\r$/, '') : cell);
    at += 1;
    const raw = text.slice(start, at);
    const startLine = line;
    line += raw.split('\n').length - 1;
    if (raw.trim() === '') continue;
    if (told.header.length === 0) {
      told.header = cells;
      continue;
    }
    record += 1;
    const isBroken = state === 'quoted' || state === 'broken' || raw.includes('\0');
    if (cells.length === 2 && !isBroken) told.good.push([record, startLine, ...cells]);
    else told.bad.push([record, startLine, raw.replace(/\r?\n?$/, '').replaceAll('\0', '␀')]);
  }
  return told;
}

test('agrees with a slow reading on every broken file', () => {
  fc.assert(
    fc.property(crooked, (text) => {
      expect(read([text])).toEqual(readSlowly(text));
    }),
    { numRuns: 5000 },
  );
});
