import { describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../src/db/test-database.ts';
import { changeSetting } from '../src/jobs/change-setting.ts';
import { bringUpToDate } from '../src/jobs/restate.ts';
import { parseDay } from '../src/lib/day.ts';
import { generate } from './generate/generate.ts';
import { daysThrough } from './naive/days.ts';
import type { Table } from './naive/parse.ts';
import { applySettings, batchOf, rowOn, store, storedReadings } from './product.ts';

const data = generate({ accounts: 18, seed: 35 });
const today = parseDay(data.to);
const days = [...daysThrough(data.from, data.to)];

async function loaded(tables: readonly Table[]): Promise<TestDatabase> {
  const database = await freshDatabase();
  await applySettings(database.db, data.settings);
  await store(database.app, tables.map(batchOf));
  await bringUpToDate(database.db, { today });
  return database;
}

async function everyDay({ db }: TestDatabase) {
  const stored = await storedReadings(db, today);
  return new Map(
    [...stored].toSorted().map(([account, rows]) => [
      account,
      days.map((day) => {
        const row = rowOn(rows, day);
        return row?.row_counts.some((n) => n > 0) ? [row.readings, row.row_counts] : null;
      }),
    ]),
  );
}

const tableOf = (fact: string): Table => {
  const table = data.tables.find((one) => one.fact === fact);
  if (table === undefined) throw new Error(`the generator makes no ${fact}`);
  return table;
};

interface Change {
  change: Table;
  back: Table;
}

type Meant = (cell: (column: string) => string) => boolean;

/** Some rows of a table with other values in some columns, and the same rows as they were. */
function rowsOf(fact: string, isMeant: Meant, values: Record<string, string>): Change {
  const table = tableOf(fact);
  const columns = [...new Set([...table.columns, ...Object.keys(values)])];
  const rows = table.cells
    .filter((row) => isMeant((column) => row[table.columns.indexOf(column)] ?? ''))
    .map((row) => columns.map((_, at) => row[at] ?? ''));
  if (rows.length === 0) throw new Error(`no row of ${fact} is meant`);
  const cells = rows.map((row) => row.map((cell, at) => values[columns[at] ?? ''] ?? cell));
  return { change: { ...table, columns, cells }, back: { ...table, columns, cells: rows } };
}

/** A row that was not there, and its withdrawal. */
function newRow(fact: string, values: Record<string, string>): Change {
  const table = (cells: Record<string, string>): Table => ({
    ...tableOf(fact),
    columns: Object.keys(cells),
    cells: [Object.values(cells)],
  });
  return { change: table(values), back: table({ ...values, deleted: 'true' }) };
}

const paying = new Set(data.facts.subscriptions.map(({ account_id }) => account_id));
const firstOfAna = data.facts.accounts.find(
  ({ account_id, csm_email }) => csm_email === 'ana@example.com' && paying.has(account_id),
)?.account_id;
const isFirstOfAna: Meant = (cell) => cell('account_id') === firstOfAna;
const split = data.facts.targets.find(
  ({ kind, account_id, value }) => kind !== 'retention_rate' && account_id === null && value > 700,
);
const ownerOfSplit = data.facts.accounts.find(
  ({ account_id, csm_email }) => csm_email === split?.csm_email && paying.has(account_id),
)?.account_id;
const ofYear: Meant = (cell) => cell('period') === data.to.slice(0, 4);

/** One change each, that reaches beyond the account it is about. */
const changes: Record<string, Change> = {
  'an account goes to another CSM': rowsOf('accounts', isFirstOfAna, {
    csm_email: 'bo@example.com',
  }),
  'an account is withdrawn': rowsOf('accounts', isFirstOfAna, { deleted: 'true' }),
  'a contract that targets are split by becomes larger': rowsOf('subscriptions', isFirstOfAna, {
    mrr: '9000',
    starts_on: data.from,
    ends_on: '',
  }),
  'targets are raised': rowsOf('targets', ofYear, { value: '8000' }),
  'targets are withdrawn': rowsOf('targets', ofYear, { deleted: 'true' }),
  'a target is set by hand': newRow('targets', {
    csm_email: split?.csm_email ?? '',
    kind: split?.kind ?? '',
    period: split?.period ?? '',
    value: '700',
    account_id: ownerOfSplit ?? '',
  }),
  'a rate that was missing is there': newRow('fx_rates', {
    currency: 'CHF',
    rate: '1.04',
    from_on: '',
  }),
  'a feature is seen for the first time': newRow('usage_daily', {
    account_id: firstOfAna ?? '',
    user_id: 'somebody new',
    day: data.to,
    feature: 'brand new',
  }),
  'a feature was never used': rowsOf('usage_daily', (cell) => cell('feature') === 'export', {
    deleted: 'true',
  }),
  'a renewal is closed': rowsOf('renewals', () => true, {
    outcome: 'renewed',
    closed_on: data.to,
    renewed_amount: '4321',
  }),
};

describe('what reaches beyond an account is restated for all it reaches', () => {
  it.each(Object.entries(changes))('%s', async (_, { change, back }) => {
    await using late = await loaded(data.tables);
    const before = await everyDay(late);
    await store(late.app, [batchOf(change)]);
    await bringUpToDate(late.db, { today });
    const after = await everyDay(late);
    expect(after).not.toEqual(before);

    // The same, with nothing made before the change came.
    await using inOneGo = await freshDatabase();
    await applySettings(inOneGo.db, data.settings);
    await store(inOneGo.app, data.tables.map(batchOf));
    await store(inOneGo.app, [batchOf(change)]);
    await bringUpToDate(inOneGo.db, { today });
    expect(after).toEqual(await everyDay(inOneGo));

    await store(late.app, [batchOf(back)]);
    await bringUpToDate(late.db, { today });
    expect(await everyDay(late)).toEqual(before);
  });

  it('the list of key features, the currency, and back', async () => {
    await using database = await loaded(data.tables);
    const before = await everyDay(database);
    for (const [key, value] of [
      ['key_features', 'reports, api'],
      ['currency', 'USD'],
    ] as const) {
      await changeSetting(database.db, key, value);
      await bringUpToDate(database.db, { today });
      expect(await everyDay(database), key).not.toEqual(before);
      await changeSetting(database.db, key, key === 'currency' ? data.settings.currency : '');
      await bringUpToDate(database.db, { today });
      expect(await everyDay(database), key).toEqual(before);
    }
  });
});
