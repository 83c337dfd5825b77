import { expect, it } from 'vitest';
import { readCompany } from '../src/accounts/company.ts';
import { freshDatabase } from '../src/db/test-database.ts';
import { readingsAsOf } from '../src/health/readings-as-of.ts';
import { readingHistory } from '../src/jobs/reading-history.ts';
import { bringUpToDate } from '../src/jobs/restate.ts';
import { kpis } from '../src/kpis/index.ts';
import { addDays, parseDay } from '../src/lib/day.ts';
import { generate } from './generate/generate.ts';
import { type NaiveKpiId, naiveDays } from './naive/readings.ts';
import { applySettings, batchOf, store } from './product.ts';

/** Subscriptions begin up to so many days before the other facts; the shown band is folded from the very first day. */
const daysBefore = 520;

it('health, coverage and both bands equal those folded naively from the first day, also for days to come', async () => {
  const data = generate({ accounts: 13, seed: 5, days: 150 });
  const today = addDays(parseDay(data.to), -20);
  await using database = await freshDatabase();
  await applySettings(database.db, data.settings);
  await store(database.app, data.tables.map(batchOf));
  await bringUpToDate(database.db, { today });
  const history = readingHistory(database.db, await readCompany(database.db));

  const ids = kpis.map(({ id }) => id as NaiveKpiId);
  const from = addDays(parseDay(data.from), -daysBefore);
  let compared = 0;
  for (const { day, accounts } of naiveDays(data.facts, data.settings, from, data.to, ids)) {
    if (Number(day.slice(-2)) % 6 !== 0) continue;
    const request = { day: parseDay(day), timeZone: data.settings.timeZone };
    const ours = await Array.fromAsync(readingsAsOf(database.db, history, request));
    expect(ours.map(({ account_id }) => account_id)).toEqual(
      accounts.map((each) => each.account_id),
    );
    for (const [index, wanted] of accounts.entries()) {
      const { health, coverage, band, band_shown } = ours[index] ?? {};
      const where = `${wanted.account_id} on ${day}`;
      expect({ band, band_shown }, where).toEqual({
        band: wanted.band,
        band_shown: wanted.band_shown,
      });
      expect(coverage, where).toBeCloseTo(wanted.coverage, 12);
      if (wanted.health === null) expect(health, where).toBeNull();
      else expect(health, where).toBeCloseTo(wanted.health, 9);
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(500);
});
