import { readFile } from 'node:fs/promises';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Band } from '../../src/api/contract/account.ts';
import { accountPath } from '../../src/api/contract/paths.ts';
import type { Proof } from '../../src/api/contract/proof.ts';
import { csvLine } from '../../src/lib/csv-line.ts';
import { formatsOf } from '../../src/lib/format/format.ts';
import { hazardous } from '../generate/hazard.ts';
import { plusDays } from '../naive/days.ts';
import { type Hale, startHale } from './hale.fixture.ts';
import { openBrowser, seen, soon, TEST_MS, visit } from './visit.fixture.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 + TEST_MS });

// Up to today: a history of weeks ends there.
const today = new Date().toISOString().slice(0, 10);
const company = hazardous({ accounts: 160, seed: 8, from: plusDays(today, -540), to: today });
const formats = formatsOf('en', company.settings.timeZone);
const percent = (share: number | null): string => formats.percent(share ?? 0, 0);

let hale: Hale;
let browser: Browser;
let proof: Proof;

beforeAll(async () => {
  [hale, browser] = await Promise.all([startHale(), openBrowser()]);
  await hale.importFiles(
    Object.fromEntries(
      company.tables
        .filter(({ cells }) => cells.length > 0)
        .map(({ fact, columns, cells }) => [
          `${fact}.csv`,
          [columns, ...cells].map(csvLine).join(''),
        ]),
    ),
  );
  await fetch(`${hale.address}/api/v1/proof`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  await hale.jobsDone();
  const kept = await hale.ask('proof.read');
  if (kept.proof === null) throw new Error('no backtest was kept');
  ({ proof } = kept);
});
afterAll(async () => {
  await browser?.close();
  await hale?.[Symbol.asyncDispose]();
});

test('the portfolio shows each week and the proof as the API has them, and every count opens its customers', async () => {
  await using person = await visit(browser, hale.address);
  const { page } = person;
  const { weeks } = await hale.ask('portfolio.band_history');
  await page.goto('/customers');
  await page.getByRole('button', { name: 'How the portfolio moved' }).click();
  const panel = page.locator('#bands');
  await seen(panel);
  await panel.getByRole('button', { name: 'As a table' }).click();
  const cells = await panel
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent)),
    );
  expect(cells).toEqual(
    weeks
      .toReversed()
      .map((week) => [
        formats.day(week.day),
        ...Band.options.map((band) => formats.integer(week[band])),
        week.mean_health === null ? '—' : formats.score(week.mean_health),
      ]),
  );

  const [first] = weeks;
  if (first === undefined) throw new Error('there are no weeks');
  await panel.locator('tbody tr').last().getByRole('button').nth(2).click();
  const members = panel.locator('.member-list li');
  await soon(() => members.count()).toBe(Math.min(100, first.at_risk));
  expect(first.at_risk).toBeGreaterThan(0);

  const tile = page.locator('#proof-tile');
  for (const band of ['at_risk', 'attention', 'healthy'] as const) {
    const { n, churned, precision, precision_interval: interval } = proof.bands[band];
    const line = tile
      .locator('li')
      .filter({ hasText: band === 'attention' ? 'watch' : band.replace('_', ' ') });
    const text = await line.textContent();
    expect(text).toContain(
      `${percent(precision)} (${percent(interval.low)} – ${percent(interval.high)})`,
    );
    expect(text).toContain(`${formats.integer(churned)} of ${formats.integer(n)} rows`);
  }
  await tile.getByRole('link', { name: /rows/ }).first().click();
  await seen(page.getByRole('dialog', { name: 'In the band “at risk”' }));
  const { bands } = proof;
  await soon(() => page.getByRole('dialog').textContent()).toContain(
    `${formats.integer(bands.at_risk.n)} rows of ${bands.at_risk.accounts} customers; ${bands.at_risk.churned} rows of ${bands.at_risk.churned_accounts} customers who left`,
  );
  const rows = await hale.ask('proof.rows', { query: { band: 'at_risk', limit: '200' } });
  await soon(() => page.getByRole('dialog').locator('tbody tr').count()).toBe(rows.rows.length);
  await page.keyboard.press('Escape');
  await soon(() => page.getByRole('dialog').count()).toBe(0);
  expect(new URL(page.url()).search).toBe('');
});

test('each row of the skill opens the rows that its figure rests on, and those it leaves out', async () => {
  await using person = await visit(browser, hale.address);
  const { page } = person;
  await page.goto('/proof');
  const lines = page.getByRole('region', { name: /How well each figure/ }).locator('tbody tr');
  const known = Object.values(proof.auc.kpis).filter(({ n }) => n > 0);
  expect(known.length).toBeLessThan(Object.keys(proof.auc.kpis).length);
  await soon(() => lines.count()).toBe(3 + known.length);
  await seen(page.getByText(/^Never known for any customer: .*Customer effort/));
  const lineOf = (name: string) =>
    lines.filter({ has: page.getByRole('rowheader', { name, exact: true }) });
  const { feedback, ces } = proof.auc.kpis;
  expect([feedback?.left_out, ces?.n]).toEqual([0, 0]);
  await lineOf('Feedback').getByRole('link').first().click();
  const dialog = page.getByRole('dialog', { name: 'With a reading of Feedback' });
  await soon(() => dialog.textContent()).toContain(`${formats.integer(feedback?.n ?? 0)} rows of`);
  const [row] = (await hale.ask('proof.rows', { query: { kpi: 'feedback' } })).rows;
  await soon(() => dialog.locator('tbody tr').first().locator('td').allTextContents()).toContain(
    formats.percent(row?.reading ?? 0),
  );
  // What nobody has a reading of is told in a sentence; an address still opens its rows.
  await page.goto('/proof?rows=kpi:ces,read:false');
  await soon(() =>
    page.getByRole('dialog', { name: 'Without a reading of Customer effort' }).textContent(),
  ).toContain(`${formats.integer(ces?.left_out ?? 0)} rows of`);
  await page.keyboard.press('Escape');
  await lines.nth(2).getByRole('link').first().click();
  await soon(() => page.getByRole('dialog').textContent()).toContain(
    `${formats.integer(proof.auc.proposed.n)} rows of`,
  );
});

test.each(['light', 'dark'] as const)(
  'a chart is taken along as a picture in its colours: %s',
  async (colors) => {
    await using person = await visit(browser, hale.address, { colors });
    const { page } = person;
    const [worst] = (await hale.ask('account.list')).rows;
    const taken = async (panel: Locator): Promise<{ name: string; picture: Buffer }> => {
      const download = page.waitForEvent('download');
      await panel.getByRole('button', { name: 'PNG', exact: true }).click();
      const file = await download;
      return { name: file.suggestedFilename(), picture: await readFile(await file.path()) };
    };
    /** Width, and colours from corner and middle: of the ground, and whether there is anything but it. */
    const looked = (picture: Buffer) =>
      page.evaluate(async (data) => {
        const image = new Image();
        image.src = `data:image/png;base64,${data}`;
        await image.decode();
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [image.width, image.height];
        const context = canvas.getContext('2d');
        context?.drawImage(image, 0, 0);
        const { data: pixels } = context?.getImageData(0, 0, image.width, image.height) ?? {
          data: [],
        };
        const colours = new Set<string>();
        for (let at = 0; at < pixels.length; at += 4) {
          colours.add(`${pixels[at]},${pixels[at + 1]},${pixels[at + 2]}`);
        }
        return {
          width: image.width,
          ground: `${pixels[0]},${pixels[1]},${pixels[2]}`,
          colours: [...colours],
        };
      }, picture.toString('base64'));
    const shown = { light: ['255,255,255', '224,86,28'], dark: ['31,35,40', '240,113,63'] }[colors];

    await page.goto(`/customers/${accountPath(worst?.id ?? 0)}/why`);
    const waterfall = page.locator('.panel', { has: page.locator('.waterfall') });
    const { name, picture } = await taken(waterfall);
    expect(name).toMatch(/^health-change-.*\.png$/);
    const { width, ground, colours } = await looked(picture);
    const wide = await waterfall.locator('.waterfall').evaluate((list) => list.clientWidth);
    expect(width).toBe(2 * (wide + 40));
    expect(ground).toBe(shown[0]);
    expect(colours).toContain(shown[1]);

    await page.goto('/proof');
    const skill = await taken(page.locator('.panel', { hasText: 'How well each figure' }));
    expect(skill.name).toMatch(/^skill-.*\.png$/);
    expect((await looked(skill.picture)).ground).toBe(shown[0]);
  },
);

test('why a score is what it is ends with whether it can be trusted', async () => {
  await using person = await visit(browser, hale.address);
  const { page } = person;
  const { rows } = await hale.ask('account.list');
  const rangeOf = (health: number | null) => proof.health_ranges[Math.floor((health ?? 0) / 10)];
  const account = rows.find(({ health }) => (rangeOf(health)?.n ?? 0) > 0);
  const range = rangeOf(account?.health ?? null);
  if (account === undefined || range === undefined) throw new Error('there is nobody');
  await page.goto(`/customers/${accountPath(account.id)}/why`);
  const trust = page.locator('#trust');
  await seen(trust.getByText('left within 90 days'));
  const text = await trust.textContent();
  expect(text).toContain(
    `Of customers at ${range.from}–${range.to} points, ${percent(range.share)} (${percent(range.low)} – ${percent(range.high)}) left within 90 days`,
  );
  expect(text).toContain(`${account.n_known_kpis} of `);
  await trust.getByRole('link', { name: /month-ends/ }).click();
  await soon(() => page.getByRole('dialog').textContent()).toContain(
    `${formats.integer(range.n)} rows of ${range.accounts} customers`,
  );
});

test('a backtest of other settings says nothing of a score', async () => {
  await using person = await visit(browser, hale.address);
  const { page } = person;
  await hale.print('settings', 'set', 'weight.nps', '7');
  const [worst] = (await hale.ask('account.list')).rows;
  await page.goto(`/customers/${accountPath(worst?.id ?? 0)}/why`);
  await seen(page.locator('#trust').getByText('judged settings version'));
  expect(await page.locator('#trust').textContent()).not.toContain('%) left');
});
