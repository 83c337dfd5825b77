import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCompany } from '../src/accounts/company.ts';
import { freshDatabase, type TestDatabase } from '../src/db/test-database.ts';
import { figuresOf } from '../src/jobs/kpi-figures.ts';
import { readingState } from '../src/jobs/reading-state.ts';
import { bringUpToDate } from '../src/jobs/restate.ts';
import { kpiOf } from '../src/kpis/index.ts';
import type { Kpi } from '../src/kpis/kpi.ts';
import { parseDay } from '../src/lib/day.ts';
import { runningCounters } from '../src/rollups/running.ts';
import { type Generated, generate } from './generate/generate.ts';
import { asOfDay } from './naive/as-of.ts';
import { daysThrough } from './naive/days.ts';
import { type NaiveFigures, naiveFigures } from './naive/figures.ts';
import { factsOf } from './naive/parse.ts';
import { portfolioOf } from './naive/portfolio.ts';
import { applySettings, batchOf, store } from './product.ts';

/** Every other message of a customer finds the ticket pending: by itself the generator hardly ever does so. */
function withPendingTickets(generated: Generated): Generated {
  const messages = generated.tables.find(({ fact }) => fact === 'ticket_messages');
  if (messages === undefined) throw new Error('there are no messages');
  const [ticket = 0, at = 0, author = 0] = ['ticket_id', 'at', 'author'].map((column) =>
    messages.columns.indexOf(column),
  );
  const events = messages.cells
    .filter((cells) => cells[author] === 'customer')
    .filter((_, index) => index % 2 === 0)
    .map(
      (cells): Record<string, string> => ({
        ticket_id: cells[ticket] ?? '',
        at: cells[at] ?? '',
        event: 'pending',
      }),
    );
  const tables = generated.tables.map((table) =>
    table.fact === 'ticket_events'
      ? {
          ...table,
          cells: [
            ...table.cells,
            ...events.map((event) => table.columns.map((column) => event[column] ?? '')),
          ],
        }
      : table,
  );
  return { ...generated, tables, facts: factsOf(tables, generated.settings.timeZone) };
}

/** Every third account is in another currency than the company. */
function withCurrencies(generated: Generated): Generated {
  const tables = generated.tables.map((table) => {
    if (table.fact !== 'accounts') return table;
    const columns = [...table.columns.filter((column) => column !== 'currency'), 'currency'];
    const cells = table.cells.map((row, index) =>
      columns.map((column) =>
        column === 'currency'
          ? (['USD', '', 'EUR'][index % 3] ?? '')
          : (row[table.columns.indexOf(column)] ?? ''),
      ),
    );
    return { ...table, columns, cells };
  });
  return { ...generated, tables, facts: factsOf(tables, generated.settings.timeZone) };
}

/** Four products, one of them without a name. */
function withProducts(generated: Generated): Generated {
  const tables = generated.tables.map((table) => {
    if (table.fact !== 'subscriptions') return table;
    const cells = table.cells.map((row, index) => [
      ...row,
      ['base', 'plus', '', 'api'][index % 4] ?? '',
    ]);
    return { ...table, columns: [...table.columns, 'product'], cells };
  });
  return { ...generated, tables, facts: factsOf(tables, generated.settings.timeZone) };
}

interface FigureRow {
  account_id: number;
  day: string;
  figures: (number | null)[];
}

const data = withProducts(withCurrencies(withPendingTickets(generate({ accounts: 18, seed: 19 }))));
const portfolio = portfolioOf(data.facts);

const [anyone] = portfolio.accounts;
const idsOf = (naive: NaiveFigures): string[] =>
  anyone === undefined
    ? []
    : Object.keys(naive(anyone, asOfDay(portfolio, data.settings, data.to)));

/** By KPI: the naive figures, and which of them are to be found among `figures`. */
const comparisons = (figuresOfKpi: (kpi: Kpi) => readonly { id: string }[]) =>
  Object.entries(naiveFigures).flatMap(([id, naive]) => {
    const kpi = kpiOf(id);
    if (kpi === undefined) throw new Error(`there is no KPI ${id}`);
    const known = figuresOfKpi(kpi).map((figure) => figure.id);
    const ids = idsOf(naive).filter((figure) => known.includes(figure));
    return ids.length === 0 ? [] : [{ id, kpi, naive, ids }];
  });

function expectSame(value: number | null, wanted: number | null, where: string): void {
  const text = `${where}: ${value}, not ${wanted}`;
  if (wanted === null || value === null) expect(value, text).toBe(wanted);
  else expect(Math.abs(value - wanted), text).toBeLessThan(1e-6);
}

describe('every figure beside a reading equals a naive computation from the facts', () => {
  let database: TestDatabase;
  let accountIds: Map<string, number>;
  beforeAll(async () => {
    database = await freshDatabase();
    await applySettings(database.db, data.settings);
    await store(database.app, data.tables.map(batchOf));
    await bringUpToDate(database.db, { today: parseDay(data.to) });
    const { rows } = await sql<{ id: number; external_id: string }>`
      select id, external_id from account.account`.execute(database.db);
    accountIds = new Map(rows.map(({ id, external_id }) => [external_id, id]));
  });
  afterAll(() => database.close());

  /** Figures of a KPI on each day on which they can differ, by account. */
  async function figureRows(kpi: Kpi): Promise<Map<number, FigureRow[]>> {
    const { firstCostDay } = await readingState(database.db);
    const counters = runningCounters({
      accountIds: [...accountIds.values()],
      until: data.to,
      currency: data.settings.currency,
      firstCostDay,
    });
    const { rows } = await sql<FigureRow>`
      select account_id, c.day, array[${sql.join(kpi.figures.map(({ value }) => value))}]::float8[] as figures
      from (${counters}) c
      order by c.day`.execute(database.db);
    return Map.groupBy(rows, ({ account_id }) => account_id);
  }

  it.each(comparisons(({ figures }) => figures))(
    '$id: from counters, every day',
    async (compared) => {
      const { id, kpi, naive, ids } = compared;
      const rows = await figureRows(kpi);
      const seen = new Set<string>();
      for (const day of daysThrough(data.from, data.to)) {
        const asOf = asOfDay(portfolio, data.settings, day);
        for (const account of portfolio.accounts) {
          const { account_id } = account.account;
          const row = rows
            .get(accountIds.get(account_id) ?? 0)
            ?.findLast((each) => each.day <= day);
          if (row === undefined) continue;
          const wanted = naive(account, asOf);
          for (const figure of ids) {
            const at = kpi.figures.findIndex((each) => each.id === figure);
            const value = row.figures[at] ?? null;
            expectSame(value, wanted[figure] ?? null, `${id}.${figure} of ${account_id} on ${day}`);
            if (value !== null && value !== 0) seen.add(figure);
          }
        }
      }
      // Each figure has to be somewhere else than at 0, or the comparison says nothing.
      expect([...seen].toSorted()).toEqual(ids.toSorted());
    },
  );

  it.each(comparisons(({ lookedUp }) => lookedUp?.figures ?? []))(
    '$id: from facts, every eleventh day',
    async ({ id, kpi, naive, ids }) => {
      const company = await readCompany(database.db);
      const seen = new Set<string>();
      const days = daysThrough(data.from, data.to).filter((_, index) => index % 11 === 0);
      for (const day of days) {
        const asOf = asOfDay(portfolio, data.settings, day);
        for (const account of portfolio.accounts) {
          const { account_id } = account.account;
          const accountId = accountIds.get(account_id) ?? 0;
          const kpis = [{ ...kpi, figures: [] }];
          const figures = await figuresOf(database.db, { company, accountId, day, kpis });
          const wanted = naive(account, asOf);
          for (const figure of ids) {
            const value = figures.get(id)?.find((each) => each.id === figure)?.value ?? null;
            expectSame(value, wanted[figure] ?? null, `${id}.${figure} of ${account_id} on ${day}`);
            if (value !== null && value !== 0) seen.add(figure);
          }
        }
      }
      expect([...seen].toSorted()).toEqual(ids.toSorted());
    },
  );
});
