import { type Kysely, sql } from 'kysely';

/** Twelve weekly healths stand beside the current one, so that a list need not look into the past. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table health.current add column sparkline float8[]`.execute(db);
  // Without a current day the next start makes everything again, and so fills the column.
  await sql`update reading.state set current_day = null`.execute(db);
}
