import { type Kysely, sql } from 'kysely';

/** Readings hold from their day until the account's next row; `health.current` serves lists. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema if not exists reading`.execute(db);
  await sql`
    create table reading.day (
      account_id int not null,
      day date not null,
      readings float8[] not null,
      row_counts int[] not null,
      primary key (account_id, day)
    )`.execute(db);
  await sql`
    create table reading.state (
      only_row boolean primary key default true check (only_row),
      current_day date,
      first_cost_day date,
      rates_digest text
    )`.execute(db);
  await sql`insert into reading.state (current_day) values (null)`.execute(db);
  await sql`create schema if not exists health`.execute(db);
  await sql`
    create table health.current (
      account_id int primary key,
      day date not null,
      health float8,
      coverage float8 not null,
      band text not null,
      band_shown text not null,
      health_30_days_ago float8
    )`.execute(db);
  await sql`create index on health.current (health)`.execute(db);
}
