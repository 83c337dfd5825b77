import { type RawBuilder, sql } from 'kysely';
import { keptPrepared } from '../../db/connect.ts';
import { ownerTable, type SettleContext, type Staged } from './context.ts';
import { keyText } from './layout.ts';
import { isStoredRow } from './match.ts';
import { fewRows } from './stage.ts';

/** What may be found among the staged rows of a fact: where nothing is, the step that deals with it is left out. */
interface Outlook {
  hasUnknownOwners: boolean;
  /** A row of an earlier import waits in quarantine under the same key. */
  hasAnswers: boolean;
  /** Some are stored already, in whichever state. */
  hasStored: boolean;
}

const anything: Outlook = { hasUnknownOwners: true, hasAnswers: true, hasStored: true };

/** One look at a few rows is quicker than steps that find nothing; of many rows each step finds something. */
export async function lookAhead(context: SettleContext, staged: Staged): Promise<Outlook> {
  const { layout, rows } = staged;
  if (rows > fewRows) return anything;
  const { db, sourceId, runId } = context;
  const owner =
    layout.owner === null
      ? { join: sql``, isUnknown: sql`false` }
      : {
          join: sql`left join ${ownerTable(layout.owner)} owner
            on owner.source_id = ${sourceId} and owner.external_id = ${sql.ref(`s.${layout.owner}_id`)}`,
          isUnknown: sql`owner.id is null`,
        };
  const isAnswer = sql`exists (
    select from app.quarantine earlier
    where earlier.source_id = ${sourceId} and earlier.fact = ${layout.fact.file} and earlier.run_id <> ${runId}
      and md5(earlier.fact_key) = md5(${keyText(layout, 's')})
  )`;
  const isStored = sql`exists (select from ${layout.table} f where ${await isStoredRow(context, staged)})`;
  const found = await sql<Outlook>`${keptPrepared}
    select ${any(owner.isUnknown)} as "hasUnknownOwners", ${any(isAnswer)} as "hasAnswers", ${any(isStored)} as "hasStored"
    from ${layout.stage} s ${owner.join}`.execute(db);
  return found.rows[0] ?? anything;
}

const any = (condition: RawBuilder<unknown>) => sql`coalesce(bool_or(${condition}), false)`;
