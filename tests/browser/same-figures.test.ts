import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type AccountRow, AccountSort } from '../../src/api/contract/account.ts';
import { accountPath } from '../../src/api/contract/paths.ts';
import { formatsOf } from '../../src/lib/format/format.ts';
import { openStage } from './stage.fixture.ts';
import { soon } from './visit.fixture.ts';

// A hundred pages, each seen in full, take minutes on a busy machine.
const FILTERS = 100;
const DAYS = 6;

const stage = openStage((hale) => hale.loadDemo(), { testMs: 900_000 });

const Known = z.number().nullable();
const Printed = z.array(
  z.object({
    account_id: z.string(),
    health: Known,
    band: z.string(),
    band_shown: z.string(),
    coverage: z.number(),
    kpis: z.record(
      z.string(),
      z.object({ reading: Known, score: Known, n: z.int(), weight: z.number() }),
    ),
  }),
);
type PrintedAccount = z.infer<typeof Printed>[number];

/** A fixed sequence of choices. */
function chooser(seed: number) {
  let state = seed;
  return <T>(from: readonly T[]): T => {
    state = (state * 48_271) % 2_147_483_647;
    const chosen = from[state % from.length];
    if (chosen === undefined) throw new RangeError('nothing to choose from');
    return chosen;
  };
}

/** What the command prints as JSON, having seen that it prints the same as CSV. */
async function printedOn(day: string): Promise<Map<string, PrintedAccount>> {
  const accounts = Printed.parse(JSON.parse(await stage.hale.print('readings', '--as-of', day)));
  const csv = await stage.hale.print('readings', '--as-of', day, '--format', 'csv');
  const rows: Record<string, string>[] = parse(csv, { columns: true });
  const text = (value: number | string | null) => (value === null ? '' : String(value));
  expect(rows).toEqual(
    accounts.flatMap(({ kpis, ...account }) =>
      Object.entries(kpis).map(([kpi, part]) => ({
        account_id: account.account_id,
        health: text(account.health),
        band: account.band,
        band_shown: account.band_shown,
        coverage: text(account.coverage),
        kpi,
        reading: text(part.reading),
        score: text(part.score),
        n: text(part.n),
        weight: text(part.weight),
      })),
    ),
  );
  return new Map(accounts.map((account) => [account.account_id, account]));
}

const near = (one: number | null, other: number | null, where: string) => {
  if (one === null || other === null) expect(one, where).toBe(other);
  else expect(Math.abs(one - other), where).toBeLessThan(1e-9);
};

/** Name and health of the rows in the document, as they are read. */
const shownRows = (page: Page): Promise<{ name: string; health: string | null }[]> =>
  page.locator('table tbody tr[aria-rowindex]').evaluateAll((rows) =>
    rows.map((row) => ({
      name: row.querySelector('td:first-child a')?.textContent ?? '',
      health: row.querySelector('td:nth-child(2) strong')?.textContent ?? null,
    })),
  );

/** What the CSV of the list says of a customer, by column. */
const figuresOf = ({ sparkline, mrr, ...row }: AccountRow) => ({
  account_id: row.account_id,
  name: row.name,
  segment: row.segment,
  csm_email: row.csm_email,
  health: row.health,
  band_shown: row.band_shown,
  delta_30_days: row.delta_30_days,
  coverage: row.coverage,
  n_known_kpis: row.n_known_kpis,
  mrr: mrr?.amount,
  currency: mrr?.currency,
  next_renewal: row.next_renewal,
  health_1_weeks_ago: sparkline.at(-2),
  health_11_weeks_ago: sparkline[0],
});

/** Sees that the file which the page offers has these customers in their order, with the same figures. */
async function expectInFile(page: Page, rows: readonly AccountRow[], where: string): Promise<void> {
  const link = page.getByRole('link', { name: 'Download as CSV' });
  const answer = await fetch(new URL((await link.getAttribute('href')) ?? '', page.url()));
  const lines: Record<string, string>[] = parse(await answer.text(), { columns: true, bom: true });
  expect(lines.length, where).toBe(rows.length);
  for (const [at, row] of rows.entries()) {
    const told = Object.entries(figuresOf(row)).map(([column, cell]) => [column, `${cell ?? ''}`]);
    expect(lines[at], where).toMatchObject(Object.fromEntries(told));
  }
}

test(`a figure is the same on the screen, in the API, in the command and in CSV, under ${FILTERS} filters`, async () => {
  await using person = await stage.visit();
  const { page } = person;
  const { today, time_zone } = await stage.hale.ask('status.read');
  const { csms, segments } = await stage.hale.ask('filter.values');
  const formats = formatsOf('en', time_zone);
  const choose = chooser(20_261_122);
  const days = Array.from({ length: DAYS }, () => {
    const back = choose(Array.from({ length: 400 }, (_, at) => at));
    return new Date(Date.parse(today) - back * 86_400_000).toISOString().slice(0, 10);
  });
  const printed = new Map<string, Map<string, PrintedAccount>>();
  for (const day of days) if (!printed.has(day)) printed.set(day, await printedOn(day));

  const expectPrinted = (row: AccountRow, day: string) => {
    const account = printed.get(day)?.get(row.account_id);
    const where = `${row.account_id} on ${day}`;
    near(row.health, account?.health ?? null, `health of ${where}`);
    near(row.coverage, account?.coverage ?? null, `coverage of ${where}`);
    expect(row.band_shown, where).toBe(account?.band_shown);
  };

  for (let filter = 0; filter < FILTERS; filter += 1) {
    const day = choose(days);
    const query = {
      as_of: day,
      sort: choose(AccountSort.options),
      order: choose(['asc', 'desc'] as const),
      churned: choose(['exclude', 'include'] as const),
      ...choose([{}, { band: choose(['healthy', 'attention', 'at_risk', 'at_risk,unknown']) }]),
      ...choose([{}, {}, { csm: choose(csms).value }]),
      ...choose([{}, {}, { segment: choose(segments).value }]),
    };
    const { rows } = await stage.hale.ask('account.list', { query });
    for (const row of rows) expectPrinted(row, day);

    await page.goto(`/customers?${new URLSearchParams(query)}`);
    const expected = rows.map(({ name, health }) => ({
      name,
      health: health === null ? null : formats.score(health),
    }));
    const where = JSON.stringify(query);
    await soon(async () => {
      const shown = await shownRows(page);
      return shown.length > 0 || rows.length === 0
        ? JSON.stringify(shown) === JSON.stringify(expected.slice(0, shown.length)) || shown
        : 'no rows yet';
    }).toBe(true);

    await expectInFile(page, rows, where);

    if (rows.length === 0) continue;
    const row = choose(rows);
    const explained = await stage.hale.ask('account.health', {
      params: { account: accountPath(row.id) },
      query: { as_of: day },
    });
    near(explained.health, row.health, `health explained of ${row.account_id}: ${where}`);
    near(explained.sums.earned_points, explained.uncapped, `points earned of ${row.account_id}`);
    for (const part of explained.parts) {
      const told = printed.get(day)?.get(row.account_id)?.kpis[part.id];
      const of = `${part.id} of ${row.account_id} on ${day}`;
      near(part.reading, told?.reading ?? null, of);
      near(part.score, told?.score ?? null, of);
      expect([part.n, part.weight], of).toEqual([told?.n, told?.weight]);
    }
  }
});
