import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { accountPath } from '../../src/api/contract/paths.ts';
import { cutTexts, sidewaysScroll } from './layout.ts';
import { openStage } from './stage.fixture.ts';
import { seen, soon } from './visit.fixture.ts';

const stage = openStage();

const press = async (page: Page, target: Locator, key = 'Enter') => {
  await target.focus();
  await page.keyboard.press(key);
};

const findings = async (page: Page): Promise<string[]> => {
  const found: string[] = [];
  for (const [width, colorScheme] of [
    [1440, 'light'],
    [390, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    found.push(...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} ${html}`)));
    found.push(...(await sidewaysScroll(page)), ...(await cutTexts(page)));
  }
  return found;
};

test('without customers it is said that nothing can be recommended yet', async () => {
  await using person = await stage.visit();
  const { page } = person;
  await page.goto('/actions');
  await seen(page.getByRole('heading', { name: 'No actions yet.' }));
  expect(await findings(page)).toEqual([]);
});

test('an action is taken, done, and undone by keyboard alone', async () => {
  await stage.hale.loadDemo();
  await using person = await stage.visit();
  const { page } = person;
  const { today, per_day, owners } = await stage.hale.ask('task.list');
  const owner = owners[0] ?? '';
  expect(today.filter((task) => task.owner === owner)).toHaveLength(per_day);
  const first = today.find((task) => task.owner === owner && task.state === 'suggested');
  const title = first?.title.en ?? '';

  await page.goto('/actions');
  await page.getByLabel('Who', { exact: true }).selectOption(owner);
  await seen(page.getByRole('heading', { name: `Suggested for today (${per_day})` }));
  await press(page, page.getByRole('button', { name: `Take as a task: ${title}` }).first());
  await seen(page.getByText(/^Task · due/).first());
  const account = { account: accountPath(first?.account.id ?? 0) };
  const tasks = async () => {
    const { actions } = await stage.hale.ask('account.actions', { params: account });
    return actions.filter(({ state }) => state === 'task').map(({ rule }) => rule);
  };
  await soon(tasks).toEqual([first?.rule]);

  const note = page.getByRole('status');
  await seen(note.filter({ hasText: `Taken as a task: ${title}` }));
  await press(page, page.getByRole('button', { name: `Done: ${title}` }).first());
  await seen(note.filter({ hasText: `Done: ${title}` }));
  await soon(tasks).toEqual([]);
  // The way back has the focus: the line that had it is gone.
  await page.keyboard.press('Enter');
  await seen(note.filter({ hasText: `Undone: ${title}` }));
  await soon(tasks).toEqual([first?.rule]);

  await press(page, page.getByRole('button', { name: `Give back the task: ${title}` }));
  await seen(note.filter({ hasText: `Given back: ${title}` }));
  await soon(tasks).toEqual([]);
  await page.keyboard.press('Control+z');
  await soon(tasks).toEqual([first?.rule]);
});

test('a suggestion is snoozed by keyboard, rests in a list of its own, and comes back when asked', async () => {
  await using person = await stage.visit({ language: 'de' });
  const { page } = person;
  const before = await stage.hale.ask('task.list');
  const first = before.today.find(({ state }) => state === 'suggested');
  const title = first?.title.de ?? '';
  const snoozed = async () =>
    (await stage.hale.ask('task.list')).snoozed.map(({ rule, snoozed_until }) => [
      rule,
      snoozed_until,
    ]);
  const inDays = (days: number) =>
    new Date(Date.parse(before.as_of) + days * 86_400_000).toISOString().slice(0, 10);
  const note = page.getByRole('status');

  await page.goto(`/actions?owner=${first?.owner}`);
  const open = page.getByRole('button', { name: `Zurückstellen: ${title}` }).first();
  await press(page, open);
  const days = page.getByRole('dialog', { name: `Zurückstellen: ${title}` });
  await press(page, days.getByRole('button', { name: /^Eine Woche, bis / }));
  await seen(note.filter({ hasText: `Zurückgestellt: ${title}` }));
  await soon(snoozed).toEqual([[first?.rule, inDays(7)]]);
  await page.keyboard.press('Control+z');
  await seen(note.filter({ hasText: `Rückgängig gemacht: ${title}` }));
  await soon(snoozed).toEqual([]);

  await press(page, open);
  await days.getByLabel('Oder bis zu diesem Tag').fill(inDays(40));
  expect(await findings(page)).toEqual([]);
  // On a phone the panel stands within the screen.
  const { x = -1, width = 0 } = (await days.boundingBox()) ?? {};
  expect(x).toBeGreaterThanOrEqual(0);
  expect(x + width).toBeLessThanOrEqual(390);
  await press(page, days.getByRole('button', { name: 'Bis dahin zurückstellen' }));
  await soon(snoozed).toEqual([[first?.rule, inDays(40)]]);
  const resting = page.locator('details', { hasText: '1 Vorschlag ist zurückgestellt' });
  await resting.locator('summary').first().click();
  await seen(resting.getByText(/^Zurückgestellt bis /));
  expect(await findings(page)).toEqual([]);
  // On the page of the customer too.
  await page.goto(`/customers/${accountPath(first?.account.id ?? 0)}`);
  await seen(page.getByText(/^Zurückgestellt bis /));
  await press(page, page.getByRole('button', { name: `Zurückholen: ${title}` }));
  await seen(note.filter({ hasText: `Wieder da: ${title}` }));
  await soon(snoozed).toEqual([]);
  expect((await stage.hale.ask('task.list')).today.map(({ rule }) => rule)).toEqual(
    before.today.map(({ rule }) => rule),
  );
});

test('what somebody else has decided meanwhile is told, and not decided again', async () => {
  await using person = await stage.visit();
  await using other = await stage.visit();
  const { today } = await stage.hale.ask('task.list');
  const first = today.find(({ state }) => state === 'suggested');
  const title = first?.title.en ?? '';
  const path = `/customers/${accountPath(first?.account.id ?? 0)}`;
  const pages = [person.page, other.page];
  for (const page of pages) {
    await page.goto(path);
    await seen(page.getByRole('button', { name: `Done: ${title}` }).first());
  }
  const [mine, theirs] = pages.map((page) => page.getByRole('button', { name: `Done: ${title}` }));
  await mine?.first().click();
  await seen(person.page.getByRole('status').filter({ hasText: `Done: ${title}` }));
  other.expectErrors(/status of 409/);
  await theirs?.first().click();
  const told = other.page.getByRole('status').filter({ hasText: `This did not work: ${title}` });
  await seen(told.filter({ hasText: 'This action is not open any more' }));
  await soon(() => theirs?.count()).toBe(0);
  await person.page.getByRole('button', { name: 'Undo', exact: true }).click();
  await seen(person.page.getByRole('status').filter({ hasText: `Undone: ${title}` }));
});

test('a wrong signal lowers the hit rate of its rule', async () => {
  await using person = await stage.visit();
  const { page } = person;
  const { today } = await stage.hale.ask('task.list');
  const wrong = today.find(({ state }) => state === 'suggested');
  const title = wrong?.title.en ?? '';
  await page.goto(`/customers/${accountPath(wrong?.account.id ?? 0)}`);
  await press(page, page.getByRole('button', { name: `Dismiss: ${title}` }));
  await seen(page.getByRole('menuitem', { name: 'Wrong signal' }));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await seen(page.getByRole('status').filter({ hasText: `Dismissed: ${title}` }));
  await page.goto('/actions?tab=rules');
  const row = page.getByRole('row', { name: title });
  await soon(() => row.getByRole('cell').nth(6).textContent()).toBe('0% (n = 1)');
});

test('why an action fired is always there', async () => {
  await using person = await stage.visit({ language: 'de' });
  const { page } = person;
  const [task] = (await stage.hale.ask('task.list')).today;
  await page.goto(`/actions?owner=${task?.owner}`);
  await page.getByText('Warum sie erscheint').first().click();
  await seen(page.getByText('Entgangene Punkte').first());
  await seen(page.getByRole('link', { name: task?.rule ?? '' }).first());
  expect(await findings(page)).toEqual([]);
});

test('a task whose KPI has fallen says so, and is there for today', async () => {
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  const ratings = (rows: readonly string[]) =>
    ['account_id,csm_email,at,rating', ...rows].join('\n');
  const rated = (rating: number, at: string) => `fallen,ida@example.com,${at},${rating}`;
  await stage.hale.importFiles({
    'accounts.csv': 'account_id,name,csm_email\nfallen,Fallen Ltd,ida@example.com\n',
    'ratings.csv': ratings([rated(3, daysAgo(3))]),
  });
  await using person = await stage.visit({ language: 'de' });
  const { page } = person;
  await page.goto('/actions?owner=ida@example.com');
  await page
    .getByRole('button', { name: /^Als Aufgabe übernehmen/ })
    .first()
    .click();
  await seen(page.getByText(/^Aufgabe · fällig/).first());
  await stage.hale.importFiles({ 'ratings.csv': ratings([rated(1, daysAgo(2))]) });
  await page.goto('/actions?owner=ida@example.com');
  await seen(page.getByRole('heading', { name: 'Aufgaben, deren KPI seither gefallen ist (1)' }));
  await soon(() => page.getByRole('button', { name: /^Als Aufgabe übernehmen/ }).count()).toBe(0);
  await seen(page.getByText('Seither ist der KPI auf „gefährdet“ gefallen'));
  expect(await findings(page)).toEqual([]);
  await page.getByRole('link', { name: 'CSM-Einschätzung 1, Punktwert 0,0' }).click();
  await seen(page.getByRole('heading', { name: /Fallen Ltd/ }).first());
  await page.goBack();
  await page.getByRole('button', { name: /^Erledigt:/ }).click();
  await seen(page.getByRole('button', { name: /^Als Aufgabe übernehmen/ }).first());
});

test('a rule of our own is written, checked on the way, and fires', async () => {
  await using person = await stage.visit();
  const { page } = person;
  await page.goto('/actions?tab=rules&kpi=-');
  await page.getByRole('link', { name: 'New rule' }).click();
  await seen(page.getByText('Choose a KPI or write a condition'));
  await press(page, page.getByRole('button', { name: 'Save rule' }));
  await seen(page.getByText('Please fill this in.').first());
  // The first field that is wrong has the focus: what is typed mends it.
  await page.keyboard.type('Call');
  const title = page.getByLabel('What to do, English');
  await soon(() => title.inputValue()).toBe('Call');
  await soon(() => title.getAttribute('aria-invalid')).toBeNull();
  const condition = page.getByLabel('Condition');
  await condition.fill('helth < 60');
  await seen(page.getByText('There is no field “helth”.'));
  await condition.fill('health < 60');
  await seen(page.getByText(/Would fire for \d+ customers now/));
  const firing = Number(
    (await page.getByText(/Would fire for/).textContent())?.match(/\d+/)?.[0] ?? 0,
  );
  await page.getByRole('button', { name: `Show all ${firing}` }).click();
  const customers = page.locator('form').getByRole('link');
  await soon(() => customers.count()).toBe(firing);
  expect(await findings(page)).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByLabel('What to do, English').fill('Call the director');
  await page.getByLabel('What to do, Deutsch').fill('Rufen Sie die Geschäftsführung an');
  await page.getByLabel('Why, English').fill('Health is low.');
  await page.getByLabel('Why, Deutsch').fill('Der Health-Score ist niedrig.');
  await page.getByLabel('Mode').selectOption('Task at once');
  await page.getByRole('button', { name: 'Save rule' }).click();

  const rule = page.getByRole('row', { name: 'Call the director' });
  await seen(rule);
  const { rules } = await stage.hale.ask('action_rule.list');
  const own = rules.find(({ origin }) => origin === 'own');
  expect(own?.open).toBeGreaterThan(0);
  await rule.getByRole('link', { name: `${own?.open} Open: Call the director` }).click();
  await seen(page.getByRole('heading', { name: 'Open: Call the director' }));
  const rows = page.getByRole('region', { name: 'Actions of this rule' }).getByRole('row');
  await soon(() => rows.count()).toBe(1 + (own?.open ?? 0));
  expect(await findings(page)).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });
  await rule.getByRole('link').first().click();
  await seen(page.getByText(/^Not proof/));
  await page.getByRole('button', { name: 'Delete rule' }).click();
  await soon(() => rule.count()).toBe(0);
});
