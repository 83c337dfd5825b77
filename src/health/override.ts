import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { Day } from '../lib/day.ts';
import type { KnownBand } from '../scoring/bands.ts';

/** What a person says of an account beside the score: a health or a band (definitions.md 5, Override). */
export interface OverrideValue {
  /** 0..100; null where only a band was set. */
  health: number | null;
  /** Null where a health was set. */
  band: KnownBand | null;
}

export interface Override extends OverrideValue {
  id: string;
  accountId: number;
  reason: string;
  /** The last day it holds. */
  lastDay: Day;
  author: string;
  /** The first day it holds. */
  setOn: Day;
  /** The day it was taken back, on which it no longer holds; null where nobody did. */
  removedOn: Day | null;
  removedBy: string | null;
}

const columns = (timeZone: string): RawBuilder<unknown> => sql`
  id::text, account_id as "accountId", health, band, reason, last_day as "lastDay", author,
  (created_at at time zone ${timeZone})::date as "setOn",
  (removed_at at time zone ${timeZone})::date as "removedOn", removed_by as "removedBy"`;

/** Every override of an account that was set by the day, newest first. */
export async function overridesOf(
  db: Db,
  accountId: number,
  { day, timeZone }: { day: Day; timeZone: string },
): Promise<Override[]> {
  const { rows } = await sql<Override>`
    select ${columns(timeZone)} from health.override
    where account_id = ${accountId} and (created_at at time zone ${timeZone})::date <= ${day}::date
    order by health.override.id desc`.execute(db);
  return rows;
}

/** The overrides in force at the end of a day, by account; at most one each. */
export async function overridesInForce(
  db: Db,
  accountIds: readonly number[] | 'all',
  { day, timeZone }: { day: Day; timeZone: string },
): Promise<Map<number, Override>> {
  const ofAccounts = accountIds === 'all' ? sql`true` : sql`account_id = any(${accountIds}::int[])`;
  const { rows } = await sql<Override>`
    select ${columns(timeZone)} from health.override
    where ${ofAccounts} and last_day >= ${day}::date
    order by health.override.id`.execute(db);
  return new Map(rows.filter((one) => isInForce(one, day)).map((one) => [one.accountId, one]));
}

/** From the day it was set to its last day, unless it was taken back before or on the day. */
export const isInForce = ({ setOn, lastDay, removedOn }: Override, day: Day): boolean =>
  setOn <= day && day <= lastDay && (removedOn === null || removedOn > day);

/** Sets an override, which ends the one in force: of two people the later one is right. */
export async function setOverride(
  db: Db,
  accountId: number,
  {
    health,
    band,
    reason,
    lastDay,
    author,
  }: OverrideValue & Pick<Override, 'reason' | 'lastDay' | 'author'>,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(7241, 8)`.execute(tx);
    await sql`
      update health.override set removed_at = clock_timestamp(), removed_by = ${author}
      where account_id = ${accountId} and removed_at is null`.execute(tx);
    await sql`
      insert into health.override (account_id, health, band, reason, last_day, author)
      values (${accountId}, ${health}, ${band}, ${reason}, ${lastDay}::date, ${author})`.execute(
      tx,
    );
  });
}

/** Takes an override back; false where the account has none such, or it was taken back before. */
export async function removeOverride(
  db: Db,
  accountId: number,
  { id, author }: { id: string; author: string },
): Promise<boolean> {
  const { rows } = await sql`
    update health.override set removed_at = clock_timestamp(), removed_by = ${author}
    where account_id = ${accountId} and id = ${id}::bigint and removed_at is null
    returning id`.execute(db);
  return rows.length > 0;
}
