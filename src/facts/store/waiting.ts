import { sql } from 'kysely';
import { keptPrepared } from '../../db/connect.ts';
import { facts } from '../index.ts';
import type { SettleContext } from './context.ts';
import { type Layout, layoutFor } from './layout.ts';

/** What a row of a fact is to others, where it is something that must be known. */
export function ownerKind({ fact: { file } }: Layout): 'account' | 'ticket' | undefined {
  if (file === 'accounts') return 'account';
  return file === 'tickets' ? 'ticket' : undefined;
}

/**
 * Notes of which facts rows in quarantine wait for what was just stored, by its outside ids; null where those are many and
 * any fact may wait.
 */
export async function noteArrivals(
  { db, sourceId, runId, hasEarlierQuarantine, waiting }: SettleContext,
  layout: Layout,
  ids: readonly string[] | null,
): Promise<void> {
  const owner = ownerKind(layout);
  if (owner === undefined || !hasEarlierQuarantine) return;
  if (ids === null) {
    for (const { file } of facts) if (layoutFor(file).owner === owner) waiting.add(file);
    return;
  }
  // Words, not parameters: so the statement is seen to fit the index of those that wait.
  const { rows } = await sql<{ fact: string }>`${keptPrepared}
    select distinct fact from app.quarantine
    where source_id = ${sourceId} and run_id <> ${runId} and reason = ${sql.lit(`unknown_${owner}`)}
      and md5(cells ->> ${sql.lit(`${owner}_id`)}) in (select md5(id) from unnest(${ids}::text[]) id)`.execute(
    db,
  );
  for (const { fact } of rows) waiting.add(fact);
}
