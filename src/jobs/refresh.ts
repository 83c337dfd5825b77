import { refreshActions } from '../actions/refresh.ts';
import type { Db } from '../db/connect.ts';
import { refreshParents } from '../health/rolled-up.ts';
import type { Day } from '../lib/day.ts';
import { bringUpToDate, type RestateOptions } from './restate.ts';

/** Brings readings and health up to today, and fires and closes actions by them. */
export async function refresh(db: Db, options: RestateOptions = {}): Promise<Day> {
  const day = await bringUpToDate(db, options);
  await refreshParents(db, day);
  await refreshActions(db, day);
  return day;
}
