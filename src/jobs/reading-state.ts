import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { Day } from '../lib/day.ts';

export interface ReadingState {
  /** The last day readings are stored for; null before the first. */
  currentDay: Day | null;
  /** First day with any cost in the company. */
  firstCostDay: Day | null;
}

export async function readingState(db: Db): Promise<ReadingState> {
  const { rows } = await sql<ReadingState>`
    select current_day as "currentDay", first_cost_day as "firstCostDay" from reading.state`.execute(db);
  return rows[0] ?? { currentDay: null, firstCostDay: null };
}
