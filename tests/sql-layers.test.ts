import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { freshDatabase } from '../src/db/test-database.ts';
import { readingsFrom } from '../src/kpis/measure.ts';
import { runningCounters, totalCounters } from '../src/rollups/running.ts';

/** Every table a plan touches, found anywhere in PostgreSQL's own JSON plan. */
function tablesIn(plan: unknown): string[] {
  if (Array.isArray(plan)) return plan.flatMap(tablesIn);
  if (plan === null || typeof plan !== 'object') return [];
  const entries = Object.entries(plan);
  const schema = entries.find(([key]) => key === 'Schema')?.[1];
  const table = entries.find(([key]) => key === 'Relation Name')?.[1];
  const own = table === undefined ? [] : [`${schema}.${table}`];
  return [...own, ...entries.flatMap(([, value]) => tablesIn(value))];
}

it('readings come from rollups and exchange rates, never from facts of an account', async () => {
  await using database = await freshDatabase();
  const settings = {
    currency: 'EUR',
    defaultHourlyCost: 60,
    minutesPerReply: 10,
    keyFeatures: null,
    slaThreshold: 0.85,
  };
  const day = '2026-03-31';
  const company = { currency: 'EUR', firstCostDay: day };
  const counters = [
    runningCounters({ accountIds: [1, 2], until: day, ...company }),
    totalCounters({ day, ...company }),
  ];
  for (const source of counters) {
    const measured = readingsFrom(source, sql`${day}::date`, settings);
    const { rows } = await sql`explain (verbose, format json) ${measured}`.execute(database.db);
    const tables = tablesIn(rows);
    expect(tables).not.toEqual([]);
    for (const table of tables) expect(table).toMatch(/^(rollup\.\w+|fact\.fx_rate)$/);
  }
});
