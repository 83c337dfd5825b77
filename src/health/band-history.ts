import type { Db } from '../db/connect.ts';
import { addDays, type Day } from '../lib/day.ts';
import type { Band } from '../scoring/bands.ts';
import { bandOrder } from '../scoring/portfolio.ts';
import { healthOnDay, placesOf } from './portfolio-health.ts';
import { everyAccount, readingColumns } from './reading-columns.ts';
import { scorerOf } from './scorer.ts';
import type { Version } from './versions.ts';

/** How many accounts stood in which band at the end of a day, without hysteresis. */
export interface BandCounts {
  day: Day;
  counts: Record<Band, number>;
}

export interface BandHistoryRequest {
  /** The last day, one with readings; the others lie a week apart before it. */
  until: Day;
  weeks: number;
  /** The current one, where absent. */
  version?: Version;
}

/** Bands of the whole portfolio week by week, oldest first, restated under one settings version. Writes and locks nothing. */
export async function bandHistory(
  db: Db,
  { until, weeks, version }: BandHistoryRequest,
): Promise<BandCounts[]> {
  const days = Array.from({ length: weeks }, (_, week) => addDays(until, -7 * (weeks - 1 - week)));
  const accountIds = await everyAccount(db);
  const scorer = await scorerOf(db, accountIds, version);
  const columns = await readingColumns(db, { days, places: placesOf(scorer), accountIds });
  const history: BandCounts[] = [];
  for (const [index, day] of days.entries()) {
    const { band } = healthOnDay(columns, index, scorer);
    const counts = { healthy: 0, attention: 0, at_risk: 0, unknown: 0 };
    for (const code of band) counts[bandOrder[code] ?? 'unknown'] += 1;
    history.push({ day, counts });
    // A request that waits comes between two weeks.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return history;
}
