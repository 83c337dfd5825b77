import { type Kysely, sql } from 'kysely';

/** Facts keep a place from the day on which it began to be filled; whether it ever was to the end is another question. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table reading.place add column kept_since timestamptz`.execute(db);
  await sql`update reading.place set kept_since = filled_at`.execute(db);
}
