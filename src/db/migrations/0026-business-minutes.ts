import { type Kysely, sql } from 'kysely';

/** Business minutes in SQL: the open spans of each calendar, and what of them lies between two instants (decision 0010). */
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
  await sql`
    create function rollup.open_until(source smallint, calendar text, instant timestamptz) returns bigint
    language sql stable parallel safe
    begin atomic
      select open_before + (extract(epoch from least(instant, ends_at) - starts_at) * 1000000)::bigint
      from rollup.open_span
      where source_id = source and calendar_id = calendar and starts_at <= instant
      order by starts_at desc
      limit 1;
    end`.execute(db);
  // The rules of src/calendars/book.ts: the default calendar until the first named one, which holds from the opening where
  // it was named within five seconds of it; calendars without hours are passed over. What is named later than the end
  // cannot matter to it.
  await sql`
    create function rollup.business_microseconds(
      source smallint, ticket bigint, opened_at timestamptz, until_at timestamptz
    ) returns bigint
    language sql stable parallel safe
    begin atomic
      with named as (
        select calendar.calendar_id, named.from_at
        from fact.ticket_calendar named
        join rollup.open_calendar calendar on calendar.source_id = source and calendar.calendar_id = named.calendar_id
        where named.ticket_id = ticket and named.from_at <= until_at
      ),
      holding as (
        select calendar_id, from_at from named
        union all
        select calendar_id, opened_at from rollup.open_calendar
        where source_id = source and is_default
          and not exists (select 1 from named where named.from_at <= opened_at + interval '5 seconds')
      ),
      stage as (
        select calendar_id,
          case when lag(from_at) over in_order is null then opened_at else greatest(from_at, opened_at) end as starts_at,
          least(lead(from_at) over in_order, until_at) as ends_at
        from holding
        window in_order as (order by from_at, calendar_id)
      )
      select sum(case when starts_at < ends_at then
        coalesce(rollup.open_until(source, calendar_id, ends_at), 0)
          - coalesce(rollup.open_until(source, calendar_id, starts_at), 0)
        else 0 end)::bigint
      from stage;
    end`.execute(db);
}
