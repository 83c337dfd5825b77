import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Hale, startHale } from './hale.fixture.ts';
import { openBrowser, placeOf, seen, soon, TEST_MS, visit } from './visit.fixture.ts';

vi.setConfig({ testTimeout: TEST_MS, hookTimeout: TEST_MS });

let hale: Hale;
let browser: Browser;

beforeAll(async () => {
  [hale, browser] = await Promise.all([startHale(), openBrowser()]);
  await hale.loadDemo();
});
afterAll(async () => {
  await browser?.close();
  await hale?.[Symbol.asyncDispose]();
});

const healthyFrom = (page: Page) => page.getByRole('textbox', { name: 'Healthy from' });
const setHealthy = async (page: Page, edge: string) => {
  await healthyFrom(page).fill(edge);
  await seen(page.getByText('Changes are not saved'));
};
const save = (page: Page) => page.getByRole('button', { name: 'Save draft' }).click();
const edgeOf = async (version: string | number) =>
  (await hale.ask('version.read', { params: { version: String(version) } })).model.profiles.at(-1)
    ?.bands.healthy;
const publish = async (page: Page, note: string) => {
  await page.getByRole('button', { name: 'Publish…' }).click();
  await page.getByRole('textbox', { name: /^Why\?/ }).fill(note);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
};

test('of two people at one draft the second keeps their work beside the first’s', async () => {
  await using ann = await visit(browser, hale.address);
  await using bob = await visit(browser, hale.address);
  bob.expectErrors(/409/);
  await ann.page.goto('/designer');
  await setHealthy(ann.page, '90');
  await save(ann.page);
  await ann.page.waitForURL('**/designer?**version=*');
  const address = placeOf(ann.page);
  const draft = new URL(ann.page.url()).searchParams.get('version') ?? '';
  await bob.page.goto(address);
  await seen(healthyFrom(bob.page));

  await setHealthy(ann.page, '91');
  await setHealthy(bob.page, '60');
  await save(ann.page);
  await seen(ann.page.getByText(/^Draft of /));
  await save(bob.page);
  await seen(bob.page.getByText(`Somebody else has saved draft ${draft} meanwhile.`));
  expect(await edgeOf(draft)).toBe(91);
  expect(await healthyFrom(bob.page).inputValue()).toBe('60');

  await bob.page.getByRole('button', { name: 'Save mine as a new draft' }).click();
  await soon(() => placeOf(bob.page)).not.toBe(address);
  const own = new URL(bob.page.url()).searchParams.get('version') ?? '';
  expect([await edgeOf(draft), await edgeOf(own)]).toEqual([91, 60]);
  await seen(bob.page.getByText(/^Draft of /));

  // Or looks at what is saved, which can be taken back.
  await bob.page.goto(address);
  await soon(() => healthyFrom(bob.page).inputValue()).toBe('91');
  await setHealthy(bob.page, '65');
  await setHealthy(ann.page, '92');
  await save(ann.page);
  await seen(ann.page.getByText(/^Draft of /));
  await save(bob.page);
  await bob.page.getByRole('button', { name: 'Show what is saved' }).click();
  await soon(() => healthyFrom(bob.page).inputValue()).toBe('92');
  await bob.page.getByRole('button', { name: 'Undo' }).click();
  await soon(() => healthyFrom(bob.page).inputValue()).toBe('65');
  await save(bob.page);
  await seen(bob.page.getByText(/^Draft of /));
  expect(await edgeOf(draft)).toBe(65);
});

test('who publishes after somebody else sees first what that takes back', async () => {
  await using ann = await visit(browser, hale.address);
  await using bob = await visit(browser, hale.address);
  bob.expectErrors(/409/);
  await ann.page.goto('/designer');
  await bob.page.goto('/designer');
  await setHealthy(ann.page, '80');
  await bob.page.getByRole('textbox', { name: 'Watch from' }).fill('30');
  await publish(ann.page, 'Be stricter');
  await ann.page.waitForURL('**/designer?tab=history');
  const theirs = (await hale.ask('version.list')).current;

  await publish(bob.page, 'Watch fewer');
  const dialog = bob.page.getByRole('dialog');
  await seen(dialog.getByText(`Version ${theirs} was published meanwhile.`));
  expect((await hale.ask('version.list')).current).toBe(theirs);
  await seen(dialog.getByText(/^This draft began with “As shipped”[.] Since then/));
  // Healthy would begin at 70 again.
  await seen(dialog.getByRole('listitem').filter({ hasText: '80 → 70' }));
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await bob.page.waitForURL('**/designer?tab=history');
  const { current } = await hale.ask('version.list');
  expect(current).not.toBe(theirs);
  expect(await edgeOf(current)).toBe(70);
});
