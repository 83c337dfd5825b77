import { type Kysely, sql } from 'kysely';

/** What accounts were like before they changed, and healths set by hand. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // One row per day on which Hale learned of a change: what held until the day before it.
  await sql`
    create table account.past_attributes (
      account_id int not null,
      until_day date not null,
      segment text,
      stage text,
      csm_email text,
      country text,
      industry text,
      custom jsonb not null,
      primary key (account_id, until_day)
    )`.execute(db);
  await sql`
    create table health.override (
      account_id int not null,
      id bigint generated always as identity,
      health float8 check (health between 0 and 100),
      band text check (band in ('healthy', 'attention', 'at_risk')),
      reason text not null,
      last_day date not null,
      author text not null,
      created_at timestamptz not null default clock_timestamp(),
      removed_at timestamptz,
      removed_by text,
      primary key (account_id, id),
      check ((health is null) <> (band is null))
    )`.execute(db);
}
