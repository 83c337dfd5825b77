import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openStage } from './stage.fixture.ts';
import { placeOf, seen, soon } from './visit.fixture.ts';

const stage = openStage((hale) => hale.loadDemo());

const healthyFrom = (page: Page) => page.getByRole('textbox', { name: 'Healthy from' });
const setHealthy = async (page: Page, edge: string) => {
  await healthyFrom(page).fill(edge);
  await seen(page.getByText('Changes are not saved'));
};
const save = (page: Page) => page.getByRole('button', { name: 'Save draft' }).click();
const edgeOf = async (version: string | number) =>
  (
    await stage.hale.ask('version.read', { params: { version: String(version) } })
  ).model.profiles.at(-1)?.bands.healthy;
const publish = async (page: Page, note: string) => {
  await page.getByRole('button', { name: 'Publish…' }).click();
  await page.getByRole('textbox', { name: /^Why\?/ }).fill(note);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
};

test('of two people at one draft the second keeps their work beside the first’s', async () => {
  await using ann = await stage.visit();
  await using bob = await stage.visit();
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
  await using ann = await stage.visit();
  await using bob = await stage.visit();
  bob.expectErrors(/409/);
  await ann.page.goto('/designer');
  await bob.page.goto('/designer');
  await setHealthy(ann.page, '80');
  await bob.page.getByRole('textbox', { name: 'Watch from' }).fill('30');
  await publish(ann.page, 'Be stricter');
  await ann.page.waitForURL('**/designer?tab=history');
  const theirs = (await stage.hale.ask('version.list')).current;

  await publish(bob.page, 'Watch fewer');
  const dialog = bob.page.getByRole('dialog');
  await seen(dialog.getByText(`Version ${theirs} was published meanwhile.`));
  expect((await stage.hale.ask('version.list')).current).toBe(theirs);
  await seen(dialog.getByText(/^This draft began with “As shipped”[.] Since then/));
  // Healthy would begin at 70 again.
  await seen(dialog.getByRole('listitem').filter({ hasText: '80 → 70' }));
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
  await bob.page.waitForURL('**/designer?tab=history');
  const { current } = await stage.hale.ask('version.list');
  expect(current).not.toBe(theirs);
  expect(await edgeOf(current)).toBe(70);
});

test('the test of a parent account says what its children make of it', async () => {
  const { hale } = stage;
  const { today } = await hale.ask('status.read');
  await hale.importFiles({
    'accounts.csv': 'account_id,name,parent_account_id\nmum,Mum Ltd,\none,One,mum\ntwo,Two,mum\n',
    'ratings.csv': `account_id,csm_email,at,rating\n${['mum,5', 'one,1', 'two,3']
      .map((line) => line.replace(',', `,csm@example.com,${today},`))
      .join('\n')}\n`,
  });
  const { current } = await hale.ask('version.list');
  const { model } = await hale.ask('version.read', { params: { version: String(current) } });
  await using person = await stage.visit();
  const { page } = person;
  const { rows } = await hale.ask('account.list', { query: { q: 'mum' } });
  await page.goto('/designer');
  await page.getByRole('combobox', { name: /^Health of parent companies/ }).selectOption('mean');
  await page.getByRole('textbox', { name: 'Share of all weight that needs data' }).fill('0');
  await page.getByRole('link', { name: 'Test one customer' }).click();
  await page.getByRole('combobox', { name: 'Customer' }).fill('Mum');
  await page.getByRole('option', { name: /Mum Ltd/ }).click();
  await seen(page.getByText('As a parent account it shows 25.0, which comes from its children.'));
  expect([model.parents, rows[0]?.health]).toEqual(['own', null]);
});
