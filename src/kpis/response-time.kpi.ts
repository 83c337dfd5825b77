import { sql } from 'kysely';
import { businessMicroseconds } from '../db/business-time.ts';
import { agentReply, ticketOpening } from './fact-kinds.ts';
import { defineKpi, type Kpi } from './kpi.ts';
import { windowRange } from './window.ts';

type Column = Kpi['rows']['columns'][number] & { value: ReturnType<typeof sql> };

const elapsedMinutes = sql`(greatest(extract(epoch from reply.at - ticket.opened_at), 0) / 60)::float8`;

/** A ticket under no calendar is waited for round the clock. */
const businessMinutes = sql`coalesce(${businessMicroseconds({
  accountId: 'ticket.account_id',
  sourceId: 'ticket.source_id',
  ticketId: 'ticket.id',
  openedAt: 'ticket.opened_at',
  until: 'reply.at',
})}::float8 / 60000000, ${elapsedMinutes})`;

/** Names of the calendars the ticket was under until it was answered. */
const calendarNames = sql`(
  select string_agg(distinct coalesce(hours.name, calendar.calendar_id), ', ')
  from rollup.open_calendar calendar
  join fact.calendar_hours hours on hours.source_id = calendar.source_id and hours.calendar_id = calendar.calendar_id
  where calendar.source_id = ticket.source_id and (
    exists (
      select 1 from fact.ticket_calendar named
      where named.ticket_id = ticket.id and named.calendar_id = calendar.calendar_id and named.from_at <= reply.at
    )
    or calendar.is_default and not exists (
      select 1 from fact.ticket_calendar named
      join rollup.open_calendar known on known.source_id = ticket.source_id and known.calendar_id = named.calendar_id
      where named.ticket_id = ticket.id and named.from_at <= least(reply.at, ticket.opened_at + interval '5 seconds')
    )
  ))`;

const rowsWith = (last: readonly Column[]): Kpi['rows'] => ({
  columns: [
    { id: 'ticket_id', type: 'text' },
    { id: 'subject', type: 'text' },
    { id: 'opened_at', type: 'instant' },
    { id: 'first_reply_at', type: 'instant' },
    ...last.map(({ id, type }) => ({ id, type })),
  ],
  query: ({ accountId, asOf, timeZone, windowDays }) => {
    const { isInWindow } = windowRange({ asOf, timeZone, windowDays });
    return sql`
      with reply as (
        select ticket_id, min(at) as at
        from fact.ticket_message
        where account_id = ${accountId} and author = 'agent'
          and public is not false and opening is not true
        group by ticket_id
      )
      select ticket.external_id, ticket.subject, ticket.opened_at, reply.at, ${sql.join(last.map(({ value }) => value))}
      from reply
      join fact.ticket on ticket.id = reply.ticket_id and ticket.account_id = ${accountId} and not ticket.withdrawn
      where ${isInWindow('reply.at')}
      order by reply.at desc, ticket.external_id`;
  },
});

/** How long do they wait? (definitions.md 4 and 10, response_time) */
export const responseTime = defineKpi({
  id: 'response_time',
  area: 'support',
  unit: 'minutes',
  better: 'down',
  weight: 0,
  windowDays: 90,
  minimumRows: 3,
  facts: [ticketOpening, agentReply],
  curve: [
    [60, 100],
    [240, 75],
    [1440, 30],
    [4320, 0],
  ],
  value: () => sql`c.first_reply_seconds / 60`,
  rowCount: sql`c.answered_tickets`,
  rollupWindows: (windowDays) => ({ first_reply: windowDays }),
  figures: [],
  rows: rowsWith([{ id: 'minutes', type: 'minutes', value: elapsedMinutes }]),
  parameter: {
    id: 'minutes',
    form: { kind: 'choice', options: ['calendar', 'business'] },
    initial: 'calendar',
    under: () => ({
      rows: rowsWith([
        { id: 'calendar', type: 'text', value: calendarNames },
        { id: 'minutes', type: 'minutes', value: businessMinutes },
      ]),
    }),
  },
});
