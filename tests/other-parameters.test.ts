import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../src/db/test-database.ts';
import { fillWindow, takeWindow, type WantedPlace } from '../src/jobs/further.ts';
import { bringUpToDate } from '../src/jobs/restate.ts';
import { addDays, parseDay } from '../src/lib/day.ts';
import { generate } from './generate/generate.ts';
import type { Settings } from './naive/columns.ts';
import { daysThrough } from './naive/days.ts';
import type { Table } from './naive/parse.ts';
import { type NaiveKpiId, naiveReadings } from './naive/readings.ts';
import { applySettings, batchesOf, batchOf, rowOn, store, storedReadings } from './product.ts';

const data = generate({ accounts: 16, seed: 23 });
const today = parseDay(data.to);
const turn = addDays(today, -60);

/** Half of the accounts say how many seats are in use, one of them nothing that is a number; some say more from a day on. */
const seatsOf = (accountId: string): { early: string; late: string } | null => {
  const at = data.facts.accounts.findIndex(({ account_id }) => account_id === accountId);
  if (at % 2 === 1) return null;
  if (at === 2) return { early: 'many', late: 'many' };
  return { early: `${4 + at}`, late: at % 4 === 0 ? `${8 + at}` : `${4 + at}` };
};
const seatsDeployed: Settings['seatsDeployed'] = (accountId, day) => {
  const said = Number(seatsOf(accountId)?.[day < turn ? 'early' : 'late']);
  return Number.isNaN(said) ? null : said;
};

interface Case extends WantedPlace {
  kpi: NaiveKpiId;
  naive: Partial<Settings>;
}

const cases: Case[] = [
  { kpi: 'cadence', parameter: 14, naive: { agreedDays: 14 } },
  { kpi: 'balance', parameter: 'invoices', naive: { revenue: 'invoices' } },
  {
    kpi: 'balance',
    parameter: 'invoices',
    windowDays: 180,
    naive: { revenue: 'invoices', windowDays: 180 },
  },
  { kpi: 'licence_use', parameter: 'custom.seats_in_use', naive: { seatsDeployed } },
  {
    kpi: 'licence_use',
    parameter: 'custom.seats_in_use',
    windowDays: 14,
    naive: { seatsDeployed, windowDays: 14 },
  },
  { kpi: 'touchpoint', parameter: 1, naive: { minimumRows: 1 } },
  { kpi: 'sla', parameter: 6, naive: { minimumRows: 6 } },
  { kpi: 'feedback', parameter: 2, naive: { minimumRows: 2 } },
  { kpi: 'nps', parameter: 2, naive: { minimumRows: 2 } },
  { kpi: 'ces', parameter: 1, naive: { minimumRows: 1 } },
  { kpi: 'response_rate', parameter: 5, naive: { minimumRows: 5 } },
  { kpi: 'logins', parameter: 3, naive: { minimumRows: 3 } },
  { kpi: 'adoption', parameter: 4, naive: { minimumRows: 4 } },
];

const nameOf = ({ kpi, parameter, windowDays }: Case) =>
  `${kpi} ${parameter}${windowDays === undefined ? '' : ` over ${windowDays} days`}`;

describe('readings of shipped KPIs under other parameters', () => {
  let database: TestDatabase;
  const places = new Map<string, number>();

  beforeAll(async () => {
    database = await freshDatabase();
    const { db, app } = database;
    await applySettings(db, data.settings);
    const late = new Set(['ticket_messages', 'interactions', 'usage_events']);
    const early = data.tables.filter(({ fact }) => !late.has(fact));
    await store(app, early.map(withSeats('early')).map(underbilled).map(batchOf));
    await store(app, batchesOf(mistaken({})));
    await bringUpToDate(db, { today: addDays(today, -90) });
    for (const each of cases) {
      const place = (await takeWindow(db, each.kpi, each))?.place ?? -1;
      places.set(nameOf(each), place);
      await fillWindow(db, place, () => {});
    }
    // What comes late restates, and the last weeks are walked day by day.
    const last = new Set(['accounts', 'invoices']);
    await store(app, data.tables.filter(({ fact }) => !last.has(fact)).map(batchOf));
    await bringUpToDate(db, { today: addDays(today, -70) });
    await bringUpToDate(db, { today: addDays(today, -20) });
    // Nothing that counts as the KPIs ship changes any more.
    await store(app, data.tables.map(withSeats('late')).map(batchOf));
    await store(app, batchesOf(mistaken({ deleted: 'true' })));
    await sql`update account.past_attributes set until_day = ${turn}::date`.execute(db);
    await bringUpToDate(db, { today: addDays(today, -20) });
    await bringUpToDate(db, { today });
  });
  afterAll(() => database.close());

  test.each(cases.map((each) => [nameOf(each), each] as const))(
    '%s equal a naive computation on every day',
    async (name, { kpi, naive }) => {
      const stored = await storedReadings(database.db, data.to);
      const place = places.get(name) ?? -1;
      const shipped = data.settings;
      let differing = 0;
      for (const day of daysThrough(data.from, data.to)) {
        const asShipped = naiveReadings(data.facts, shipped, day, [kpi]);
        const wanted = naiveReadings(data.facts, { ...shipped, ...naive }, day, [kpi]);
        for (const [at, { account_id, kpis }] of wanted.entries()) {
          const row = rowOn(stored.get(account_id) ?? [], day);
          const reading = row?.readings[place] ?? null;
          const expected = kpis[kpi];
          const where = `${name} of ${account_id} on ${day}`;
          expect(row?.row_counts[place] ?? 0, `n: ${where}`).toBe(expected?.n);
          if (expected?.reading == null || reading === null) {
            expect(reading, where).toBe(expected?.reading ?? null);
          } else {
            expect(Math.abs(reading - expected.reading), `${where}: ${reading}`).toBeLessThan(1e-9);
          }
          if (expected?.reading !== asShipped[at]?.kpis[kpi]?.reading) differing += 1;
        }
      }
      expect(differing, 'days on which the parameter matters').toBeGreaterThan(0);
    },
  );
});

/** Accounts with a column of their own that says how many seats are in use. */
const withSeats = (when: 'early' | 'late') => (table: Table) =>
  table.fact !== 'accounts'
    ? table
    : {
        ...table,
        columns: [...table.columns, 'seats_in_use'],
        cells: table.cells.map((cells) => [
          ...cells,
          seatsOf(cells[table.columns.indexOf('account_id')] ?? '')?.[when] ?? '',
        ]),
      };

/** What never was, and is withdrawn with `deleted`. */
const mistaken = (columns: Record<string, string>) => {
  const day = addDays(today, -130);
  const of = data.facts.accounts.map(({ account_id }) => ({ account_id, ...columns }));
  return {
    invoices: of.map((row) => ({
      ...row,
      invoice_id: `mistaken ${row.account_id}`,
      issued_on: day,
      due_on: day,
      amount: '990',
      currency: 'EUR',
    })),
    interactions: of.map((row) => ({
      ...row,
      interaction_id: `mistaken ${row.account_id}`,
      at: `${day}T12:00:00Z`,
      kind: 'call',
    })),
  };
};

/** Invoices of another amount: nothing that counts as the KPIs ship. */
const underbilled = (table: Table): Table =>
  table.fact !== 'invoices'
    ? table
    : {
        ...table,
        cells: table.cells.map((cells) =>
          cells.map((cell, at) =>
            table.columns[at] === 'amount' && Number(cell) > 1 ? '1' : cell,
          ),
        ),
      };
