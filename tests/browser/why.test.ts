import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { ScoreChange } from '../../src/api/contract/change.ts';
import { accountPath } from '../../src/api/contract/paths.ts';
import { openStage } from './stage.fixture.ts';
import { placeOf, seen, soon } from './visit.fixture.ts';

/** Path of the customer that fell furthest in 30 days. */
let fallen: string;

const stage = openStage(async (hale) => {
  await hale.loadDemo();
  const { rows } = await hale.ask('account.list', { query: { sort: 'delta_30_days' } });
  fallen = accountPath(rows[0]?.id ?? 0);
});

const changeOf = (account: string, query: Record<string, string> = {}): Promise<ScoreChange> =>
  stage.hale.ask('account.change', { params: { account }, query });

const panel = (page: Page): Locator => page.getByRole('region', { name: 'What changed?' });
const bars = (page: Page): Locator => panel(page).locator('button.waterfall-row');

/** “−5.6” as a number of tenths. */
const tenths = (text: string): number => Math.round(Number(text.replace('−', '-')) * 10);

test('the bars lead from the one health to the other, and each opens its facts', async () => {
  await using person = await stage.visit();
  const { page } = person;
  const change = await changeOf(fallen);
  await page.goto(`/customers/${fallen}/why`);
  await seen(panel(page).getByText(`${change.name} fell from`));
  const ends = await panel(page).locator('.waterfall-row.end .points').allTextContents();
  const points = await bars(page).locator('.points').allTextContents();
  expect(points).toHaveLength(change.bars.length);
  const [from = 0, to = 0] = ends.map(tenths);
  expect(points.map(tenths).reduce((sum, one) => sum + one, 0)).toBe(to - from);
  expect(to).toBe(Math.floor((change.to.health ?? 0) * 10));

  await bars(page).first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  const kpi = change.bars[0]?.kpi ?? '';
  expect(placeOf(page)).toBe(`/customers/${fallen}/why?bar=${kpi}`);
  const rows = await stage.hale.ask('account.change_rows', { params: { account: fallen, kpi } });
  expect(rows.entered.length + rows.left.length + rows.changed.length).toBeGreaterThan(0);
  await seen(panel(page).locator('table').first());
  const lines = await panel(page).locator('tbody tr').count();
  expect(lines).toBe(rows.entered.length + rows.left.length + 2 * rows.changed.length);
});

test('the comparison is in the address: the days, and whether it is a table', async () => {
  await using person = await stage.visit({ language: 'de' });
  const { page } = person;
  const { from } = await changeOf(fallen);
  await page.goto(`/customers/${fallen}/why`);
  const german = page.getByRole('region', { name: 'Was hat sich geändert?' });
  await seen(german.getByText('gefallen.'));
  await german.getByRole('button', { name: 'Als Tabelle' }).click();
  const level = german.locator('tbody tr').last().locator('td').last();
  await seen(level);
  const sum = await german.locator('tfoot td').last().textContent();
  expect(await level.textContent()).toBe(sum);

  await german.getByRole('button', { name: 'einen anderen Tag wählen' }).first().click();
  await page.getByRole('button', { name: '90 Tage davor' }).click();
  await soon(() => placeOf(page)).toMatch(/\/why\?change=table&from=\d{4}-\d\d-\d\d$/);
  const chosen = new URL(page.url()).searchParams.get('from') ?? '';
  expect(chosen < from.day).toBe(true);
  await page.reload();
  const earlier = await changeOf(fallen, { from: chosen });
  const written = (Math.floor((earlier.from.health ?? 0) * 10) / 10).toFixed(1).replace('.', ',');
  await soon(() => german.locator('tfoot td').first().textContent()).toBe(written);
});

test('what would do is tried out in the browser, and does', async () => {
  await using person = await stage.visit();
  const { page } = person;
  const { rows } = await stage.hale.ask('account.list', {
    query: { band: 'attention', limit: '200' },
  });
  const account = accountPath(rows.at(-1)?.id ?? 0);
  const { reach } = await changeOf(account);
  expect((reach?.single.length ?? 0) + (reach?.pair.length ?? 0)).toBeGreaterThan(0);
  await page.goto(`/customers/${account}/why`);
  const status = page.getByRole('region', { name: 'What leads to “healthy”' }).getByRole('status');
  await seen(status.getByText('watch'));
  await page
    .getByRole('button', { name: /^Try: / })
    .first()
    .click();
  await seen(status.getByText('healthy'));
  expect(placeOf(page)).toContain('what_if=');
  await page.reload();
  await seen(status.getByText('healthy'));
  await status.getByRole('button', { name: 'As it is' }).click();
  await seen(status.getByText('watch'));

  const slider = page.getByRole('slider', { name: 'SLA' });
  await slider.focus();
  await page.keyboard.press('Home');
  await soon(() => status.textContent()).toMatch(/^Health would be/);
});

test('without a health there is nothing to compare, and it is said why', async () => {
  await using person = await stage.visit();
  const { page } = person;
  const { rows } = await stage.hale.ask('account.list', { query: { band: 'unknown' } });
  await page.goto(`/customers/${accountPath(rows[0]?.id ?? 0)}/why`);
  await seen(panel(page).getByText('There is no number to compare'));
  expect(await bars(page).count()).toBe(0);
});
