import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openStage } from './stage.fixture.ts';
import { placeOf, seen, soon } from './visit.fixture.ts';

const stage = openStage((hale) => hale.loadDemo());

const panel = (page: Page, name: string | RegExp) => page.getByRole('region', { name });
const lines = (page: Page, list: string | RegExp) =>
  page.getByRole('region', { name: list }).locator('tbody tr');

/** A draft whose bands call far more customers at risk. */
async function strictDraft(page: Page): Promise<void> {
  await page.goto('/designer');
  await page.getByRole('textbox', { name: 'Healthy from' }).fill('90');
  await page.getByRole('textbox', { name: 'Watch from' }).fill('75');
  await seen(page.getByText('Changes are not saved'));
}

test('a template sets the weights, in one step to undo', async () => {
  await using person = await stage.visit();
  const { page } = person;
  await page.goto('/designer');
  const logins = page.getByRole('slider', { name: 'Weight of Logins', exact: true });
  const shipped = await logins.inputValue();
  await page.getByText('Start from a template').click();
  await page.getByRole('button', { name: 'Use the template Services' }).click();
  await soon(() => logins.inputValue()).toBe('0');
  await seen(page.getByText('All weights add up to 100.'));
  const used = page.getByRole('button', { name: 'Use the template Services' });
  expect(await used.isDisabled()).toBe(true);
  await page.keyboard.press('Control+z');
  await soon(() => logins.inputValue()).toBe(shipped);
  expect(await used.isDisabled()).toBe(false);
});

test('the past is judged in the background, and is there after a reload', async () => {
  await using person = await stage.visit();
  const { page } = person;
  await strictDraft(page);
  await page.getByRole('link', { name: 'Effect', exact: true }).click();
  await page.getByRole('button', { name: 'Save as a draft and compare' }).click();
  await page.waitForURL('**/designer?**version=*');
  await page.reload();
  await seen(page.getByText(/^Compared /));
  const after = new URL(page.url()).searchParams.get('version') ?? '';
  const { backtest, is_current } = await stage.hale.ask('version.backtest', {
    query: { before: '0', after },
  });
  if (backtest === null) throw new Error('nothing was kept');
  expect(is_current).toBe(true);
  expect(backtest.churned).toBeGreaterThan(0);
  expect(backtest.false_alarms.more).toBeGreaterThan(0);
  const told = await page.getByText(/customers? left:/).textContent();
  for (const n of [backtest.churned, backtest.before.seen, backtest.after.seen]) {
    expect(told).toContain(String(n));
  }
  // The demo data holds too few who left: counts, and no share of them.
  expect(backtest.churned).toBeLessThan(20);
  await seen(page.getByText('With fewer than 20 the data is too thin for a finding.'));
  expect(await panel(page, 'What the past says').textContent()).not.toContain('95%');

  await page
    .getByRole('row', { name: /At risk, and stayed/ })
    .getByRole('button')
    .last()
    .click();
  await soon(() => placeOf(page)).toContain('past=vain_after');
  await soon(() => lines(page, /false alarms? with the change/).count()).toBe(
    Math.min(50, backtest.after.false_alarms),
  );
});

test('every count of the effect opens its customers', async () => {
  await using person = await stage.visit();
  const { page } = person;
  await strictDraft(page);
  const list = page.getByRole('region', { name: 'Customers before and after' });
  const open = async (link: RegExp) => {
    const found = page.getByRole('link', { name: link });
    const n = Number.parseInt((await found.getAttribute('aria-label')) ?? '', 10);
    await found.click();
    await seen(page.getByRole('heading', { name: link }));
    await soon(() => list.locator('tbody tr').count()).toBe(Math.min(50, n));
    return n;
  };
  const atRisk = await open(/customers at risk after/);
  expect(atRisk).toBeGreaterThan(0);
  await soon(() => placeOf(page)).toBe('/designer?tab=effect&to=at_risk');

  // The distribution as a table, whose numbers add up to all customers with a health.
  const spread = panel(page, /^Mean health/);
  await spread.getByRole('button', { name: 'As a table' }).click();
  const counts = await spread.locator('tbody td:last-child').allTextContents();
  const all = counts.reduce((sum, text) => sum + Number(text), 0);
  expect(all).toBeGreaterThan(40);
  const bin = counts.findIndex((text) => Number(text) > 0);
  await spread.locator('tbody tr').nth(bin).getByRole('button').last().click();
  await soon(() => placeOf(page)).toBe(`/designer?tab=effect&bin=after-${bin}`);
  await soon(() => list.locator('tbody tr').count()).toBe(Math.min(50, Number(counts[bin])));

  // The same numbers in the file.
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    spread.getByRole('button', { name: 'CSV' }).click(),
  ]);
  const rows = (await readFile(await file.path(), 'utf8')).trim().split('\n').slice(1);
  expect(rows.map((row) => row.split(',').at(-1))).toEqual(counts);
});

test('the keys walk the distribution, and Enter opens the customers of a bar', async () => {
  await using person = await stage.visit();
  const { page } = person;
  await strictDraft(page);
  await page.getByRole('link', { name: 'Effect', exact: true }).click();
  const chart = page.getByRole('slider', { name: /^Mean health/ });
  await chart.focus();
  await page.keyboard.press('End');
  for (let bar = 19; bar > 12; bar -= 1) await page.keyboard.press('ArrowLeft');
  await soon(() => chart.getAttribute('aria-valuetext')).toMatch(/^Health 60 to 65: /);
  await page.keyboard.press('Enter');
  await soon(() => placeOf(page)).toBe('/designer?tab=effect&bin=after-12');
  await seen(page.getByRole('heading', { name: /with a health of 60 to 65 after$/ }));
});

test('two versions are compared, down to the customers that differ', async () => {
  await using person = await stage.visit();
  const { page } = person;
  const { versions } = await stage.hale.ask('version.list');
  const draft = versions.find(({ state }) => state === 'draft')?.id ?? 0;
  await page.goto(`/designer?tab=history&before=0&after=${draft}`);
  await seen(page.getByText(/70 → 90/));
  const { n_changed } = await stage.hale.ask('version.compare', {
    query: { before: '0', after: String(draft) },
  });
  await seen(page.getByRole('heading', { name: `${n_changed} customers change band` }));
  await soon(() => lines(page, 'Customers before and after').count()).toBe(Math.min(50, n_changed));
});
