import { type Kysely, sql } from 'kysely';

/** Few tickets are withdrawn, and whoever looks for the newest fact has to leave out what went with them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index ticket_withdrawn on fact.ticket (account_id, id) where withdrawn`.execute(
    db,
  );
}
