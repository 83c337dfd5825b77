import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { formatsOf } from '../../src/lib/format/format.ts';
import { openStage } from './stage.fixture.ts';
import { placeOf, seen, soon } from './visit.fixture.ts';

const stage = openStage(async (hale) => {
  await hale.loadDemo();
  await hale.inDatabase(async (db) => {
    // As if somebody had acted six weeks ago; what one of the customers was then is not known any more.
    const { rows } = await sql<{ account_id: number }>`
      update app.action
      set state = 'done', fired_on = fired_on - 60, closed_on = fired_on - 45, cool_until = fired_on
      where (account_id, rule_id) in (
        select account_id, rule_id from app.action
        where rule_id = (select rule_id from app.action group by rule_id order by count(*) desc, rule_id limit 1)
        order by account_id limit 4)
      returning account_id`.execute(db);
    await sql`delete from reading.day where account_id = ${rows[0]?.account_id}`.execute(db);
  });
});

test('each count of an outcome opens its customers, and takes them along', async () => {
  await using person = await stage.visit();
  const { page } = person;
  const [outcome] = (await stage.hale.ask('action_rule.outcomes')).outcomes;
  const [after] = outcome?.after ?? [];
  if (outcome === undefined || after === undefined) throw new Error('nothing has come of anything');
  const { health, days } = after;
  expect(health.taken.n).toBeGreaterThan(0);
  expect(health.others.n).toBeGreaterThan(0);
  expect(health.left_out).toBeGreaterThan(0);
  const { time_zone } = await stage.hale.ask('status.read');
  const formats = formatsOf('en', time_zone);

  const address = `/actions?tab=rules&rule=${outcome.rule}`;
  await page.goto(address);
  const line = page
    .getByRole('region', { name: 'What came of it' })
    .getByRole('row', { name: /^30 days Health / });
  for (const [side, n, title] of [
    ['taken', health.taken.n, 'Where it was done · Health'],
    ['others', health.others.n, 'Same band, not done · Health'],
    ['left_out', health.left_out, 'Left out · Health'],
  ] as const) {
    const cell = line.getByRole('cell').nth({ taken: 2, others: 3, left_out: 5 }[side]);
    await cell.getByRole('link').focus();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog', { name: title });
    await seen(drawer.getByText(`n = ${n}, each over ${days} days`));
    expect(new URL(page.url()).searchParams.get('rows')).toBe(`${days}.health.${side}`);
    const { rows } = await stage.hale.ask('action_rule.outcome_rows', {
      params: { rule: outcome.rule },
      query: { days: String(days), figure: 'health', side },
    });
    expect(rows).toHaveLength(n);
    const shown = () =>
      drawer
        .locator('tbody tr')
        .evaluateAll((lines) =>
          lines.map((one) => [
            one.querySelector('th')?.textContent,
            ...[2, 4].map((at) => one.querySelectorAll('td')[at]?.textContent),
          ]),
        );
    const figure = (value: number | null) => (value === null ? '?' : formats.score(value));
    await soon(shown).toEqual(
      rows.map(({ name, start, after: later }) => [name, figure(start), figure(later)]),
    );
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);

    const [file] = await Promise.all([
      page.waitForEvent('download'),
      drawer.getByRole('link', { name: 'CSV' }).click(),
    ]);
    const lines: Record<string, string>[] = parse(await readFile(await file.path()), {
      columns: true,
      bom: true,
    });
    expect(lines.map(({ name, start, after: later }) => [name, start, later])).toEqual(
      rows.map(({ name, start, after: later }) => [name, `${start ?? ''}`, `${later ?? ''}`]),
    );
    await page.keyboard.press('Escape');
    await soon(() => page.getByRole('dialog').count()).toBe(0);
    expect(placeOf(page)).toBe(address);
  }
});

test('a copied address opens the same customers, on a phone and in German', async () => {
  const [outcome] = (await stage.hale.ask('action_rule.outcomes')).outcomes;
  await using person = await stage.visit({ language: 'de', width: 390 });
  const { page } = person;
  await page.goto(`/actions?tab=rules&rule=${outcome?.rule}&rows=30.health.others`);
  const drawer = page.getByRole('dialog');
  const n = outcome?.after[0]?.health.others.n ?? 0;
  await soon(() => drawer.locator('tbody tr').count()).toBe(Math.min(50, n));
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await drawer.locator('tbody th').getByRole('link').first().click();
  await seen(page.getByRole('heading', { level: 1 }));
  expect(placeOf(page)).toMatch(/^\/customers\//);
});
