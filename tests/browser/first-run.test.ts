import { expect, test } from 'vitest';
import { accountPath } from '../../src/api/contract/paths.ts';
import { openStage } from './stage.fixture.ts';
import { placeOf, seen, soon } from './visit.fixture.ts';

// From the first start to the rows behind a figure, and back; each test goes on where the one before has ended.

const stage = openStage();

/** The first of the list as it is sorted by itself. */
const worstCustomer = async () => {
  const { rows } = await stage.hale.ask('account.list');
  const { id, name, health } = rows[0] ?? {};
  if (id === undefined || name === undefined || typeof health !== 'number') {
    throw new Error('The demo has a customer with a health.');
  }
  return { id, name, health };
};

test('an empty Hale offers three ways to the first score', async () => {
  await using person = await stage.visit();
  const { page } = person;
  await page.goto('/');
  await seen(page.getByRole('heading', { level: 1, name: /Three ways/ }));
  expect(placeOf(page)).toBe('/start');
  await seen(page.getByRole('button', { name: 'Load demo data' }));
  await seen(page.getByRole('button', { name: 'Import', exact: true }));

  await page.getByRole('link', { name: 'Open the definitions' }).click();
  await seen(page.getByRole('heading', { level: 2, name: /Health/ }).first());

  await page.getByRole('link', { name: 'Customers' }).click();
  await seen(page.getByRole('heading', { name: 'Your customers will stand here' }));
});

test('one click loads the demo and leads to the customers', async () => {
  await using person = await stage.visit();
  const { page } = person;
  await page.goto('/');
  await page.getByRole('button', { name: 'Load demo data' }).click();
  await page.waitForURL('**/customers');
  const { total, bands } = await stage.hale.ask('account.list');
  await seen(
    page.getByRole('heading', { level: 1, name: `${bands.at_risk.n} customers are at risk` }),
  );
  await seen(page.getByText(`${total} customers ·`));
  await seen(page.getByText(/invented customers/));
});

test('the worst customer stands first; one action opens why, a second the rows behind a figure', async () => {
  await using person = await stage.visit();
  const { page } = person;
  const worst = await worstCustomer();
  const params = { account: accountPath(worst.id) };
  const { parts } = await stage.hale.ask('account.health', { params });

  await page.goto('/');
  const firstRow = page.getByRole('table').getByRole('row').nth(1);
  await firstRow.getByRole('link', { name: `Why ${worst.name} has` }).click();
  await seen(page.getByRole('heading', { level: 1, name: `Why ${worst.name} has` }));

  const kpis = page.getByRole('region', { name: 'KPIs and their points' });
  for (const { id, n } of parts.filter(({ known }) => known)) {
    const { rows } = await stage.hale.ask('account.kpi_rows', { params: { ...params, kpi: id } });
    expect(rows).toHaveLength(n);
    // An open KPI lists its sources too.
    const line = kpis.locator('li:has(> button)').nth(parts.findIndex((part) => part.id === id));
    await line.locator('> button').click();
    await seen(line.getByText(`The ${n} ${n === 1 ? 'row' : 'rows'} behind it`));
    // The KPI may bring tables of its own, such as the promises of SLA.
    const behind = line.getByRole('region', { name: /behind it/ }).getByRole('table');
    expect(await behind.getAttribute('aria-rowcount')).toBe(`${n + 1}`);
    expect(new URL(page.url()).searchParams.get('open')).toBe(id);
  }
});

test('German comes without a reload: the place, the focus and what is open stay', async () => {
  await using person = await stage.visit();
  const { page } = person;
  const worst = await worstCustomer();
  const place = `/customers/${accountPath(worst.id)}/why?open=touchpoint`;
  await page.goto(place);
  await seen(page.getByText(/The \d+ rows? behind it/));
  await page.evaluate(() => document.documentElement.setAttribute('data-same-page', ''));

  const languages = page.getByRole('combobox', { name: 'Language' });
  await languages.focus();
  await languages.selectOption({ label: 'Deutsch' });
  const one = new Intl.NumberFormat('de-DE', {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const health = one.format(Math.floor(worst.health * 10) / 10);
  await seen(page.getByRole('heading', { level: 1, name: `Warum ${worst.name} ${health} hat` }));
  await seen(page.getByText('Werden Anliegen mit einer Antwort gelöst?'));
  await seen(page.getByText(/Zeilen? dahinter, \d\d\.\d\d\.\d{4} bis \d\d\.\d\d\.\d{4}/));
  expect(placeOf(page)).toBe(place);
  expect(await page.getAttribute('html', 'lang')).toBe('de');
  expect(await page.getAttribute('html', 'data-same-page')).toBe('');
  const focused = page.getByRole('combobox', { name: 'Sprache' });
  expect(await focused.evaluate((element) => element === document.activeElement)).toBe(true);

  // The choice is kept for the next time, on every screen.
  await page.goto('/customers');
  await seen(page.getByRole('heading', { level: 1, name: /Kunden sind gefährdet/ }));
  await seen(page.getByRole('link', { name: /^\d{1,3}(\.\d{3})*(,\d\d)?\s€$/ }).first());
});

test('one click removes the demo, and Hale is as empty as before', async () => {
  await using person = await stage.visit();
  const { page } = person;
  await page.goto('/');
  await page.getByRole('button', { name: 'Remove demo data' }).click();
  await seen(page.getByRole('heading', { name: 'Your customers will stand here' }));
  await page.getByRole('link', { name: 'Start with demo data or an import' }).click();
  await seen(page.getByRole('button', { name: 'Load demo data' }));
  const status = await stage.hale.ask('status.read');
  expect([status.n_accounts, status.has_data, status.has_demo]).toEqual([0, false, false]);
  await page.goto('/');
  await soon(() => placeOf(page)).toBe('/start');
});
