import { type Kysely, sql } from 'kysely';

/** The readings of days past that `health.current` was scored from, so that a new settings version need not look for them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table health.scored_past (
      account_id int primary key,
      day date not null,
      readings bytea not null
    ) with (toast_tuple_target = 4096)`.execute(db);
  // What is read as a whole is read quickest where it is neither packed nor elsewhere.
  await sql`alter table health.scored_past alter column readings set storage external`.execute(db);
}
