import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../db/connect.ts';

/** Rows in quarantine: single ones, or those that have all of the rest. Nothing named is every row. */
export interface QuarantineChoice {
  ids?: readonly string[] | undefined;
  file?: string | undefined;
  reason?: string | undefined;
  /** Those that name this account, or a ticket of its. */
  accountId?: number | undefined;
  /** Plain names of interchange files: those that would become one of these facts. */
  facts?: readonly string[] | undefined;
}

/** Waiting for a mend, or given up by a person. */
export type QuarantineState = 'open' | 'discarded';

/** From where a row was discarded; there are no people to name yet. */
export type Discarder = 'command_line' | 'screens';

/** The condition on app.quarantine that picks the chosen rows of a state. */
export const chosenRows = (
  { ids, file, reason, accountId, facts }: QuarantineChoice,
  state: QuarantineState,
): RawBuilder<boolean> => sql`(
    (discarded_at is null) = ${state === 'open'}
    and (${ids ?? null}::bigint[] is null or quarantine.id = any(${ids ?? null}::bigint[]))
    and (${file ?? null}::text is null or file = ${file ?? null})
    and (${reason ?? null}::text is null or reason = ${reason ?? null})
    and (${facts ?? null}::text[] is null or quarantine.fact = any(${facts ?? null}::text[]))
    and ${accountId === undefined ? sql`true` : namesAccount(accountId)}
  )`;

const cell = (row: string, column: string) =>
  sql`btrim(${sql.ref(row)}.cells ->> ${sql.lit(column)})`;

/** A row with the account's id, or with the id of a ticket that is the account's or would be, were it not in quarantine too. */
const namesAccount = (accountId: number): RawBuilder<boolean> => {
  // Looked up once, not for each row.
  const ownerOf = (column: string) =>
    sql`(select ${sql.ref(column)} from account.account where id = ${accountId})`;
  return sql`(
    quarantine.source_id = ${ownerOf('source_id')}
    and (
      ${cell('quarantine', 'account_id')} = ${ownerOf('external_id')}
      or ${cell('quarantine', 'ticket_id')} in (
        select external_id from fact.ticket where account_id = ${accountId}
        union all
        select ${cell('waiting', 'ticket_id')}
        from app.quarantine waiting
        where waiting.source_id = ${ownerOf('source_id')} and waiting.fact = 'tickets'
          and ${cell('waiting', 'account_id')} = ${ownerOf('external_id')}
      )
    )
  )`;
};

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
