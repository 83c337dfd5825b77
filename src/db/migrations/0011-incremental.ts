import { type Kysely, sql } from 'kysely';

/** What lets one more fact, or one more day, be taken in without looking at the whole past of an account. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // The first day on which a changed fact can matter; null = any.
  await sql`alter table fact.touched add column changed_from date`.execute(db);
  await sql`create index on rollup.first_cost (day)`.execute(db);
  // The band shown at the end of the day before, under the version that scored the row; null = not known.
  await sql`
    alter table health.current
      add column band_before text,
      add column version int`.execute(db);
}
