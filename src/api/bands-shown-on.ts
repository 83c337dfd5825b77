import { sql } from 'kysely';
import type { Company } from '../accounts/company.ts';
import type { Db } from '../db/connect.ts';
import { readingsOf } from '../health/current.ts';
import { decidedBand } from '../health/portfolio-health.ts';
import type { StoredReadings } from '../health/reading-rows.ts';
import { type Scorer, scorerOf } from '../health/scorer.ts';
import { readingHistory } from '../jobs/reading-history.ts';
import { readingState } from '../jobs/reading-state.ts';
import { furtherPlaces } from '../kpis/places.ts';
import type { Day } from '../lib/day.ts';
import { type Band, nextBandShown } from '../scoring/bands.ts';
import { healthOf } from '../scoring/health.ts';

interface Request {
  company: Company;
  day: Day;
  /** Accounts with their health on the day. */
  accounts: readonly { id: number; health: number | null }[];
}

/** How many rows back are looked at, step by step, until one decides. */
const lookBack = [30, 365, 100_000];

/**
 * `band_shown` of accounts on a day. Most healths lie far enough from every edge that their band does not depend on the
 * days before; only for the others one looks back to the last day that decides.
 */
export async function bandsShownOn(
  db: Db,
  { company, day, accounts }: Request,
): Promise<Map<number, Band>> {
  const shown = new Map<number, Band>();
  let open: number[] = [];
  const scorer = await scorerOf(
    db,
    accounts.map(({ id }) => id),
  );
  for (const { id, health } of accounts) {
    const band = decidedBand(health, scorer.profileOn(id, day));
    if (band === null) open.push(id);
    else shown.set(id, band);
  }
  for (const rows of lookBack) {
    if (open.length === 0) break;
    const history = await newestRows(db, { company, day, accountIds: open, rows });
    open = open.filter((id) => {
      const found = history.get(id) ?? [];
      const band = foldedBand(found, { isWhole: found.length < rows, scorer });
      if (band !== null) shown.set(id, band);
      return band === null;
    });
  }
  return shown;
}

/** Folds from the last row that decides, or from the first of all; null where neither is among the rows. */
function foldedBand(
  rows: readonly StoredReadings[],
  { isWhole, scorer }: { isWhole: boolean; scorer: Scorer },
): Band | null {
  const scored = rows.map((row) => {
    const profile = scorer.profileOn(row.account_id, row.day);
    return { profile, health: healthOf(readingsOf(row), profile).health };
  });
  const start = scored.findLastIndex(
    ({ health, profile }) => decidedBand(health, profile) !== null,
  );
  if (start < 0 && !isWhole) return null;
  let band: Band | null = null;
  for (const { health, profile } of scored.slice(Math.max(0, start))) {
    band = nextBandShown(band, health, profile);
  }
  return band ?? 'unknown';
}

/** The newest rows by the day, in order of days. */
async function newestRows(
  db: Db,
  request: { company: Company; day: Day; accountIds: readonly number[]; rows: number },
): Promise<Map<number, StoredReadings[]>> {
  const { company, day, accountIds, rows: most } = request;
  const { currentDay } = await readingState(db);
  // Rows of further places fall on days of their own, so that a number of shipped rows is no history of theirs.
  if (currentDay === null || day > currentDay || (await furtherPlaces(db)).length > 0) {
    const history = await readingHistory(db, company)(accountIds, day);
    return new Map([...history].map(([id, rows]) => [id, rows.slice(-most)]));
  }
  const { rows } = await sql<StoredReadings>`
    select held.*
    from unnest(${accountIds}::int[]) asked (id)
    cross join lateral (
      select account_id, day, readings, row_counts from reading.day
      where day.account_id = asked.id and day.day <= ${day}::date
      order by day.day desc
      limit ${most}
    ) held
    order by held.account_id, held.day`.execute(db);
  return Map.groupBy(rows, (row) => row.account_id);
}
