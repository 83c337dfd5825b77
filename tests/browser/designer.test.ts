import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { largePortfolio } from './portfolio.fixture.ts';
import { openStage } from './stage.fixture.ts';
import { placeOf, seen, soon } from './visit.fixture.ts';

/** Ten thousand customers are imported and read first. */
const ACCOUNTS = 10_000;

const stage = openStage(
  async (hale) => {
    const { today } = await hale.ask('status.read');
    await hale.importFiles(largePortfolio(ACCOUNTS, today));
  },
  { prepareMs: 900_000 },
);

const strip = (page: Page) => page.getByRole('region', { name: 'Effect on all customers' });

/** The sentence, and the customers in each band; without what a screen reader is told a moment later. */
const effect = async (page: Page): Promise<string> =>
  (await strip(page).locator('a, ul').allTextContents()).join(' ');

const noEffectYet = (page: Page) =>
  seen(strip(page).getByRole('link', { name: 'No customer changes band' }));

/** Customers by band before (row) and after (column), as the screen has them. */
const shownMatrix = (page: Page): Promise<number[][]> =>
  page
    .getByRole('table', { name: 'From the band at the left' })
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll('td')].map((cell) =>
          Number(cell.textContent?.replaceAll(',', '').trim()),
        ),
      ),
    );

const weightOf = (page: Page, kpi: string) =>
  page.getByRole('slider', { name: `Weight of ${kpi}`, exact: true });

test('all customers have a reading of each of the eighteen KPIs, but for a few', async () => {
  const { accounts, places, readings } = await stage.hale.ask('portfolio.readings');
  expect(accounts.id).toHaveLength(ACCOUNTS);
  expect(places).toHaveLength(18);
  for (const [at, column] of readings.entries()) {
    const known = column.filter((value) => value !== null).length;
    expect(known, places[at]?.kpi).toBeGreaterThan(ACCOUNTS * 0.6);
  }
});

/** Puts a promise into the page: milliseconds from the next key until what it changes has been drawn. */
function watchNextRedraw(): void {
  const redrawn = new Promise<number>((done) => {
    const onKey = () => {
      const pressedAt = performance.now();
      // The percents of the weights and the effect are drawn in one go; the effect alone may show the same figures.
      const watch = new MutationObserver(() => {
        watch.disconnect();
        // The message comes after the frame with the change has been drawn.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => done(performance.now() - pressedAt);
          port2.postMessage(null);
        });
      });
      watch.observe(document.body, { subtree: true, childList: true, characterData: true });
    };
    document.addEventListener('keydown', onKey, { once: true, capture: true });
  });
  Reflect.set(window, 'redrawn', redrawn);
}

test('moving a weight redraws the effect on ten thousand customers', async () => {
  await using person = await stage.visit();
  const { page } = person;
  await page.goto('/designer');
  await noEffectYet(page);
  const slider = weightOf(page, 'CSM rating');
  const times: number[] = [];
  for (let move = 0; move < 20; move += 1) {
    await slider.focus();
    await page.evaluate(watchNextRedraw);
    await page.keyboard.press('ArrowRight');
    times.push(await page.evaluate(() => Reflect.get(window, 'redrawn')));
  }
  const sorted = times.toSorted((a, b) => a - b).map((time) => time.toFixed(1));
  console.info(
    `From a key to the effect on ${ACCOUNTS} customers, drawn: median ${sorted[10]} ms, slowest ${sorted[19]} ms.`,
  );

  await page.getByRole('link', { name: 'Effect', exact: true }).click();
  const inBrowser = await shownMatrix(page);
  expect(inBrowser.flat().reduce((sum, count) => sum + count, 0)).toBe(ACCOUNTS);
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.waitForURL('**/designer?**version=*');
  const draft = new URL(page.url()).searchParams.get('version') ?? '';
  const onServer = await stage.hale.ask('version.compare', {
    query: { before: '0', after: draft },
  });
  expect(onServer.n_changed).toBeGreaterThan(0);
  expect(onServer.matrix).toEqual(inBrowser);
});

test('the keyboard alone moves a weight and a curve, undoes, publishes and finds it in the history', async () => {
  await using person = await stage.visit();
  const { page } = person;
  const press = async (key: string, times = 1) => {
    for (let time = 0; time < times; time += 1) await page.keyboard.press(key);
  };
  /** Walks to an element by Tab, as somebody without a mouse does. */
  const walkTo = async (role: 'slider' | 'button' | 'link' | 'textbox', name: string | RegExp) => {
    const target = page.getByRole(role, { name, exact: true });
    for (let step = 0; step < 200; step += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await press('Tab');
    }
    throw new Error(`Tab does not reach ${name}.`);
  };
  await page.goto('/designer');
  await noEffectYet(page);

  await walkTo('slider', 'Weight of Touchpoint');
  await press('ArrowRight', 10);
  await soon(() => effect(page)).toMatch(/^[\d,]+ of 10,000 customers change band/);
  const heavier = await effect(page);
  await press('Control+z');
  await noEffectYet(page);
  await press('Control+Shift+z');
  await soon(() => effect(page)).toBe(heavier);

  await walkTo('slider', 'Point 2 of 4');
  await press('ArrowUp', 20);
  await soon(() => effect(page)).not.toBe(heavier);
  await soon(() =>
    page.getByRole('slider', { name: 'Point 2 of 4' }).getAttribute('aria-valuenow'),
  ).toBe('60');
  await press('Control+z');
  await soon(() => effect(page)).toBe(heavier);

  // What is not saved survives closing the page.
  await soon(() => page.evaluate(() => localStorage.getItem('hale-designer-0'))).not.toBeNull();
  await page.reload();
  await seen(page.getByText('Your changes of last time are back'));
  await soon(() => effect(page)).toBe(heavier);

  await walkTo('link', 'Effect');
  await press('Enter');
  await page.waitForURL('**/designer?**tab=effect');
  const expected = await shownMatrix(page);
  await page.goto('/designer');
  await walkTo('button', 'Publish…');
  await press('Enter');
  await walkTo('textbox', /^Why\?/);
  await page.keyboard.insertText('Promises matter most');
  await walkTo('button', 'Publish');
  await press('Enter');
  await page.waitForURL('**/designer?tab=history');
  await seen(page.getByRole('cell', { name: 'Promises matter most' }));

  const { current, versions } = await stage.hale.ask('version.list');
  const published = versions.find(({ id }) => id === current);
  expect(published?.effect?.matrix).toEqual(expected);
  const after = [0, 1, 2, 3].map((band) =>
    expected.reduce((sum, row) => sum + (row[band] ?? 0), 0),
  );
  const { accounts, readings, places } = await stage.hale.ask('portfolio.readings');
  expect([accounts.id.length, places.length, readings.length]).toEqual([ACCOUNTS, 18, 18]);
  // The server scores every customer as the screen has foretold it.
  const plain = { healthy: 0, attention: 0, at_risk: 0, unknown: 0 };
  for (let offset = 0; offset < ACCOUNTS; offset += 200) {
    const { rows } = await stage.hale.ask('account.list', {
      query: { limit: '200', offset: String(offset), sort: 'name' },
    });
    for (const { band } of rows) plain[band] += 1;
  }
  expect(Object.values(plain)).toEqual(after);
  await seen(page.getByRole('cell', { name: /in use/ }));
});

test('a copied address shows the same way between two bands', async () => {
  await using person = await stage.visit();
  const { page } = person;
  await page.goto('/designer?tab=effect&from=attention&to=attention');
  await seen(page.getByRole('heading', { name: /customers? from watch to watch/ }));
  const cell = page.getByRole('button', { name: /from watch to watch/ });
  expect(await cell.getAttribute('aria-pressed')).toBe('true');
  await cell.click();
  await soon(() => placeOf(page)).toBe('/designer?tab=effect');
});
