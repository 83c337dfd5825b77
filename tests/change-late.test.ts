import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { readCompany } from '../src/accounts/company.ts';
import { freshDatabase } from '../src/db/test-database.ts';
import { explainChange } from '../src/health/change.ts';
import { readingHistory } from '../src/jobs/reading-history.ts';
import { bringUpToDate } from '../src/jobs/restate.ts';
import { addDays, parseDay } from '../src/lib/day.ts';
import { generate } from './generate/generate.ts';
import { applySettings, batchOf, store } from './product.ts';

/** Of these nothing has arrived while the first day lasts. */
const late = new Set(['invoices', 'survey_responses']);

it('facts that arrive after their day was shown are a part of their own, for every account', async () => {
  const data = generate({ accounts: 14, seed: 8, days: 120 });
  const to = parseDay(data.to);
  const from = addDays(to, -1);
  await using database = await freshDatabase();
  const { db } = database;
  await applySettings(db, data.settings);
  const batches = data.tables.map(batchOf);
  await store(
    database.app,
    batches.filter(({ fact }) => !late.has(fact)),
  );
  await bringUpToDate(db, { today: from });
  const company = await readCompany(db);
  const { rows: accounts } = await sql<{ id: number; health: number | null }>`
    select account_id as id, health from health.current order by account_id`.execute(db);

  // Midnight passes; in the morning the rest comes in.
  await bringUpToDate(db, { today: to });
  await store(
    database.app,
    batches.filter(({ fact }) => late.has(fact)),
  );
  await bringUpToDate(db, { today: to });

  const ids = accounts.map(({ id }) => id);
  const history = await readingHistory(db, company)(ids, to);
  let moved = 0;
  for (const { id, health } of accounts) {
    const { change, from: before } = await explainChange(db, {
      accountId: id,
      rows: history.get(id) ?? [],
      from,
      to,
      timeZone: company.time_zone,
    });
    expect(before.shown?.health).toBe(health);
    if (change.from === null || change.to === null) continue;
    expect(change.from).toBe(health ?? change.standing.from);
    const parts = change.kpis.flatMap(({ points }) =>
      points === null ? [] : [points.data, points.coverage, points.settings],
    );
    const sum = [...parts, change.cap ?? 0, change.lateFacts ?? 0].reduce((a, b) => a + b, 0);
    expect(Math.abs(sum - (change.to - change.from))).toBeLessThan(1e-9);
    if (health === null) continue;
    expect(change.lateFacts).toBeCloseTo((change.standing.from ?? 0) - health, 9);
    if (Math.abs(change.lateFacts ?? 0) > 0.1) moved += 1;
  }
  expect(moved).toBeGreaterThan(5);
});
