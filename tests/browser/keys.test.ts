import { expect, test } from 'vitest';
import { openStage } from './stage.fixture.ts';
import { placeOf, seen, soon } from './visit.fixture.ts';

const stage = openStage(async (hale) => {
  await hale.importFiles({
    'accounts.csv': 'account_id,name\na1,Aral AG\nb1,Meyer Logistik GmbH\nc1,Zeta Ltd\n',
  });
});

test('a few letters lead to a customer or a screen, from anywhere and without a mouse', async () => {
  await using person = await stage.visit();
  const { page } = person;
  await page.goto('/settings');
  await seen(page.getByRole('heading', { level: 1, name: 'Settings' }));
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Go to' }).fill('meyer');
  await seen(page.getByRole('option', { name: /Meyer Logistik GmbH/, selected: true }));
  await page.keyboard.press('Enter');
  await seen(page.getByRole('heading', { level: 1, name: 'Meyer Logistik GmbH' }));
  expect(placeOf(page)).toMatch(/^\/customers\/~\d+$/);

  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Go to' });
  await seen(page.getByRole('option', { name: 'Customers', selected: true }));
  await field.press('ArrowDown');
  await field.press('Enter');
  await seen(page.getByRole('heading', { level: 1, name: 'Actions' }));

  await page.keyboard.press('Control+k');
  await page.keyboard.press('Escape');
  await soon(() => field.count()).toBe(0);
});

test('the rows are walked after a search, and single keys can be switched off', async () => {
  await using person = await stage.visit();
  const { page } = person;
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  await page.goto('/customers');
  await seen(page.getByRole('link', { name: 'Aral AG', exact: true }));
  await page.keyboard.press('/');
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await soon(focused).toBe('Aral AG');

  await page.keyboard.press('?');
  await page.getByRole('switch', { name: 'Single keys do something' }).click();
  await page.keyboard.press('Escape');
  await soon(() => page.getByRole('dialog').count()).toBe(0);
  await page.getByRole('link', { name: 'Aral AG', exact: true }).focus();
  await page.keyboard.press('j');
  expect(await focused()).toBe('Aral AG');
  await page.keyboard.press('?');
  expect(await page.getByRole('dialog').count()).toBe(0);
});

test('an address that leads nowhere says so in German too, and leads home', async () => {
  await using person = await stage.visit({ language: 'de' });
  const { page } = person;
  person.expectErrors(/404/);
  await page.goto('/renewals');
  await seen(page.getByRole('heading', { level: 1, name: 'Hier gibt es nichts' }));
  await seen(page.getByText('Unter /renewals gibt es in Hale keine Seite.'));
  await page.goto('/customers/~999');
  await seen(page.getByRole('heading', { level: 1, name: 'Hier gibt es nichts' }));
  expect(await page.getByRole('button', { name: 'Erneut versuchen' }).count()).toBe(0);
  await page.getByRole('link', { name: 'Zu den Kunden' }).click();
  await soon(() => placeOf(page)).toBe('/customers');
});
