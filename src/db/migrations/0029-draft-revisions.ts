import { type Kysely, sql } from 'kysely';

/** How often a draft was saved, and when last: of two people who save one draft the second is told of the first. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table health.version
      add column revision int not null default 0,
      add column saved_at timestamptz not null default now()`.execute(db);
  await sql`update health.version set saved_at = created_at`.execute(db);
}
