import { type Kysely, sql } from 'kysely';

/** Rows in quarantine that a person has given up stay on record, with when and from where. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table app.quarantine
      add column discarded_at timestamptz,
      add column discarded_by text,
      add constraint discarded_by_somebody check ((discarded_at is null) = (discarded_by is null))`.execute(
    db,
  );
}
