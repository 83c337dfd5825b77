import { sql } from 'kysely';
import { readCompany } from '../accounts/company.ts';
import type { Db } from '../db/connect.ts';
import type { Day } from '../lib/day.ts';
import { type Band, bandOf } from '../scoring/bands.ts';
import { rolledUp } from '../scoring/parents.ts';
import { healthAfterRows } from './current.ts';
import { groupMembers } from './parents.ts';
import type { ReadingHistory } from './reading-rows.ts';
import { type Scorer, scorerOf } from './scorer.ts';
import { currentVersion, type Version } from './versions.ts';

/** What a parent account shows in place of its own health. */
export interface ParentHealth {
  health: number | null;
  band: Band;
}

interface ParentRequest {
  day: Day;
  /** What scores the accounts. */
  version: Version;
}

const nobody: ReadonlyMap<number, ParentHealth> = new Map();

/**
 * Health of parent accounts at the end of a day where the settings take it from their children (definitions.md 5, Parent
 * accounts); accounts that are not in it show their own. Its band has no hysteresis: what was shown before is not folded.
 * `ownOf` gives the accounts' own healths.
 */
export async function parentHealths(
  db: Db,
  { day, version }: ParentRequest,
  ownOf: (accountIds: readonly number[], scorer: Scorer) => Promise<Map<number, number | null>>,
): Promise<ReadonlyMap<number, ParentHealth>> {
  if (version.model.parents === 'own') return nobody;
  const members = await groupMembers(db, day, await readCompany(db));
  if (members.length === 0) return nobody;
  const ids = members.map(({ id }) => id);
  const scorer = await scorerOf(db, ids, version);
  const own = await ownOf(ids, scorer);
  const { healths, parents } = rolledUp(
    members,
    (id) => own.get(id) ?? null,
    version.model.parents,
  );
  return new Map(
    [...healths]
      .filter(([id]) => parents.has(id))
      .map(([id, health]) => [
        id,
        { health, band: bandOf(health, scorer.profileOn(id, day).bands) },
      ]),
  );
}

/** Brings what parent accounts show today to what stands in `health.current`; nothing where all stand on their own. */
export async function refreshParents(db: Db, day: Day): Promise<void> {
  const version = await currentVersion(db);
  const parents = await parentHealths(db, { day, version }, async (ids) => {
    const { rows } = await sql<{ account_id: number; health: number | null }>`
      select account_id, health from health.current where account_id = any(${ids}::int[])`.execute(
      db,
    );
    return new Map(rows.map((row) => [row.account_id, row.health]));
  });
  const rows = [...parents].map(([id, { health, band }]) => ({ id, health, band }));
  await db.transaction().execute(async (tx) => {
    await sql`delete from health.parent`.execute(tx);
    if (rows.length === 0) return;
    await sql`
      insert into health.parent (account_id, health, band)
      select * from unnest(
        ${rows.map(({ id }) => id)}::int[], ${rows.map(({ health }) => health)}::float8[],
        ${rows.map(({ band }) => band)}::text[]
      )
      on conflict (account_id) do update set health = excluded.health, band = excluded.band`.execute(
      tx,
    );
  });
}

/** The same from histories of readings. */
export const parentHealthsFrom = (
  db: Db,
  historyOf: ReadingHistory,
  request: ParentRequest,
): Promise<ReadonlyMap<number, ParentHealth>> =>
  parentHealths(db, request, async (ids, scorer) => {
    const { day } = request;
    const history = await historyOf(ids, day);
    const lastOf = (id: number) =>
      [...healthAfterRows(history.get(id) ?? [], day, scorer)].at(-1)?.health.health ?? null;
    return new Map(ids.map((id) => [id, lastOf(id)]));
  });
