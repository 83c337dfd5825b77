import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { accountPath } from '../../src/api/contract/paths.ts';
import { cutTexts, sidewaysScroll } from './layout.ts';
import { openStage } from './stage.fixture.ts';
import { seen } from './visit.fixture.ts';

// More than a hundred runs of axe, each of a second or more on a busy machine.
const stage = openStage(undefined, { testMs: 900_000, prepareMs: 240_000 });

const languages = ['en', 'de'] as const;
const widths = [1440, 390] as const;
/** What a wide page has left at four times its size; nothing may scroll sideways then (WCAG 1.4.10). */
const NARROWEST = 320;
const colors = ['light', 'dark'] as const;

/** Rule and element of each finding of the axe that AxeBuilder has left in the page; many times faster than a new one. */
const RUN_AGAIN = `axe.run().then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))`;

const firstRun = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
};

/** What is wrong with the page as it stands, in both themes and at both widths. */
const findings = async (page: Page, atWidths: readonly number[] = widths): Promise<string[]> => {
  const found: string[] = [];
  let isFirst = true;
  for (const width of atWidths) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
    const place = `${page.url()} ${width}`;
    for (const colorScheme of colors) {
      await page.emulateMedia({ colorScheme });
      const here = isFirst ? await firstRun(page) : await page.evaluate<string[]>(RUN_AGAIN);
      isFirst = false;
      found.push(...here.map((finding) => `${place} ${colorScheme}: ${finding.slice(0, 300)}`));
    }
    const layout = [...(await sidewaysScroll(page)), ...(await cutTexts(page))];
    found.push(...layout.map((fault) => `${place}: ${fault}`));
  }
  return found;
};

/** Opens each place in turn, and looks once it has all it waits for. */
const findingsAt = async (places: readonly string[]): Promise<string[]> => {
  const inBoth = languages.map(async (language) => {
    await using person = await stage.visit({ language });
    // The page of a customer that does not exist.
    person.expectErrors(/status of 404.*\/accounts\/nobody/);
    const { page } = person;
    const found: string[] = [];
    for (const place of places) {
      await page.goto(place, { waitUntil: 'networkidle' });
      await seen(page.getByRole('heading', { level: 1 }));
      found.push(...(await findings(page)));
      await page.setViewportSize({ width: NARROWEST, height: 844 });
      found.push(...(await sidewaysScroll(page)).map((fault) => `${place} ${NARROWEST}: ${fault}`));
    }
    return found;
  });
  return (await Promise.all(inBoth)).flat();
};

const monthsBack = (day: string, months: number): string =>
  new Date(Date.parse(day) - months * 30 * 86_400_000).toISOString().slice(0, 10);

test('axe finds nothing while Hale is empty', async () => {
  const places = ['/start', '/customers', '/sources', '/sources?tab=quarantine'];
  expect(await findingsAt(places)).toEqual([]);
});

test('axe finds nothing on any screen', async () => {
  await stage.hale.loadDemo();
  await fetch(`${stage.hale.address}/api/v1/proof`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  await stage.hale.jobsDone();
  const { today } = await stage.hale.ask('status.read');
  const { rows } = await stage.hale.ask('account.list', { query: { limit: '200' } });
  const worst = accountPath(rows[0]?.id ?? 0);
  const unknown = accountPath(rows.find(({ health }) => health === null)?.id ?? 0);
  const places = [
    '/start',
    '/customers',
    '/customers?q=nobody&band=healthy',
    '/customers?portfolio=open',
    `/customers/${worst}`,
    `/customers/${unknown}`,
    `/customers/${worst}/why?open=touchpoint`,
    `/customers/${worst}/why?view=table`,
    `/customers/${unknown}/why`,
    `/customers/${worst}/why?from=${monthsBack(today, 3)}`,
    '/customers/nobody',
    '/designer',
    '/designer?tab=test',
    '/designer?tab=effect',
    '/designer?tab=history',
    '/proof',
    '/proof?rows=band:at_risk',
    '/actions',
    '/actions?tab=rules',
    '/sources',
    '/sources?tab=import',
    '/settings',
    '/docs',
  ];
  expect(await findingsAt(places)).toEqual([]);
});

test('axe finds nothing in what opens on the way', async () => {
  await using person = await stage.visit();
  const { page } = person;
  const [worst] = (await stage.hale.ask('account.list')).rows;
  await page.goto(`/customers/${accountPath(worst?.id ?? 0)}`, { waitUntil: 'networkidle' });

  await page.getByRole('button', { name: 'Choose another day' }).click();
  await seen(page.getByRole('dialog', { name: 'Choose a day' }));
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Escape');

  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('button', { name: 'Jobs' }).click();
  await seen(page.getByRole('dialog', { name: 'Jobs' }));
  expect(await findings(page, [1440])).toEqual([]);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'As a table' }).click();
  expect(await findings(page)).toEqual([]);

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'Open the menu' }).click();
  await seen(page.getByRole('link', { name: 'Settings' }));
  expect(await findings(page, [390])).toEqual([]);
});
