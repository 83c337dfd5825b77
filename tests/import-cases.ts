import { type Random, randomOf } from './generate/random.ts';
import { broken, bytesOf, type Style, styleOf, written } from './import-styles.ts';

/** A cell and what is wrong with it, if anything. */
interface Cell {
  text: string;
  reason: string | null;
}

interface Row {
  /** In the order of the header; null for a record that is broken as text. */
  cells: Readonly<Record<string, Cell>> | null;
  /** The record as it stands in the file, without line end. */
  text: string;
  record: number;
  line: number;
}

interface Entry {
  file: string;
  record: number;
  line: number;
  column: string;
  value: string;
  reason: string;
}

/** Files to import, and what must become of them: worked out row by row, from what was planted. */
export interface ImportCase {
  files: Record<string, Uint8Array>;
  entries: Entry[];
  /** By file: `read duplicate quarantined`. */
  counts: Record<string, string>;
  /** By file: the key and the deciding cells of every row that is stored, sorted. */
  stored: Record<string, string[]>;
  /** Some of the same records, in files of their own. */
  part: Record<string, Uint8Array>;
}

interface Kind {
  file: string;
  columns: Readonly<Record<string, (random: Random) => Cell>>;
  key: readonly string[];
  owner: { column: string; file: string; reason: string } | null;
  repeats: 'conflict' | 'duplicate';
}

const good = (text: string): Cell => ({ text, reason: null });
const bad =
  (reason: string, ...texts: string[]) =>
  (random: Random): Cell => ({
    text: random.pick(texts),
    reason,
  });
const missing = bad('missing_value', '', '  ');
/** Mostly good, now and then one of the others. */
const mostly =
  (usual: (random: Random) => Cell, ...others: ((random: Random) => Cell)[]) =>
  (random: Random) =>
    random.chance(0.06) ? random.pick(others)(random) : usual(random);

const id = (prefix: string, most: number) => (random: Random) =>
  good(`${random.chance(0.1) ? ' ' : ''}${prefix}${random.between(1, most)}`);
const texts = [
  'Straße',
  'a "quoted" word',
  'comma, semicolon; tab\tpipe|',
  'two\nlines',
  'three\n\nlines',
  'é',
  'plain',
];
const words = (random: Random) => good(random.pick(texts));
const time = mostly(
  (random) =>
    good(
      random.pick([
        '2026-01-01',
        '2026-01-02T10:00Z',
        '2026-03-29 02:30',
        '2026-01-02T10:00:00.5+01:00',
      ]),
    ),
  missing,
  bad('bad_time', 'soon', '2026-13-01', '2026-02-30T10:00', '10:00', '01/02/2026'),
);
const number = mostly(
  (random) => good(String(random.between(0, 3))),
  bad('bad_number', 'x', '1,5', '1e3', '--1', '0x10'),
);

const kinds: readonly Kind[] = [
  {
    file: 'accounts',
    columns: {
      account_id: mostly(id('a', 12), missing),
      name: mostly(words, missing),
      segment: words,
    },
    key: ['account_id'],
    owner: null,
    repeats: 'conflict',
  },
  {
    file: 'tickets',
    columns: {
      ticket_id: mostly(id('t', 15), missing),
      account_id: mostly(id('a', 14), missing),
      opened_at: time,
      subject: words,
      reopen_count: mostly(number, bad('out_of_range', '-1', '-7')),
    },
    key: ['ticket_id'],
    owner: { column: 'account_id', file: 'accounts', reason: 'unknown_account' },
    repeats: 'conflict',
  },
  {
    file: 'ticket_messages',
    columns: {
      message_id: mostly(id('m', 25), missing),
      ticket_id: mostly(id('t', 16), missing),
      at: time,
      author: mostly(
        (random) => good(random.pick(['agent', 'customer', 'system'])),
        bad('bad_enum', 'bot', 'agents'),
      ),
    },
    key: ['message_id'],
    owner: { column: 'ticket_id', file: 'tickets', reason: 'unknown_ticket' },
    repeats: 'conflict',
  },
  {
    file: 'costs',
    columns: {
      cost_id: mostly(id('k', 25), missing),
      account_id: id('a', 13),
      at: time,
      amount: mostly(number, missing),
      currency: mostly(() => good('EUR'), bad('bad_enum', 'euro', 'E', '€€€')),
    },
    key: ['cost_id'],
    owner: { column: 'account_id', file: 'accounts', reason: 'unknown_account' },
    repeats: 'conflict',
  },
  {
    file: 'usage_events',
    columns: {
      account_id: id('a', 13),
      user_id: mostly(id('u', 3), missing),
      at: time,
      count: number,
    },
    key: ['account_id', 'user_id', 'at'],
    owner: { column: 'account_id', file: 'accounts', reason: 'unknown_account' },
    repeats: 'duplicate',
  },
];

export function importCase(seed: number): ImportCase {
  const random = randomOf(seed);
  const result: ImportCase = { files: {}, entries: [], counts: {}, stored: {}, part: {} };
  const storedIds = new Map<string, ReadonlySet<string>>();
  for (const kind of kinds) {
    const columns = random.shuffled(Object.keys(kind.columns));
    const style = styleOf(random);
    const rows = rowsOf(kind, columns, random, style);
    const name = `${kind.file}.csv`;
    result.files[style.isPacked ? `${name}.gz` : name] = bytesOf(
      [headerOf(columns, style), ...rows.map((row) => row.text)],
      style,
    );
    storedIds.set(kind.file, judge(kind, columns, rows, storedIds, result));
    if (random.chance(0.5)) {
      const some = random.shuffled(rows.filter(({ text }) => text !== '' && random.chance(0.5)));
      result.part[name] = bytesOf([headerOf(columns, style), ...some.map((row) => row.text)], {
        ...style,
        isPacked: false,
      });
    }
  }
  return result;
}

/** What becomes of each row, in the order of definitions.md 10 (Import); gives the keys that are stored. */
function judge(
  { file, key, owner, repeats }: Kind,
  columns: readonly string[],
  rows: readonly Row[],
  storedIds: ReadonlyMap<string, ReadonlySet<string>>,
  result: ImportCase,
): ReadonlySet<string> {
  const name = `${file}.csv`;
  const records = rows.filter(({ record }) => record > 0);
  const first = new Map<string, string>();
  let duplicates = 0;
  let quarantined = 0;
  for (const { cells, record, line } of records) {
    const refuse = (column: string, value: string, reason: string) => {
      quarantined += 1;
      result.entries.push({ file: name, record, line, column, value, reason });
    };
    if (cells === null) {
      refuse('', '', 'bad_row');
      continue;
    }
    const value = (column: string) => cells[column]?.text.trim() ?? '';
    const flawed = columns.find((column) => cells[column]?.reason != null);
    const contents = Object.keys(cells)
      .toSorted()
      .map((column) => `${column}=${sameAs(column, value(column))}`)
      .join('|');
    const id = key.map((column) => sameAs(column, value(column))).join('|');
    const earlier = first.get(id);
    if (flawed !== undefined) {
      refuse(flawed, cells[flawed]?.text ?? '', cells[flawed]?.reason ?? '');
    } else if (owner !== null && !storedIds.get(owner.file)?.has(value(owner.column))) {
      refuse(owner.column, cells[owner.column]?.text ?? '', owner.reason);
    } else if (earlier === undefined) {
      first.set(id, contents);
    } else if (repeats === 'duplicate' || earlier === contents) {
      duplicates += 1;
    } else {
      refuse(key[0] ?? '', cells[key[0] ?? '']?.text ?? '', 'duplicate_id');
    }
  }
  result.counts[name] = `${records.length} ${duplicates} ${quarantined}`;
  result.stored[file] = [...first.values()].toSorted();
  return new Set(first.keys());
}

/** The text in the form the database gives it back. */
const instants: Readonly<Record<string, string>> = {
  '2026-01-01': '2026-01-01T00:00:00.000Z',
  '2026-01-02T10:00Z': '2026-01-02T10:00:00.000Z',
  '2026-03-29 02:30': '2026-03-29T02:30:00.000Z',
  '2026-01-02T10:00:00.5+01:00': '2026-01-02T09:00:00.500Z',
};
const sameAs = (column: string, text: string) =>
  column === 'at' || column === 'opened_at' ? (instants[text] ?? text) : text;

const headerOf = (columns: readonly string[], { separator }: Style) => columns.join(separator);

function rowsOf(kind: Kind, columns: readonly string[], random: Random, style: Style): Row[] {
  const rows: Row[] = [];
  let record = 0;
  let line = 2;
  const size = random.pick([0, 1, 5, 40]);
  while (rows.length < size) {
    const repeated = rows.length > 0 && random.chance(0.2) ? random.pick(rows) : null;
    const isBlank = random.chance(0.05);
    const cells = repeated?.cells ?? drawn(kind, random, style);
    const isBroken = !isBlank && random.chance(0.04);
    const text = isBlank
      ? random.pick(['', '   '])
      : isBroken
        ? broken(columns, style, random)
        : written(columns, cells, style, random);
    if (!isBlank) record += 1;
    rows.push({
      cells: isBlank || isBroken ? null : cells,
      text,
      record: isBlank ? 0 : record,
      line,
    });
    line += text.split('\n').length;
  }
  return rows;
}

function drawn({ columns }: Kind, random: Random, { encoding }: Style): Record<string, Cell> {
  const cells: Record<string, Cell> = {};
  for (const [name, draw] of Object.entries(columns)) {
    const { text, reason } = draw(random);
    // The euro sign is no Latin 1 character.
    cells[name] = { text: encoding === 'latin1' ? text.replaceAll('€', '$') : text, reason };
  }
  return cells;
}
