import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { factOfFile } from '../facts/index.ts';
import { compileHeader } from '../facts/parse-row.ts';
import { csvSource } from './csv/csv.source.ts';
import { sources } from './index.ts';
import { type FactBatch, type ReadProgress, type Source, UnreadableInput } from './source.ts';

/** What every source owes (definitions.md 2 and 3): the same facts each time, none invented, no record unaccounted for. */

const HELP_DESK = join(import.meta.dirname, '../../tests/data/help-desk/input');

const AUDIT_LOG = [
  'number,incident_state,reopen_count,sys_mod_count,made_sla,caller_id,opened_at,priority,contact_type,resolved_at,closed_at',
  '7,New,0,0,true,11,29/2/2016 06:38,3,Phone,?,?',
  '7,Closed,1,3,false,11,29/2/2016 06:38,3,Phone,2/3/2016 12:06,7/3/2016 13:00',
  '8,Closed,0,2,true,12,1/3/2016 00:00,2,Email,?,7/3/2016 13:00',
  '9,New,0,0,true,?,1/3/2016 00:00,2,Email,?,?',
  '10,New,0,few,true,13,1/3/2016 00:00,2,Email,?,?',
  '11,New',
];

const INTERCHANGE: Record<string, string[]> = {
  'accounts.csv': ['account_id,name', 'a,Anna', 'b,Bert'],
  'tickets.csv': [
    'ticket_id,account_id,opened_at,mood',
    't,a,2026-01-01 08:00,fine',
    'u,b',
    'v,b,soon,?',
  ],
};

/** By source: writes its input under a folder and names the path to read. */
const inputs: Record<string, (folder: string) => Promise<string>> = {
  async zendesk(folder) {
    await cp(HELP_DESK, folder, { recursive: true });
    return folder;
  },
  async servicenow(folder) {
    await writeFile(join(folder, 'log.csv'), AUDIT_LOG.join('\n'));
    return join(folder, 'log.csv');
  },
  async csv(folder) {
    for (const [file, lines] of Object.entries(INTERCHANGE)) {
      await writeFile(join(folder, file), lines.join('\r\n'));
    }
    return folder;
  },
};

const read = (source: Source, path: string): Promise<FactBatch[]> =>
  Array.fromAsync(source.read({ path }));

const all: readonly Source[] = [...sources, csvSource()];

test('every source is held to the contract', () => {
  expect(all.map(({ id }) => id).toSorted()).toEqual(Object.keys(inputs).toSorted());
});

describe.each(all.map((source) => [source.id, source] as const))('%s', (id, source) => {
  let folder = '';
  let path = '';
  let batches: FactBatch[] = [];
  /** By file: its records as cells, the first at 0. */
  const files = new Map<string, string[][]>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), `hale-contract-${id}-`));
    path = (await inputs[id]?.(folder)) ?? '';
    batches = await read(source, path);
    for (const file of await readdir(folder)) {
      const text = await readFile(join(folder, file), 'utf8');
      files.set(file, parse(text, { relax_column_count: true }).slice(1));
    }
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('reads the same twice', async () => {
    expect(await read(source, path)).toEqual(batches);
  });

  test('reads the same after a reading that was broken off', async () => {
    for await (const _ of source.read({ path })) break;
    expect(await read(source, path)).toEqual(batches);
  });

  test('accounts for every record of every file once', () => {
    for (const [file, records] of files) {
      const counted = batches.filter((batch) => batch.file === file && !batch.derived);
      const taken = counted.flatMap((batch) => [
        ...batch.records,
        ...batch.bad.map((row) => row.record),
      ]);
      const ignored = counted.reduce((sum, batch) => sum + batch.ignored, 0);
      expect(new Set(taken).size, file).toBe(taken.length);
      expect(taken.length + ignored, file).toBe(records.length);
    }
    expect(
      [...new Set(batches.map(({ file }) => file))].filter((file) => !files.has(file)),
    ).toEqual([]);
  });

  test('counts nothing of what it derives', () => {
    for (const { derived, bad, ignored } of batches.filter((batch) => batch.derived)) {
      expect({ derived, bad, ignored }).toEqual({ derived: true, bad: [], ignored: 0 });
    }
  });

  test('makes every row of the record it names', () => {
    for (const { file, cells, records, lines, columns } of batches) {
      expect([records.length, lines.length]).toEqual([cells.length, cells.length]);
      for (const [index, row] of cells.entries()) {
        const record =
          files.get(file)?.[(records[index] ?? 0) - 1]?.map((cell) => cell.trim()) ?? [];
        expect(row.length).toBe(columns.length);
        // No record of these inputs spans several lines.
        expect(lines[index]).toBe((records[index] ?? 0) + 1);
        expect(
          row.some((cell) => cell !== '' && record.includes(cell)),
          `${file} ${row}`,
        ).toBe(true);
      }
    }
  });

  test('names columns its facts know', () => {
    for (const { fact, columns, cells } of batches) {
      const definition = factOfFile(fact);
      if (definition === undefined) throw new Error(`No fact is called ${fact}.`);
      if (cells.length === 0) continue;
      const compiled = compileHeader(definition, columns, { timeZone: 'UTC' });
      expect(compiled).toMatchObject({ ok: true, ignoredColumns: [] });
    }
  });

  test('tells how far it is', async () => {
    const last = new Map<string, ReadProgress>();
    const input = {
      path,
      onProgress: (progress: ReadProgress) => last.set(progress.file, progress),
    };
    await Array.fromAsync(source.read(input));
    for (const { file, bytesRead, bytesTotal } of last.values()) {
      expect(bytesTotal, file).toBe((await stat(join(folder, file))).size);
      expect(bytesRead, file).toBe(bytesTotal);
    }
    expect(last.size).toBeGreaterThan(0);
  });

  test('makes no fact of files without records', async () => {
    const empty = await mkdtemp(join(tmpdir(), `hale-contract-${id}-empty-`));
    try {
      for (const file of files.keys()) {
        const [header] = (await readFile(join(folder, file), 'utf8')).split(/\r?\n/, 1);
        await writeFile(join(empty, file), `${header}\n`);
      }
      const made = await read(source, path.replace(folder, empty));
      expect(
        made.flatMap(({ cells, bad, ignored }) => [
          ...cells,
          ...bad,
          ...(ignored ? [ignored] : []),
        ]),
      ).toEqual([]);
    } finally {
      await rm(empty, { recursive: true });
    }
  });

  test('refuses a path that leads nowhere, naming it', async () => {
    const nowhere = join(folder, 'nowhere');
    await expect(read(source, nowhere)).rejects.toThrow(UnreadableInput);
    await expect(read(source, nowhere)).rejects.toThrow(nowhere);
  });
});
