import { type RawBuilder, sql } from 'kysely';
import { readCompany } from '../accounts/company.ts';
import type { Db } from '../db/connect.ts';
import { type FurtherPlace, furtherPlaces, markFilled, takePlace } from '../kpis/places.ts';
import { seriesReadings } from '../rollups/series.ts';
import { readingState } from './reading-state.ts';
import { windowReadings } from './window-readings.ts';

/** Brings custom KPIs over an imported series to what the facts of these accounts say. */
export const refillSeries = (db: Db, accountIds: readonly number[]): Promise<void> =>
  refill(db, 'series', accountIds);

/** Brings shipped KPIs over other windows to what facts, rates and settings say of these accounts. */
export const refillWindows = (db: Db, accountIds: readonly number[]): Promise<void> =>
  refill(db, 'window', accountIds);

async function refill(
  db: Db,
  kind: FurtherPlace['definition']['kind'],
  accountIds: readonly number[],
): Promise<void> {
  if (accountIds.length === 0) return;
  for (const place of await furtherPlaces(db)) {
    if (place.definition.kind === kind && place.isFilled) await fillPlace(db, place, accountIds);
  }
}

/** Replaces the readings of one place for these accounts; withdrawn ones end with none. */
export async function fillPlace(
  db: Db,
  { place, kpi, definition }: Pick<FurtherPlace, 'place' | 'kpi' | 'definition'>,
  accountIds: readonly number[],
): Promise<void> {
  await sql`
    delete from reading.further where place = ${place} and account_id = any(${accountIds}::int[])`.execute(
    db,
  );
  const fresh = await freshReadings(db, { kpi, definition, accountIds });
  if (fresh === null) return;
  await sql`
    insert into reading.further (account_id, place, day, value, n)
    select account_id, ${place}, day, value, n
    from (${fresh}) fresh
    join account.account on account.id = fresh.account_id and not account.withdrawn`.execute(db);
}

/** Null before there are any readings at all. */
async function freshReadings(
  db: Db,
  {
    kpi,
    definition,
    accountIds,
  }: Pick<FurtherPlace, 'kpi' | 'definition'> & { accountIds: readonly number[] },
): Promise<RawBuilder<unknown> | null> {
  if (definition.kind === 'series') return seriesReadings({ ...definition, accountIds });
  const { currentDay, firstCostDay } = await readingState(db);
  if (currentDay === null) return null;
  const company = await readCompany(db);
  const { windowDays } = definition;
  return windowReadings({ kpi, windowDays, accountIds, company, currentDay, firstCostDay });
}

/** The place of a shipped KPI over another window; its readings are there once `fillWindow` has run. */
export const takeWindow = (db: Db, kpi: string, windowDays: number): Promise<FurtherPlace> =>
  takePlace(db, kpi, { kind: 'window', windowDays });

const accountsPerBatch = 200;

/** Computes the readings of a place for every account, a batch at a time, so that nobody waits for it. */
export async function fillWindow(
  db: Db,
  place: number,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const further = (await furtherPlaces(db)).find((one) => one.place === place);
  if (further === undefined) throw new Error(`there is no place ${place}`);
  const { rows } = await sql<{ id: number }>`
    select id from account.account where not withdrawn order by id`.execute(db);
  // From now on facts that come meanwhile fill it too.
  await markFilled(db, place);
  for (let first = 0; first < rows.length; first += accountsPerBatch) {
    onProgress(first, rows.length);
    const ids = rows.slice(first, first + accountsPerBatch).map(({ id }) => id);
    await db.transaction().execute((tx) => fillPlace(tx, further, ids));
  }
  onProgress(rows.length, rows.length);
}
