import { type Kysely, sql } from 'kysely';

/** A health that changes is written into the page it stands in, so that lists do not read through what is out of date. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Lists sort by what a parent shows, which this index does not know; and a row with an indexed change has to move.
  await sql`drop index health.current_health_idx`.execute(db);
  await sql`alter table health.current set (fillfactor = 45)`.execute(db);
}
