import { type Kysely, sql } from 'kysely';

/**
 * Uses that came one by one and are not yet counted: they are added to the users and features of their days. The summary by
 * which usage is found is made as soon as a part of the table is full.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table fact.added_usage (account_id int not null, user_id text not null, feature text, day date not null)`.execute(
    db,
  );
  await sql`create index on fact.added_usage (account_id)`.execute(db);
  await sql`alter index fact.usage_event_at_idx set (autosummarize = on)`.execute(db);
}
