import { sql } from 'kysely';
import { readCompany, todayIn } from '../accounts/company.ts';
import type { Db } from '../db/connect.ts';
import type { JobQueue } from './queue.ts';
import { readingState } from './reading-state.ts';

/** Whether a day has begun that has no readings yet, or facts came in whose readings were left to the server. */
export async function isDue(db: Db, now: Date): Promise<boolean> {
  const today = todayIn(await readCompany(db), now);
  const { currentDay } = await readingState(db);
  if (currentDay === null || currentDay < today) return true;
  // Targets and calendars touch accounts only once somebody looks whom they reach.
  const { rows } = await sql`
    select 1 from fact.touched
    union all select 1 from fact.touched_csm
    union all select 1 from fact.touched_calendar
    limit 1`.execute(db);
  return rows.length > 0;
}

export interface NightlyOptions {
  db: Db;
  queue: Pick<JobQueue, 'refresh'>;
  onError(error: unknown): void;
}

const everyMs = 60_000;

/** Looks once a minute whether readings are due, so that a day begins at midnight of the company. Returns its end. */
export function watchForNextDay({ db, queue, onError }: NightlyOptions): () => void {
  const look = async () => {
    if (await isDue(db, new Date())) await queue.refresh();
  };
  const timer = setInterval(() => void look().catch(onError), everyMs);
  return () => clearInterval(timer);
}
