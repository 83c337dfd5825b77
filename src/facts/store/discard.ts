import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../db/connect.ts';

/** Rows in quarantine: single ones, or those of a file, of a reason, or of both. Nothing named is every row. */
export interface QuarantineChoice {
  ids?: readonly string[] | undefined;
  file?: string | undefined;
  reason?: string | undefined;
}

/** Waiting for a mend, or given up by a person. */
export type QuarantineState = 'open' | 'discarded';

/** From where a row was discarded; there are no people to name yet. */
export type Discarder = 'command_line' | 'screens';

/** The condition on app.quarantine that picks the chosen rows of a state. */
export const chosenRows = (
  { ids, file, reason }: QuarantineChoice,
  state: QuarantineState,
): RawBuilder<boolean> => sql`(
    (discarded_at is null) = ${state === 'open'}
    and (${ids ?? null}::bigint[] is null or quarantine.id = any(${ids ?? null}::bigint[]))
    and (${file ?? null}::text is null or file = ${file ?? null})
    and (${reason ?? null}::text is null or reason = ${reason ?? null})
  )`;

/**
 * Takes chosen rows out of the list of what waits for a mend; they stay on record. Gives the ids of those that were open.
 * A later import that brings the very same row leaves it discarded; one that brings it in another form opens it again.
 */
export async function discardRows(
  db: Db,
  choice: QuarantineChoice,
  discarder: Discarder,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update app.quarantine set discarded_at = now(), discarded_by = ${discarder}
    where ${chosenRows(choice, 'open')} returning id::text`.execute(db);
  return rows.map(({ id }) => id);
}

/** Undoes `discardRows`: the chosen rows wait for a mend again. Gives the ids of those that were discarded. */
export async function restoreRows(db: Db, choice: QuarantineChoice): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update app.quarantine set discarded_at = null, discarded_by = null
    where ${chosenRows(choice, 'discarded')} returning id::text`.execute(db);
  return rows.map(({ id }) => id);
}
