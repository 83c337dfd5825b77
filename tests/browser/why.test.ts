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

test('each KPI shows its way, how new its facts are and who delivered them, and opens what was not taken', async () => {
  const day = '2026-01-15';
  const rating = (at: string, stars: string) => `lamp,a@hale.example,${at},${stars}`;
  await stage.hale.importFiles({
    'accounts.csv': 'account_id,name\nlamp,Lamp Ltd\n',
    'ratings.csv': [
      'account_id,csm_email,at,rating',
      rating('2025-12-01', '2'),
      rating('2026-01-02', '4'),
      rating('2026-01-03', '9'),
    ].join('\n'),
    'interactions.csv': 'interaction_id,account_id,at,kind\nlamp-1,lamp,2025-11-20,call\n',
  });
  await using person = await stage.visit();
  const { page } = person;
  const params = { account: 'lamp' };
  const query = { as_of: day };
  const { id, trend_days } = await stage.hale.ask('account.health', { params, query });
  const facts = await stage.hale.ask('account.kpi_facts', { params, query });
  const rated = facts.kpis.find((kpi) => kpi.id === 'agent_rating');
  expect(rated).toMatchObject({ newest_fact_on: '2026-01-02', n_quarantined: 1 });
  expect(trend_days.at(-1)).toBe(day);

  await page.goto(`/customers/${accountPath(id)}/why?as_of=${day}`);
  const row = page.getByRole('button', { name: /CSM rating/ });
  await seen(row.getByText('2 Jan 2026'));
  await seen(row.getByText('CSV import'));
  await seen(row.getByText('1 row not taken'));
  await seen(row.getByRole('img', { name: 'CSM rating over 12 weeks: from no reading to 4' }));
  // Weeks before the first rating are a gap, not a line along the bottom.
  const line = await row.locator('polyline').getAttribute('points');
  expect(line?.split(' ')).toHaveLength(trend_days.filter((on) => on >= '2025-12-01').length);
  const silent = page.getByRole('button', { name: /^NPS/ });
  await seen(silent.getByText('never had a reading'));
  expect(await silent.locator('svg').count()).toBe(0);

  // By keyboard and by pointer alike, and gone with Escape.
  const told = page.locator('.source-tip').getByText(/^CSV import · newest record 2 Jan 2026/);
  await row.focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  await seen(told);
  await page.keyboard.press('Escape');
  await soon(() => told.count()).toBe(0);
  await row.locator('.as-of').hover();
  await seen(told);

  await row.click();
  await seen(
    page
      .locator('.part-sources')
      .getByText(/^CSV import · newest record 2 Jan 2026 · last delivery /),
  );
  await page.getByRole('link', { name: '1 row that belongs here was not taken' }).click();
  const waiting = page.getByRole('region', { name: 'Rows that were not taken' });
  await seen(page.getByText('Only rows of Lamp Ltd'));
  await seen(waiting.getByText('ratings.csv'));
  expect(await waiting.locator('tbody tr').count()).toBe(1);
});

test('what was set by hand stands hatched beside what was computed, with who, why and until when', async () => {
  await using person = await stage.visit();
  const { page } = person;
  const { health, as_of } = await stage.hale.ask('account.health', { params: { account: fallen } });
  const set = await page.request.post(`/api/v1/accounts/${fallen}/overrides`, {
    data: { health: 55, reason: 'A new sponsor', last_day: as_of, author: 'Jana' },
  });
  expect(set.status()).toBe(200);
  await page.goto(`/customers/${fallen}/why`);
  const byHand = page.getByRole('region', { name: 'Set by hand' });
  await seen(byHand.getByText('A new sponsor'));
  await seen(byHand.getByText('Set by Jana'));
  await seen(byHand.getByText('55.0'));
  await seen(byHand.getByText((Math.floor((health ?? 0) * 10) / 10).toFixed(1)));
  await soon(() => byHand.locator('.hatched').count()).toBe(1);
});
