import { AxeBuilder } from '@axe-core/playwright';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openStage } from './stage.fixture.ts';
import { seen, soon } from './visit.fixture.ts';

const stage = openStage((hale) => hale.loadDemo());

const daysOfSla = async (): Promise<(number | null)[]> => {
  const { places } = await stage.hale.ask('portfolio.readings');
  return places.filter(({ kpi }) => kpi === 'sla').map(({ window_days }) => window_days);
};

test('a window whose computation is stopped leaves the draft alone, and is computed when it is asked for again', async () => {
  await using person = await stage.visit();
  const { page } = person;
  await page.goto('/designer?kpi=sla');
  const days = page.getByLabel('Looks back, days');
  const use = page.getByRole('button', { name: 'Use these settings' });
  const effect = page.getByRole('region', { name: 'Effect on all customers' });
  await seen(page.getByText('as shipped', { exact: true }));
  const shipped = await days.inputValue();
  await seen(effect.getByRole('link', { name: 'No customer changes band' }));

  await stage.hale.inDatabase((db) =>
    db.transaction().execute(async (held) => {
      // Readings cannot be written meanwhile, so that the job is still at work when it is stopped.
      await sql`lock table reading.further in share mode`.execute(held);
      await days.fill('45');
      await use.click();
      const working = page.getByRole('status').filter({ hasText: 'Computed by the server' });
      await seen(working);
      expect(await use.isDisabled()).toBe(true);
      await working.getByRole('button', { name: 'Stop' }).focus();
      await page.keyboard.press('Enter');
      await seen(page.getByRole('status').filter({ hasText: 'Stopped. These settings are not' }));
    }),
  );
  await soon(() => page.getByText('Computed by the server').count()).toBe(0);
  expect(
    (await stage.hale.ask('job.list')).jobs.map(({ kind, state }) => [kind, state]),
  ).toContainEqual(['window', 'cancelled']);
  expect(await daysOfSla()).toEqual([Number(shipped)]);
  // Nothing to save or publish: the draft looks back as far as before.
  expect(await page.getByText('Changes are not saved').count()).toBe(0);
  await seen(effect.getByRole('link', { name: 'No customer changes band' }));
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  expect(await days.inputValue()).toBe('45');
  await use.click();
  await soon(daysOfSla).toEqual([Number(shipped), 45]);
  await seen(page.getByText('Changes are not saved'));
  expect(await page.getByText('Stopped. These settings').count()).toBe(0);
});
