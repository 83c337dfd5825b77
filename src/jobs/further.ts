import { type RawBuilder, sql } from 'kysely';
import { type Company, readCompany, toReadingSettings } from '../accounts/company.ts';
import type { Db } from '../db/connect.ts';
import type { FurtherRow } from '../health/reading-rows.ts';
import { kpiOf } from '../kpis/index.ts';
import type { Kpi, ParameterValue } from '../kpis/kpi.ts';
import { readingOf } from '../kpis/measure.ts';
import {
  type FurtherPlace,
  furtherPlaces,
  markFilled,
  markKept,
  takePlace,
  type WindowDefinition,
} from '../kpis/places.ts';
import type { Day } from '../lib/day.ts';
import { totalCounters } from '../rollups/running.ts';
import { seriesReadings } from '../rollups/series.ts';
import { coverCalendars } from './calendars.ts';
import { readingState } from './reading-state.ts';
import { kpiUnder, movesForEver, readingsUntil, windowReadings } from './window-readings.ts';

/** Brings custom KPIs over an imported series to what the facts of these accounts say. */
export async function refillSeries(db: Db, accountIds: readonly number[]): Promise<void> {
  if (accountIds.length > 0) await refill(db, 'series', accountIds, await furtherPlaces(db));
}

/** Brings shipped KPIs over other windows or under other parameters to what facts, rates and settings say of accounts. */
export const refillWindows = (
  db: Db,
  accountIds: readonly number[],
  places: readonly FurtherPlace[],
): Promise<void> => refill(db, 'window', accountIds, places);

async function refill(
  db: Db,
  kind: FurtherPlace['definition']['kind'],
  accountIds: readonly number[],
  places: readonly FurtherPlace[],
): Promise<void> {
  const ofKind = places.filter(({ definition, isKept }) => definition.kind === kind && isKept);
  await coverCalendars(db, ofKind, accountIds);
  for (const place of ofKind) {
    await holdPlace(db, place.place, 'share');
    await fillPlace(db, place, accountIds);
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
  return windowReadings({ kpi, definition, accountIds, company, currentDay, firstCostDay });
}

/** The window and the parameter of a profile's KPI; what is null or absent is as the KPI ships. */
export interface WantedPlace {
  windowDays?: number | null;
  parameter?: ParameterValue | null;
}

/**
 * The place of a shipped KPI over another window or under another parameter, a further one whose readings are there once
 * `fillWindow` has run; null where all is as the KPI ships.
 */
export async function takeWindow(
  db: Db,
  id: string,
  { windowDays, parameter }: WantedPlace,
): Promise<FurtherPlace | null> {
  const kpi = kpiOf(id);
  const definition: WindowDefinition = {
    kind: 'window',
    ...(windowDays != null && windowDays !== kpi?.windowDays && { windowDays }),
    ...(parameter != null && parameter !== kpi?.parameter?.initial && { parameter }),
  };
  const isAsShipped = definition.windowDays === undefined && definition.parameter === undefined;
  return isAsShipped ? null : takePlace(db, id, definition);
}

/** Kept places whose readings move as days pass; the others reach into days to come (decision 0008). */
async function movingPlaces(db: Db): Promise<{ place: number; kpi: Kpi }[]> {
  return (await furtherPlaces(db)).flatMap(({ place, kpi: id, definition, isKept }) => {
    if (definition.kind !== 'window' || !isKept) return [];
    const kpi = kpiUnder(id, definition);
    return movesForEver(kpi) ? [{ place, kpi }] : [];
  });
}

/** One more day of places whose readings move as days pass. */
export async function advanceWindows(tx: Db, company: Company, day: Day): Promise<void> {
  const { firstCostDay } = await readingState(tx);
  for (const { place, kpi } of await movingPlaces(tx)) {
    await holdPlace(tx, place, 'share');
    await sql`
      insert into reading.further as stored (account_id, place, day, value, n)
      select account_id, ${place}, ${day}::date, ${readingOf(kpi, toReadingSettings(company))}, (${kpi.rowCount})::int
      from (${totalCounters({ day, currency: company.currency, firstCostDay })}) c
      where (${kpi.rowCount}) > 0
      on conflict (account_id, place, day) do update set value = excluded.value, n = excluded.n`.execute(
      tx,
    );
  }
}

/** The same for days to come until `day`, if nothing else happens: by account and day, as further places have them. */
export async function comingReadings(
  db: Db,
  company: Company,
  accountIds: readonly number[],
  day: Day,
): Promise<FurtherRow[]> {
  const { currentDay, firstCostDay } = await readingState(db);
  const coming: FurtherRow[] = [];
  for (const { place, kpi } of await movingPlaces(db)) {
    const readings = readingsUntil(kpi, { accountIds, company, firstCostDay, until: day });
    const { rows } = await sql<FurtherRow>`
      select account_id, ${place}::int as place, day, value, n from (${readings}) moving
      where day > ${currentDay}::date order by account_id, day`.execute(db);
    coming.push(...rows);
  }
  return coming.toSorted((a, b) => a.day.localeCompare(b.day));
}

const accountsPerBatch = 200;

/**
 * Computes the readings of a place for every account, a batch at a time, so that nobody waits for it. What `onProgress`
 * throws ends it; the place is not filled then. `beforeCommit` runs in the transaction that marks it as filled.
 */
export async function fillWindow(
  db: Db,
  place: number,
  onProgress: (done: number, total: number) => void,
  beforeCommit?: (tx: Db) => Promise<void>,
): Promise<void> {
  const further = (await furtherPlaces(db)).find((one) => one.place === place);
  if (further === undefined) throw new Error(`there is no place ${place}`);
  const { rows } = await sql<{ id: number }>`
    select id from account.account where not withdrawn order by id`.execute(db);
  // From now on facts that come meanwhile fill it too.
  await markKept(db, place);
  for (let first = 0; first < rows.length; first += accountsPerBatch) {
    onProgress(first, rows.length);
    const ids = rows.slice(first, first + accountsPerBatch).map(({ id }) => id);
    await db.transaction().execute(async (tx) => {
      // Whoever restates one of them may have looked for places before this one was marked.
      await sql`
        select from fact.touched where account_id = any(${ids}::int[]) order by account_id for update`.execute(
        tx,
      );
      await coverCalendars(tx, [further], ids);
      await holdPlace(tx, place, 'update');
      await fillPlace(tx, further, ids);
    });
  }
  onProgress(rows.length, rows.length);
  await db.transaction().execute(async (tx) => {
    await markFilled(tx, place);
    await beforeCommit?.(tx);
  });
}

/** Keeps the first computation of a place from crossing what facts and days that come meanwhile make of it. */
const holdPlace = (tx: Db, place: number, mode: 'share' | 'update') =>
  sql`
    select place from reading.place where place = ${place}
    ${mode === 'share' ? sql`for share` : sql`for update`}`.execute(tx);
