import { type Kysely, sql } from 'kysely';

/** What lists and screens showed at the end of each day, as it was before later facts restated it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Days on which something was shown; on others Hale did not run.
  await sql`
    create table health.shown_day (
      day date primary key,
      version int not null
    )`.execute(db);
  // A row holds until the account's next one.
  await sql`
    create table health.shown (
      account_id int not null,
      day date not null,
      readings float8[] not null,
      row_counts int[] not null,
      health float8,
      band_shown text not null,
      primary key (account_id, day)
    )`.execute(db);
}
