import { type Kysely, sql } from 'kysely';

/** Backtests that were made, so that the screen of one opens at once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema if not exists proof`.execute(db);
  await sql`
    create table proof.report (
      horizon_days int not null,
      -- As asked; infinite where nothing was.
      first_asked date not null,
      last_asked date not null,
      report jsonb not null,
      -- The settings version and the state of the facts that it was made of.
      version int not null,
      made_of text not null,
      made_at timestamptz not null default now(),
      primary key (horizon_days, first_asked, last_asked)
    )`.execute(db);
}
