import { sql } from 'kysely';
import { readCompany } from '../accounts/company.ts';
import type { Db } from '../db/connect.ts';
import { addDays, type Day } from '../lib/day.ts';
import type { Band } from '../scoring/bands.ts';
import { bandOrder } from '../scoring/portfolio.ts';
import { healthOnDay, numberOrNull, placesOf } from './portfolio-health.ts';
import { everyAccount, readingColumns } from './reading-columns.ts';
import { parentHealths } from './rolled-up.ts';
import { type Scorer, scorerOf } from './scorer.ts';
import type { Version } from './versions.ts';

/** How many accounts stood in which band at the end of a day, without hysteresis. */
export interface BandCounts {
  day: Day;
  counts: Record<Band, number>;
  /** Of the accounts with a health; null where there is none. */
  meanHealth: number | null;
}

export interface BandHistoryRequest {
  /** The last day, one with readings; the others lie a week apart before it. */
  until: Day;
  weeks: number;
  /** The current one, where absent. */
  version?: Version;
}

/** An account on a day, as restated; its health is that of its children where the settings say so. */
export interface BandMember {
  id: number;
  health: number | null;
  band: Band;
}

/**
 * Bands of the whole portfolio week by week, oldest first, restated under one settings version: of the accounts that were
 * there and had not churned at the end of each day. Writes and locks nothing.
 */
export async function bandHistory(
  db: Db,
  { until, weeks, version }: BandHistoryRequest,
): Promise<BandCounts[]> {
  const days = Array.from({ length: weeks }, (_, week) => addDays(until, -7 * (weeks - 1 - week)));
  const history: BandCounts[] = [];
  for await (const { day, members } of bandsOn(db, days, version)) {
    const counts = { healthy: 0, attention: 0, at_risk: 0, unknown: 0 };
    let [sum, known] = [0, 0];
    for (const { band, health } of members) {
      counts[band] += 1;
      if (health === null) continue;
      sum += health;
      known += 1;
    }
    history.push({ day, counts, meanHealth: known === 0 ? null : sum / known });
  }
  return history;
}

/** Who stood in which band at the end of a day, by Hale's own number. */
export async function bandMembers(db: Db, day: Day, version?: Version): Promise<BandMember[]> {
  for await (const { members } of bandsOn(db, [day], version)) return members;
  return [];
}

async function* bandsOn(db: Db, days: readonly Day[], version: Version | undefined) {
  const accountIds = await everyAccount(db);
  const scorer = await scorerOf(db, accountIds, version);
  const isThere = await presence(db, accountIds);
  const columns = await readingColumns(db, { days, places: placesOf(scorer), accountIds });
  for (const [index, day] of days.entries()) {
    const { band, health } = healthOnDay(columns, index, scorer);
    const own: BandMember[] = accountIds.map((id, at) => ({
      id,
      health: numberOrNull(health[at]),
      band: bandOrder[band[at] ?? 3] ?? 'unknown',
    }));
    const members = (await rolledUp(db, day, scorer, own)).filter((_, at) => isThere(at, day));
    yield { day, members };
    // A request that waits comes between two weeks.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function rolledUp(
  db: Db,
  day: Day,
  scorer: Scorer,
  own: BandMember[],
): Promise<BandMember[]> {
  const healths = new Map(own.map(({ id, health }) => [id, health]));
  const parents = await parentHealths(db, { day, version: scorer.version }, async (ids) => {
    return new Map(ids.map((id) => [id, healths.get(id) ?? null]));
  });
  return parents.size === 0 ? own : own.map((member) => ({ ...member, ...parents.get(member.id) }));
}

/** Whether the account at a place of the list exists on a day and has not churned by its end. */
async function presence(db: Db, accountIds: readonly number[]) {
  const { time_zone } = await readCompany(db);
  const { rows } = await sql<{ id: number; created_on: Day | null; churned_on: Day | null }>`
    select id, (created_at at time zone ${time_zone})::date as created_on,
      (churned_at at time zone ${time_zone})::date as churned_on
    from account.account
    where id = any(${accountIds}::int[])`.execute(db);
  const lives = new Map(rows.map((row) => [row.id, row]));
  const inOrder = accountIds.map((id) => lives.get(id));
  return (at: number, day: Day): boolean => {
    const life = inOrder[at];
    if (life === undefined) return false;
    const { created_on, churned_on } = life;
    return (created_on === null || created_on <= day) && (churned_on === null || churned_on > day);
  };
}
