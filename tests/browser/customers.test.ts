import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { accountPath } from '../../src/api/contract/paths.ts';
import { addDays, parseDay } from '../../src/lib/day.ts';
import { openStage } from './stage.fixture.ts';
import { placeOf, seen, soon } from './visit.fixture.ts';

const stage = openStage((hale) => hale.loadDemo());

const list = (page: Page) => page.getByRole('table');

/** Names of the customers in the document, from the top. */
const names = (page: Page): Promise<string[]> =>
  list(page).locator('tbody tr td:first-child a').allTextContents();

/** The same from the API, as far as the list on the page has them in the document. */
const namesAsked = async (page: Page, query: Record<string, string>): Promise<string[]> => {
  const { rows } = await stage.hale.ask('account.list', { query });
  return rows.slice(0, (await names(page)).length).map(({ name }) => name);
};

const rowCount = async (page: Page): Promise<number> =>
  Number(await list(page).getAttribute('aria-rowcount')) - 1;

test('filters narrow the list, and the address carries them', async () => {
  await using person = await stage.visit();
  const { page } = person;
  const all = await stage.hale.ask('account.list');
  const { csms } = await stage.hale.ask('filter.values');
  const csm = csms[0]?.value ?? '';
  await page.goto('/customers');
  await seen(page.getByRole('link', { name: all.rows[0]?.name ?? '', exact: true }));

  const healthy = page.getByRole('button', { name: 'healthy' });
  await healthy.click();
  await soon(() => rowCount(page)).toBe(all.bands.healthy.n);
  expect(await healthy.getAttribute('aria-pressed')).toBe('true');
  expect(placeOf(page)).toBe('/customers?band=healthy');

  await page.getByRole('combobox', { name: 'CSM' }).selectOption(csm);
  const { total } = await stage.hale.ask('account.list', { query: { band: 'healthy', csm } });
  await soon(() => rowCount(page)).toBe(total);
  expect(total).toBeLessThan(all.bands.healthy.n);

  await page.getByRole('button', { name: 'Reset' }).click();
  await soon(() => rowCount(page)).toBe(all.total);
  expect(placeOf(page)).toBe('/customers');
});

test('the search finds a customer, and says what to let go where it finds none', async () => {
  await using person = await stage.visit();
  const { page } = person;
  await page.goto('/customers?band=healthy');
  await page.getByRole('searchbox').fill('silberlauf');
  await seen(page.getByRole('heading', { name: 'No customer fits' }));
  await page.getByRole('button', { name: 'All bands' }).click();
  await soon(() => names(page)).toEqual(['Silberlauf Maschinenbau AG']);
  expect(placeOf(page)).toBe('/customers?q=silberlauf');
});

test('the list is taken along as it is filtered and sorted, in German for a German spreadsheet', async () => {
  await using person = await stage.visit({ language: 'de' });
  const { page } = person;
  const query = { band: 'attention,at_risk', sort: 'mrr', order: 'desc' };
  const { rows, as_of } = await stage.hale.ask('account.list', { query });
  expect(rows.length).toBeGreaterThan(10);
  await page.goto(`/customers?${new URLSearchParams(query)}`);
  const link = page.getByRole('link', { name: 'Als CSV herunterladen' });
  await seen(link);
  const download = page.waitForEvent('download');
  await link.focus();
  await page.keyboard.press('Enter');
  const file = await download;
  expect(file.suggestedFilename()).toBe(`customers-${as_of}.csv`);
  const lines: Record<string, string>[] = parse(await readFile(await file.path()), {
    columns: true,
    bom: true,
    delimiter: ';',
  });
  expect(lines.map(({ name, health, mrr }) => ({ name, health, mrr }))).toEqual(
    rows.map(({ name, health, mrr }) => ({
      name,
      health: String(health).replace('.', ','),
      mrr: `${mrr?.amount ?? ''}`.replace('.', ','),
    })),
  );
  expect(placeOf(page)).toBe(`/customers?${new URLSearchParams(query)}`);
});

test('a band that another one held up says which the points alone would give', async () => {
  const { today } = await stage.hale.ask('status.read');
  const daysBack = Array.from({ length: 60 }, (_, days) => addDays(parseDay(today), -days));
  for (const asOf of daysBack) {
    const { rows } = await stage.hale.ask('account.list', { query: { as_of: asOf } });
    const held = rows.find(({ band, band_shown }) => band !== band_shown);
    if (held === undefined) continue;
    await using person = await stage.visit();
    const { page } = person;
    await page.goto(`/customers?as_of=${asOf}&q=${encodeURIComponent(held.name)}`);
    const word = { healthy: 'healthy', attention: 'watch', at_risk: 'at risk', unknown: 'unknown' };
    const line = list(page).locator('tbody tr').filter({ hasText: held.name });
    const mark = line.getByTitle(/^By the points of this day alone/);
    await seen(mark);
    expect(await mark.getByRole('img').getAttribute('aria-label')).toBe(word[held.band]);
    return;
  }
  expect.fail('on no day was a band held');
});

test('a click on a column sorts by it, another one turns the order', async () => {
  await using person = await stage.visit();
  const { page } = person;
  await page.goto('/customers');
  const header = page.getByRole('columnheader', { name: 'MRR' });
  for (const [order, direction] of [
    ['desc', 'descending'],
    ['asc', 'ascending'],
  ] as const) {
    await header.getByRole('button').click();
    await soon(() => header.getAttribute('aria-sort')).toBe(direction);
    const wanted = (await stage.hale.ask('account.list', { query: { sort: 'mrr', order } }))
      .rows[0];
    await soon(async () => (await names(page))[0]).toBe(wanted?.name);
    expect(await names(page)).toEqual(await namesAsked(page, { sort: 'mrr', order }));
    expect(placeOf(page)).toBe(`/customers?sort=mrr&order=${order}`);
  }
});

test('a copied address shows another person the same list', async () => {
  await using one = await stage.visit();
  await one.page.goto('/customers');
  await one.page.getByRole('button', { name: 'healthy' }).click();
  await one.page.getByRole('button', { name: 'watch' }).click();
  await one.page.getByRole('columnheader', { name: 'Customer' }).getByRole('button').click();
  await one.page.getByRole('combobox', { name: 'Former customers' }).selectOption('include');
  await one.page.getByRole('searchbox').fill('a');
  await soon(() => placeOf(one.page)).toContain('q=a');
  const query = Object.fromEntries(new URL(one.page.url()).searchParams);
  expect(query).toEqual({
    q: 'a',
    band: 'healthy,attention',
    sort: 'name',
    order: 'asc',
    churned: 'include',
  });
  const { total } = await stage.hale.ask('account.list', { query });
  await soon(() => rowCount(one.page)).toBe(total);

  await using other = await stage.visit();
  await other.page.goto(one.page.url());
  await soon(() => rowCount(other.page)).toBe(total);
  expect(await names(other.page)).toEqual(await names(one.page));
  expect(await other.page.getByRole('searchbox').inputValue()).toBe('a');
  expect(await other.page.getByRole('button', { name: 'watch' }).getAttribute('aria-pressed')).toBe(
    'true',
  );
});

test('the keyboard alone walks, opens and searches the list', async () => {
  await using person = await stage.visit();
  const { page } = person;
  const { keyboard } = page;
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  await page.goto('/customers');
  const [first, second] = (await stage.hale.ask('account.list')).rows;
  await seen(page.getByRole('link', { name: first?.name ?? '', exact: true }));

  await keyboard.press('j');
  expect(await focused()).toBe(first?.name);
  await keyboard.press('j');
  expect(await focused()).toBe(second?.name);
  await keyboard.press('k');
  expect(await focused()).toBe(first?.name);
  await keyboard.press('j');
  await keyboard.press('Enter');
  await seen(page.getByRole('heading', { level: 1, name: second?.name ?? '' }));

  await page.goBack();
  await seen(page.getByRole('link', { name: first?.name ?? '', exact: true }));
  await keyboard.press('/');
  await keyboard.type('jk');
  expect(await page.getByRole('searchbox').inputValue()).toBe('jk');
});

test('another day is chosen in the calendar and goes along to every screen', async () => {
  await using person = await stage.visit();
  const { page } = person;
  const { today } = await stage.hale.ask('status.read');
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCMonth(day.getUTCMonth() - 2, 14);
  const asOf = day.toISOString().slice(0, 10);
  const written = day.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const { bands } = await stage.hale.ask('account.list', { query: { as_of: asOf } });

  await page.goto('/customers');
  await page.getByRole('button', { name: 'Choose another day' }).click();
  await page.getByRole('button', { name: 'Previous month' }).click();
  await page.getByRole('button', { name: 'Previous month' }).click();
  await page.getByRole('button', { name: written, exact: true }).click();
  await soon(() => placeOf(page)).toBe(`/customers?as_of=${asOf}`);
  await soon(() => page.getByRole('button', { name: 'at risk' }).innerText()).toMatch(
    new RegExp(`\\b${bands.at_risk.n}\\b`),
  );

  const [worst] = (await stage.hale.ask('account.list', { query: { as_of: asOf } })).rows;
  await page.getByRole('link', { name: worst?.name ?? '', exact: true }).click();
  await seen(page.getByRole('heading', { level: 1, name: worst?.name ?? '' }));
  expect(placeOf(page)).toBe(`/customers/${accountPath(worst?.id ?? 0)}?as_of=${asOf}`);

  await page.getByRole('button', { name: 'Choose another day' }).click();
  await page.getByRole('button', { name: /^Today, / }).click();
  await soon(() => placeOf(page)).toBe(`/customers/${accountPath(worst?.id ?? 0)}`);
});

test('each day of the curve opens the reasons of that day', async () => {
  await using person = await stage.visit();
  const { page } = person;
  const [worst] = (await stage.hale.ask('account.list')).rows;
  await page.goto(`/customers/${accountPath(worst?.id ?? 0)}`);
  const curve = page.getByRole('slider');
  await curve.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('PageUp');
  const words = await curve.getAttribute('aria-valuetext');
  await page.keyboard.press('Enter');
  await seen(page.getByRole('heading', { level: 1, name: `Why ${worst?.name} has` }));
  const asOf = new URL(page.url()).searchParams.get('as_of') ?? '';
  const params = { account: accountPath(worst?.id ?? 0) };
  const { health } = await stage.hale.ask('account.health', { params, query: { as_of: asOf } });
  expect(words).toContain((Math.floor((health ?? 0) * 10) / 10).toFixed(1));
});

test('when the server is gone it is said, and trying again goes on from there', async () => {
  await using person = await stage.visit();
  const { page } = person;
  // A server that is about to stop says so to what is still asked for.
  person.expectErrors(
    /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|status of 503/,
  );
  await page.goto('/customers', { waitUntil: 'networkidle' });
  const [worst] = (await stage.hale.ask('account.list')).rows;
  const link = page.getByRole('link', { name: worst?.name ?? '', exact: true });
  await seen(link);
  await stage.hale.stop();
  await page.getByRole('columnheader', { name: 'MRR' }).getByRole('button').click();
  await seen(page.getByRole('heading', { name: 'The server cannot be reached' }));
  await stage.hale.startAgain();
  await page.getByRole('button', { name: 'Try again' }).click();
  await seen(list(page));
  expect(placeOf(page)).toBe('/customers?sort=mrr&order=desc');
});
