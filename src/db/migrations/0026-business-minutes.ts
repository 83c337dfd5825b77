import { type Kysely, sql } from 'kysely';

/** Open spans of each calendar, each with the open time before it (decision 0010). */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Sources whose business hours or holidays changed since anybody looked.
  await sql`create table fact.touched_calendar (source_id smallint not null)`.execute(db);
  await sql`
    create table rollup.open_calendar (
      source_id smallint not null,
      calendar_id text collate "C" not null,
      -- Holds for tickets that name no calendar.
      is_default boolean not null,
      -- What the spans were made of, to tell whether they still are what they were.
      definition text not null,
      covers_from timestamptz not null,
      covers_until timestamptz not null,
      primary key (source_id, calendar_id)
    )`.execute(db);
  await sql`
    create table rollup.open_span (
      source_id smallint not null,
      calendar_id text collate "C" not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      -- Microseconds of earlier spans.
      open_before bigint not null,
      primary key (source_id, calendar_id, starts_at)
    )`.execute(db);
}
