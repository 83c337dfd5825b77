import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openStage } from './stage.fixture.ts';
import { seen } from './visit.fixture.ts';

const stage = openStage((hale) => hale.loadDemo());

const slider = (page: Page, name: string) => page.getByRole('slider', { name, exact: true });
const weight = async (page: Page, kpi: string): Promise<number> =>
  Number(await slider(page, `Weight of ${kpi}`).inputValue());

/** Percents as they stand at the right of the weights, those of areas first, in tenths. */
const shownTenths = async (page: Page): Promise<{ areas: number; kpis: number }> => {
  const sumOf = async (rows: string): Promise<number> => {
    const texts = await page.locator(`${rows} .weight-share`).allTextContents();
    return texts.reduce((sum, text) => sum + Math.round(Number.parseFloat(text) * 10), 0);
  };
  return { areas: await sumOf('.area-row'), kpis: await sumOf('.weights') };
};

test('an area is weighed by keyboard: its KPIs follow in proportion, percents add up, one undo takes it back', async () => {
  await using person = await stage.visit();
  const { page } = person;
  await page.goto('/designer');
  await seen(page.getByText('Sum 100% ✓'));
  const usage = slider(page, 'Weight of the area Usage');
  expect(await usage.inputValue()).toBe('20');
  expect(await shownTenths(page)).toEqual({ areas: 1000, kpis: 1000 });

  await usage.focus();
  for (let step = 0; step < 10; step += 1) await page.keyboard.press('ArrowRight');
  await expect.poll(() => usage.inputValue()).toBe('30');
  expect(await weight(page, 'Logins')).toBe(15);
  const number = page.getByLabel('Weight of Adoption as a number', { exact: true });
  expect(await number.inputValue()).toBe('7.5');
  expect(await weight(page, 'SLA')).toBe(15);
  expect(await shownTenths(page)).toEqual({ areas: 1000, kpis: 1000 });

  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect.poll(() => usage.inputValue()).toBe('20');
  expect(await weight(page, 'Logins')).toBe(10);
  expect(await page.getByRole('button', { name: 'Undo', exact: true }).isDisabled()).toBe(true);
});

test('the curve of a KPI and who changes band can be taken along as picture and as figures', async () => {
  await using person = await stage.visit();
  const { page } = person;
  await page.goto('/designer?kpi=open_invoices');
  await seen(page.getByText('Lower is better.'));
  const taken = async (kind: 'PNG' | 'CSV', name: string): Promise<number> => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('region', { name, exact: true }).getByText(kind, { exact: true }).click(),
    ]);
    let bytes = 0;
    for await (const chunk of await download.createReadStream()) bytes += chunk.length;
    return bytes;
  };
  expect(await taken('PNG', 'Open invoices')).toBeGreaterThan(5_000);
  expect(await taken('CSV', 'Open invoices')).toBeGreaterThan(30);
  await page.goto('/designer?tab=effect');
  expect(await taken('PNG', 'Who changes band')).toBeGreaterThan(5_000);
});
