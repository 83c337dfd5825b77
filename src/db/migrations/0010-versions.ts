import { type Kysely, sql } from 'kysely';

/** Settings versions of the score; readings of custom KPIs and of other windows beside the shipped ones. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table health.version (
      id int generated always as identity primary key,
      state text not null check (state in ('draft', 'published')),
      model jsonb not null,
      author text not null,
      note text not null,
      effect jsonb,
      based_on int not null,
      created_at timestamptz not null default now(),
      published_at timestamptz,
      check ((state = 'published') = (published_at is not null))
    )`.execute(db);
  await sql`create index on health.version (published_at)`.execute(db);
  // Places 0 to 99 are the shipped KPIs, in the order of their registry.
  await sql`
    create table reading.place (
      place int generated always as identity (start with 100) primary key,
      kpi text not null,
      definition jsonb not null,
      -- Until then nobody has computed its readings for every account.
      filled_at timestamptz,
      unique (kpi, definition)
    )`.execute(db);
  await sql`
    create table reading.further (
      account_id int not null,
      place int not null,
      day date not null,
      value float8,
      n int not null,
      primary key (account_id, place, day)
    )`.execute(db);
  await sql`create index on reading.further (place)`.execute(db);
}
