import { sql } from 'kysely';
import { type Company, toReadingSettings } from '../accounts/company.ts';
import type { Db } from '../db/connect.ts';
import {
  mergedRows,
  type ReadingHistory,
  readingRows,
  type StoredReadings,
  withFurther,
} from '../health/reading-rows.ts';
import { readingsFrom } from '../kpis/measure.ts';
import { runningCounters } from '../rollups/running.ts';
import { comingReadings } from './further.ts';
import { readingState } from './reading-state.ts';

/** Stored readings up to today; for a day to come, readings as they will stand if nothing else happens. */
export const readingHistory =
  (db: Db, company: Company): ReadingHistory =>
  async (accountIds, day) => {
    const { currentDay, firstCostDay } = await readingState(db);
    if (currentDay !== null && day <= currentDay) return readingRows(db, accountIds, day);
    const counters = runningCounters({
      accountIds,
      until: day,
      currency: company.currency,
      firstCostDay,
    });
    const { rows } = await sql<StoredReadings>`
      select * from (${readingsFrom(counters, sql`c.day`, toReadingSettings(company))}) measured
      order by account_id, day`.execute(db);
    const shipped = Map.groupBy(rows, (row) => row.account_id);
    const byAccount = new Map(await withFurther(db, shipped, accountIds, day));
    const coming = await comingReadings(db, company, accountIds, day);
    for (const [id, further] of Map.groupBy(coming, (row) => row.account_id)) {
      byAccount.set(id, mergedRows(id, byAccount.get(id) ?? [], further));
    }
    return byAccount;
  };
