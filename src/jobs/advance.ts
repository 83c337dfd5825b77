import { type RawBuilder, sql } from 'kysely';
import { type Company, toReadingSettings } from '../accounts/company.ts';
import type { Db } from '../db/connect.ts';
import { rescore } from '../health/rescore.ts';
import { storeReadingsOfDay } from '../kpis/measure.ts';
import { addDays, type Day } from '../lib/day.ts';
import { addToTotals, changedOn, movingOn, totalCounters } from '../rollups/running.ts';
import { advanceWindows } from './further.ts';
import { lockReadingState } from './reading-state.ts';

/** Walks readings and health forward from the day they stand on, day by day; what did not change is not touched. */
export async function advanceTo(db: Db, company: Company, from: Day, to: Day): Promise<void> {
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    await advanceReadings(db, company, day);
  }
  await rescore(db, to);
}

/** One more day for every account: yesterday's counters plus the day's changes, stored where a reading can differ. */
export async function advanceReadings(db: Db, company: Company, day: Day): Promise<void> {
  const { currency } = company;
  await db.transaction().execute(async (tx) => {
    // Another process may be walking too: whoever comes second finds the day done.
    const state = await lockReadingState(tx);
    if (state.currentDay !== null && state.currentDay >= day) return;
    const { rows } = await sql<{ id: number }>`
      select id from account.account
      where not exists (select 1 from rollup.total where total.account_id = account.id)`.execute(
      tx,
    );
    const missing = rows.map(({ id }) => id);
    if (missing.length > 0) {
      await sql`delete from rollup.money_total where account_id = any(${missing}::int[])`.execute(
        tx,
      );
      await run(tx, addToTotals(sql`account_id = any(${missing}::int[]) and day < ${day}::date`));
    }
    await run(tx, addToTotals(sql`day = ${day}::date`));
    const { firstCostDay } = state;
    await storeReadingsOfDay(
      tx,
      day,
      totalCounters({ day, currency, firstCostDay }),
      sql`${changedOn(day)} union ${movingOn(day, firstCostDay)}`,
      toReadingSettings(company),
    );
    await advanceWindows(tx, company, day);
    await sql`update reading.state set current_day = ${day}::date`.execute(tx);
  });
}

async function run(db: Db, statements: readonly RawBuilder<unknown>[]): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
