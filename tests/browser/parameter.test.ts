import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openStage } from './stage.fixture.ts';
import { seen } from './visit.fixture.ts';

const stage = openStage((hale) => hale.loadDemo());

const asShipped = (page: Page) => page.getByText('as shipped', { exact: true });

test('a profile agrees on other days, sees what they do, and the customer page says them', async () => {
  await using person = await stage.visit();
  const { page } = person;
  await page.goto('/designer?kpi=cadence');
  await seen(asShipped(page));
  await seen(page.getByText('Lower is better. Records from demo data.'));
  const days = page.getByLabel('Agreed interval, days');
  await days.fill('14');
  await page.getByRole('button', { name: 'Use these settings' }).click();
  await asShipped(page).waitFor({ state: 'detached' });
  expect(await days.inputValue()).toBe('14');

  // Undo takes the days back, redo brings them again.
  await page.getByRole('button', { name: 'Undo' }).click();
  await seen(asShipped(page));
  expect(await days.inputValue()).toBe('30');
  await page.getByRole('button', { name: 'Redo' }).click();
  await asShipped(page).waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Publish…' }).click();
  await seen(page.getByText('Cadence is computed with: as shipped → 14'));
  await page.getByRole('textbox', { name: /^Why\?/ }).fill('Every two weeks');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.waitForURL('**/designer?tab=history');

  const { places } = await stage.hale.ask('portfolio.readings');
  expect(places.filter(({ kpi }) => kpi === 'cadence').map(({ parameter }) => parameter)).toEqual([
    30, 14,
  ]);
  const { rows } = await stage.hale.ask('account.list', { query: { limit: '200' } });
  const healths = await Promise.all(
    rows.map(({ id }) => stage.hale.ask('account.health', { params: { account: `~${id}` } })),
  );
  const told = healths.find(({ parts }) =>
    parts.some(({ id, known }) => id === 'cadence' && known),
  );
  await page.goto(`/customers/${told?.account_id}/why?open=cadence`);
  await seen(page.getByText(/times the agreed interval of 14 days has passed/));
});

test('what revenue is, which seats and which minutes count is chosen by word, in German too', async () => {
  await using person = await stage.visit({ language: 'de' });
  const { page } = person;
  await page.goto('/designer?kpi=balance');
  await seen(page.getByText('Höher ist besser. Datensätze aus Demodaten.'));
  await page.getByLabel('Umsatz ist').selectOption('ausgestellte Rechnungen');
  await page.getByRole('button', { name: 'So berechnen' }).click();
  await page.getByText('wie ausgeliefert', { exact: true }).waitFor({ state: 'detached' });
  expect(await page.getByLabel('Umsatz ist').inputValue()).toBe('invoices');

  await page.goto('/designer?kpi=licence_use');
  const seats = page.getByLabel('Gezählte Lizenzen');
  await seen(seats);
  const options = await seats.locator('option').allTextContents();
  expect(options[0]).toBe('verkaufte Lizenzen');

  await page.goto('/designer?kpi=response_time');
  const minutes = page.getByLabel('Gezählte Minuten');
  await seen(minutes);
  expect(await minutes.locator('option').allTextContents()).toEqual([
    'rund um die Uhr',
    'nur innerhalb der Geschäftszeiten',
  ]);
  await minutes.selectOption('business');
  await page.getByRole('button', { name: 'So berechnen' }).click();
  await page.getByText('wie ausgeliefert', { exact: true }).waitFor({ state: 'detached' });
  expect(await minutes.inputValue()).toBe('business');
});
