import type { Company } from '../accounts/company.ts';
import type { Db } from '../db/connect.ts';
import { healthAfterRows } from '../health/current.ts';
import { bandsShown } from '../health/portfolio-health.ts';
import { scorerOf } from '../health/scorer.ts';
import type { Version } from '../health/versions.ts';
import { readingHistory } from '../jobs/reading-history.ts';
import { readingState } from '../jobs/reading-state.ts';
import type { Day } from '../lib/day.ts';
import type { Band } from '../scoring/bands.ts';

interface Request {
  company: Company;
  day: Day;
  /** Accounts with their health on the day. */
  accounts: readonly { id: number; health: number | null }[];
  /** The current one, where absent. */
  version?: Version;
}

/** `band_shown` of accounts on any day, past or to come. */
export async function bandsShownOn(
  db: Db,
  { company, day, accounts, version }: Request,
): Promise<Map<number, Band>> {
  const accountIds = accounts.map(({ id }) => id);
  const scorer = await scorerOf(db, accountIds, version);
  const { currentDay } = await readingState(db);
  if (currentDay !== null && day <= currentDay) {
    return bandsShown(db, scorer, day, new Map(accounts.map(({ id, health }) => [id, health])));
  }
  const history = await readingHistory(db, company)(accountIds, day);
  const shownOf = (id: number): Band =>
    [...healthAfterRows(history.get(id) ?? [], day, scorer)].at(-1)?.shown ?? 'unknown';
  return new Map(accountIds.map((id) => [id, shownOf(id)]));
}
