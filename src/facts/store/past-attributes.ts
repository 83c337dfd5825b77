import { sql } from 'kysely';
import type { SettleContext, Staged } from './context.ts';

/** What rules of profiles look at, as columns of accounts. */
const attributes = ['segment', 'stage', 'csm_email', 'country', 'industry'];

/**
 * Keeps what the accounts in stage_match are like before they are renewed, as what held until today: the day on which
 * Hale learns of the change (definitions.md 10, Profiles and attributes). Of several changes of a day the first counts.
 */
export async function keepPastAttributes(
  { db, timeZone }: SettleContext,
  { layout, columns, customFields }: Staged,
): Promise<void> {
  if (layout.fact.file !== 'accounts') return;
  const changes = attributes
    .filter((name) => columns.has(name))
    .map((name) => sql`${sql.ref(`f.${name}`)} is distinct from ${sql.ref(`s.${name}`)}`);
  if (customFields.size > 0) {
    changes.push(
      sql`f.custom <> (f.custom - ${[...customFields]}::text[]) || coalesce(s.custom, '{}')`,
    );
  }
  if (changes.length === 0) return;
  const kept = sql.join(attributes.map((name) => sql.ref(`f.${name}`)));
  await sql`
    insert into account.past_attributes
      (account_id, until_day, ${sql.join(attributes.map((name) => sql.ref(name)))}, custom)
    select f.id, (now() at time zone ${timeZone})::date, ${kept}, f.custom
    from stage_match m
    join ${layout.table} f on f.ctid = m.stored_row
    join ${layout.stage} s on s.ordinal = m.ordinal
    where not m.same and (${sql.join(changes, sql` or `)})
    on conflict do nothing`.execute(db);
}
