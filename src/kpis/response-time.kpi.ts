import { type RawBuilder, sql } from 'kysely';
import { defineKpi, type Kpi } from './kpi.ts';
import { windowRange } from './window.ts';

const elapsedMinutes = sql`(greatest(extract(epoch from reply.at - ticket.opened_at), 0) / 60)::float8`;

/** A ticket under no calendar is waited for round the clock. */
const businessMinutes = sql`coalesce(
  rollup.business_microseconds(ticket.source_id, ticket.id, ticket.opened_at, reply.at)::float8 / 60000000, ${elapsedMinutes})`;

const rowsIn = (minutes: RawBuilder<unknown>): Kpi['rows'] => ({
  columns: [
    { id: 'ticket_id', type: 'text' },
    { id: 'subject', type: 'text' },
    { id: 'opened_at', type: 'instant' },
    { id: 'first_reply_at', type: 'instant' },
    { id: 'minutes', type: 'minutes' },
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
      select ticket.external_id, ticket.subject, ticket.opened_at, reply.at, ${minutes}
      from reply
      join fact.ticket on ticket.id = reply.ticket_id and ticket.account_id = ${accountId} and not ticket.withdrawn
      where ${isInWindow('reply.at')}
      order by reply.at desc, ticket.external_id`;
  },
});

/** How long do they wait? (definitions.md 4 and 10, response_time) */
export const responseTime = defineKpi({
  id: 'response_time',
  unit: 'minutes',
  better: 'down',
  weight: 0,
  windowDays: 90,
  minimumRows: 3,
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
  rows: rowsIn(elapsedMinutes),
  parameter: {
    id: 'minutes',
    form: { kind: 'choice', options: ['calendar', 'business'] },
    initial: 'calendar',
    under: () => ({ rows: rowsIn(businessMinutes) }),
  },
});
