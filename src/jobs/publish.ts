import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { rescore } from '../health/rescore.ts';
import { refreshParents } from '../health/rolled-up.ts';
import { createDraft, currentVersion, markPublished, type Seen } from '../health/versions.ts';
import type { ScoringModel } from '../scoring/model.ts';
import { readingState } from './reading-state.ts';

export interface Publication {
  author: string;
  note: string;
  /** What the change was expected to do, as shown before; null where nobody looked. */
  effect: unknown;
}

/**
 * Publishes a draft and scores every account anew; false where it is no draft any more, or things stand otherwise than
 * they were `seen`.
 */
export async function publishDraft(
  db: Db,
  id: number,
  publication: Publication,
  seen?: Seen,
): Promise<boolean> {
  const isPublished = await inTurn(db, (tx) => markPublished(tx, id, publication, seen));
  if (isPublished) await rescoreEveryAccount(db);
  return isPublished;
}

/** Publishes the current settings with a change, as one new version; nothing where the change changes nothing. */
export async function publishChange(
  db: Db,
  change: (model: ScoringModel) => ScoringModel,
  publication: Publication,
): Promise<boolean> {
  return inTurn(db, async (tx) => {
    const { id: basedOn, model } = await currentVersion(tx);
    const changed = change(model);
    if (JSON.stringify(changed) === JSON.stringify(model)) return false;
    const { author, note } = publication;
    const draft = await createDraft(tx, { model: changed, author, note, basedOn });
    return markPublished(tx, draft, publication);
  });
}

/** Of two who publish at once the second sees what the first has done. */
function inTurn<T>(db: Db, publish: (tx: Db) => Promise<T>): Promise<T> {
  const afterOthers = async (tx: Db) => {
    await sql`select pg_advisory_xact_lock(7241, 9)`.execute(tx);
    return publish(tx);
  };
  return db.isTransaction ? afterOthers(db) : db.transaction().execute(afterOthers);
}

/** Today's health of every account under the current version; readings stay as they are. */
export async function rescoreEveryAccount(db: Db): Promise<void> {
  const { currentDay } = await readingState(db);
  if (currentDay === null) return;
  await rescore(db, currentDay, { factsStand: true });
  await refreshParents(db, currentDay);
}
