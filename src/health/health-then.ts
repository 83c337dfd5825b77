import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { addDays, type Day } from '../lib/day.ts';
import { healthAfterRows } from './current.ts';
import type { StoredReadings } from './reading-rows.ts';
import { scorerOf } from './scorer.ts';
import { readVersion, shippedVersion, type Version } from './versions.ts';

interface Request {
  accountId: number;
  /** The account's rows up to `to`, in order of days. */
  rows: readonly StoredReadings[];
  from: Day;
  to: Day;
  versions: readonly VersionInForce[];
  /** What stood on the screens on some of the days. */
  shown: readonly ShownHealth[];
  /** The rows under one of the versions, where they have been scored already. */
  scored?: { version: Version; healths: readonly HealthAfterRow[] };
}

export type HealthAfterRow =
  ReturnType<typeof healthAfterRows> extends Generator<infer One> ? One : never;

/** A settings version and the first day it was in force; the shipped settings since ever. */
export interface VersionInForce {
  fromDay: Day | null;
  id: number;
  author: string;
  note: string;
}

/** Published versions in the order in which they came into force; of several on a day the last one alone. */
export async function versionsInForce(db: Db, timeZone: string): Promise<VersionInForce[]> {
  const { rows } = await sql<VersionInForce>`
    select distinct on ("fromDay") "fromDay", id, author, note
    from (
      select (published_at at time zone ${timeZone})::date as "fromDay", published_at, id, author, note
      from health.version where state = 'published'
    ) published
    order by "fromDay", published_at desc, id desc`.execute(db);
  const { id, author, note } = shippedVersion;
  return [{ fromDay: null, id, author, note }, ...rows];
}

/**
 * Health of each day as it was shown then: what stood on the screens, where Hale ran; else today's readings under the
 * version in force on the day (definitions.md 5, Versions). Days before the first reading are absent.
 */
export async function healthThen(db: Db, request: Request): Promise<Map<Day, number | null>> {
  const { accountId, rows, from, to, versions, shown, scored } = request;
  const found = new Map<Day, number | null>();
  for (const [index, { fromDay, id }] of versions.entries()) {
    const next = versions[index + 1]?.fromDay;
    const first = fromDay === null || fromDay < from ? from : fromDay;
    const last = next === undefined || next === null || next > to ? to : addDays(next, -1);
    if (first > last) continue;
    const healths =
      scored?.version.id === id
        ? scored.healths
        : [
            ...healthAfterRows(
              rows,
              last,
              await scorerOf(db, [accountId], await readVersion(db, id)),
            ),
          ];
    for (const [place, { row, health }] of healths.entries()) {
      const until = healths[place + 1]?.row.day ?? addDays(last, 1);
      for (
        let day = row.day < first ? first : row.day;
        day < until && day <= last;
        day = addDays(day, 1)
      ) {
        found.set(day, health.health);
      }
    }
  }
  for (const { day, health } of shown) found.set(day, health);
  return found;
}

export interface ShownHealth {
  day: Day;
  health: number | null;
}

/** What an account showed at the end of each day on which Hale ran. */
export async function shownBetween(
  db: Db,
  accountId: number,
  { from, to }: { from: Day; to: Day },
): Promise<ShownHealth[]> {
  const { rows } = await sql<ShownHealth>`
    select shown_day.day, held.health
    from health.shown_day
    cross join lateral (
      select health from health.shown
      where shown.account_id = ${accountId} and shown.day <= shown_day.day
      order by shown.day desc
      limit 1
    ) held
    where shown_day.day between ${from}::date and ${to}::date`.execute(db);
  return rows;
}
