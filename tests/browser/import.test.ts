import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openStage } from './stage.fixture.ts';
import { seen, soon } from './visit.fixture.ts';

const stage = openStage();

const accounts = `account_id,name,segment,created_at
north,Nordwind GmbH,small,2025-01-05
south,Südhang AG,enterprise,2024-11-20
`;
/** The second row holds a month that does not exist. */
const tickets = `ticket_id,account_id,opened_at,subject,solved_at
t1,north,2025-06-02T09:00:00Z,Log-in,2025-06-02T12:00:00Z
t2,south,2025-13-01T09:00:00Z,Export,2025-06-03T12:00:00Z
`;

const upload = async (page: Page, files: Record<string, string>) => {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Files' }).click();
  const chooser = await choosing;
  const payload = Object.entries(files).map(([name, text]) => ({
    name,
    mimeType: 'text/csv',
    buffer: Buffer.from(text),
  }));
  await chooser.setFiles(payload);
  await page.getByRole('button', { name: /^Import \d/ }).click();
};

test('an upload brings the customers in, and names the row it has not taken', async () => {
  await using person = await stage.visit();
  const { page } = person;
  await page.goto('/');
  await upload(page, { 'accounts.csv': accounts, 'tickets.csv': tickets });
  await page.waitForURL('**/customers');
  await seen(page.getByRole('link', { name: 'Nordwind GmbH', exact: true }));
  await seen(page.getByRole('link', { name: 'Südhang AG', exact: true }));

  await page.getByRole('link', { name: 'Data', exact: true }).click();
  const job = page.getByRole('listitem').filter({ hasText: 'accounts.csv, tickets.csv' });
  await seen(job);
  const details = job.locator('summary');
  if (!(await job.getByRole('table').isVisible())) await details.click();
  const line = job.getByRole('row', { name: 'tickets.csv' });
  await soon(() => line.getByRole('cell').allTextContents()).toEqual(
    ['tickets.csv', 2, 1, 0, 0, 0, 1, 0].map(String),
  );

  await page.getByRole('link', { name: 'Quarantine (1)' }).click();
  const row = page.getByRole('row', { name: 'tickets.csv' });
  await soon(() => row.getByRole('cell').allTextContents()).toEqual([
    'tickets.csv',
    '2',
    '3',
    'opened_at',
    '2025-13-01T09:00:00Z',
    'Not a time',
    'Discard',
  ]);
});

test('a row that nobody will mend is discarded, and restored, in both languages', async () => {
  await using person = await stage.visit({ language: 'de' });
  const { page } = person;
  await page.goto('/sources?tab=quarantine');
  await page.getByRole('button', { name: 'Datensatz 2 aus tickets.csv verwerfen' }).click();
  await seen(page.getByText('Eine Zeile wurde verworfen.'));
  await seen(page.getByRole('link', { name: 'Klärfälle', exact: true }));

  await page.goto('/sources?tab=quarantine&state=discarded');
  await page.getByRole('combobox', { name: 'Sprache' }).selectOption({ label: 'English' });
  const row = page.getByRole('row', { name: 'tickets.csv' });
  await seen(row.getByRole('cell', { name: 'Browser', exact: true }));
  await page.getByRole('button', { name: 'Restore record 2 of tickets.csv' }).click();
  await seen(page.getByText('One row is listed again.'));
  await seen(page.getByRole('link', { name: 'Quarantine (1)' }));
});

test('the mended file brings the missing row, and leaves the others as they are', async () => {
  await using person = await stage.visit();
  const { page } = person;
  await page.goto('/sources?tab=import');
  await upload(page, { 'tickets.csv': tickets.replace('-13-', '-05-') });
  await seen(page.getByText('The import has started.'));
  await stage.hale.jobsDone();
  const { jobs } = await stage.hale.ask('job.list');
  expect(jobs[0]?.report?.files).toEqual([
    {
      file: 'tickets.csv',
      read: 2,
      created: 1,
      updated: 0,
      unchanged: 1,
      duplicate: 0,
      quarantined: 0,
      ignored: 0,
      refused: null,
    },
  ]);
  await page.goto('/customers');
  await page.getByRole('link', { name: 'Südhang AG', exact: true }).click();
  await seen(page.getByText('Ticket opened'));
  await seen(page.getByText('Export').first());
});

test('a file that is none of ours is refused, and it is said which ones are', async () => {
  await using person = await stage.visit();
  const { page } = person;
  person.expectErrors(/status of 400/);
  await page.goto('/sources?tab=import');
  await upload(page, { 'holidays.csv': 'day,name\n2026-01-01,New Year\n' });
  await seen(page.getByRole('alert').filter({ hasText: 'Name them accounts.csv' }));
});

test('a running import is stopped from the jobs and leaves nothing behind', async () => {
  await using person = await stage.visit();
  const { page } = person;
  const before = await stage.hale.ask('status.read');
  await page.goto('/customers');
  const lines = Array.from({ length: 300_000 }, (_, number) => `many${number},Customer ${number}`);
  const importing = stage.hale.importFiles({
    'accounts.csv': `account_id,name\n${lines.join('\n')}\n`,
  });
  await soon(async () =>
    (await stage.hale.ask('job.list')).jobs.some((job) => job.can_cancel),
  ).toBe(true);
  await page.getByRole('button', { name: /^Jobs/ }).click();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await seen(page.getByText('Stopped. Nothing was taken in.'));
  await importing;
  const { n_accounts, n_quarantined } = await stage.hale.ask('status.read');
  expect([n_accounts, n_quarantined]).toEqual([before.n_accounts, before.n_quarantined]);
});
