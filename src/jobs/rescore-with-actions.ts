import { refreshActions } from '../actions/refresh.ts';
import type { Db } from '../db/connect.ts';
import { rescoreEveryAccount } from './publish.ts';
import { readingState } from './reading-state.ts';

/** Today's health of every account under the current version, and the actions that fire or close by it. */
export async function rescoreWithActions(db: Db): Promise<void> {
  await rescoreEveryAccount(db);
  const { currentDay } = await readingState(db);
  if (currentDay !== null) await refreshActions(db, currentDay);
}
