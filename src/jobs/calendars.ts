import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { type FurtherPlace, furtherPlaces } from '../kpis/places.ts';
import { coverTickets, forgetSpans, renewSpans } from '../rollups/open-span.ts';
import { touchReadings } from './touched.ts';

/** Whether readings of a place rest on calendars. */
const countsBusinessMinutes = ({ kpi, definition }: FurtherPlace): boolean =>
  kpi === 'response_time' && definition.kind === 'window' && definition.parameter === 'business';

/** What has to be there before any of these places is filled for these accounts; does nothing for most. */
export async function coverCalendars(
  db: Db,
  places: readonly FurtherPlace[],
  accountIds: readonly number[],
): Promise<void> {
  if (places.some(countsBusinessMinutes)) await touch(db, await coverTickets(db, accountIds));
}

/**
 * Whether readings move because business hours or holidays have changed: marks the accounts with tickets under the
 * calendars that are no longer what they were. Where no reading rests on calendars, nobody is touched.
 */
export async function noticeCalendars(db: Db): Promise<boolean> {
  const places = await furtherPlaces(db);
  if (!places.some((place) => place.isKept && countsBusinessMinutes(place))) {
    await forgetSpans(db);
    return false;
  }
  const accountIds = await renewSpans(db);
  await touch(db, accountIds);
  return accountIds.length > 0;
}

/** As the KPIs ship no reading moves; those of further places are all made again. */
async function touch(db: Db, accountIds: readonly number[]): Promise<void> {
  if (accountIds.length === 0) return;
  await touchReadings(db, sql`select unnest(${accountIds}::int[]), 'infinity'::date`);
}
