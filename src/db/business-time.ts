import { type RawBuilder, sql } from 'kysely';

/** SQL expressions of the ticket that is asked for, each with the name of its table. */
interface Waited {
  accountId: string;
  sourceId: string;
  ticketId: string;
  openedAt: string;
  until: string;
}

/** Open time of a row of `stage` up to an instant of it, in microseconds, from where the spans of its calendar begin. */
const openUntil = (instant: string) => sql`coalesce((
  select span.open_before + (extract(epoch from least(${sql.ref(instant)}, span.ends_at) - span.starts_at) * 1000000)::bigint
  from rollup.open_span span
  where span.source_id = stage.source_id and span.calendar_id = stage.calendar_id and span.starts_at <= ${sql.ref(instant)}
  order by span.starts_at desc
  limit 1
), 0)`;

/**
 * Business time between two instants of a ticket, in whole microseconds; null where it is under no calendar (decision 0010).
 * The rules of calendars/book.ts: the default calendar until the first named one, which holds from the opening where it was
 * named within five seconds of it; calendars without hours are passed over, and so is what was named after the end. What
 * rolls up and what shows the rows behind it ask here alike.
 */
export function businessMicroseconds(waited: Waited): RawBuilder<unknown> {
  const [accountId, sourceId, ticketId] = [waited.accountId, waited.sourceId, waited.ticketId].map(
    (column) => sql.ref(column),
  );
  const [openedAt, until] = [sql.ref(waited.openedAt), sql.ref(waited.until)];
  return sql`(
    with named as (
      select calendar.source_id, calendar.calendar_id, named.from_at
      from fact.ticket_calendar named
      join rollup.open_calendar calendar on calendar.source_id = ${sourceId} and calendar.calendar_id = named.calendar_id
      where named.account_id = ${accountId} and named.ticket_id = ${ticketId} and named.from_at <= ${until}
    ),
    holding as (
      select source_id, calendar_id, from_at from named
      union all
      select source_id, calendar_id, ${openedAt} from rollup.open_calendar
      where source_id = ${sourceId} and is_default
        and not exists (select 1 from named where named.from_at <= ${openedAt} + interval '5 seconds')
    ),
    stage as (
      select source_id, calendar_id,
        case when lag(from_at) over in_order is null then ${openedAt} else greatest(from_at, ${openedAt}) end as starts_at,
        least(lead(from_at) over in_order, ${until}) as ends_at
      from holding
      window in_order as (order by from_at, calendar_id)
    )
    select sum(
      case when stage.starts_at < stage.ends_at then ${openUntil('stage.ends_at')} - ${openUntil('stage.starts_at')} else 0 end
    )::bigint
    from stage
  )`;
}
