import { type RawBuilder, sql } from 'kysely';
import type { Day } from '../lib/day.ts';

interface Dated {
  table: string;
  at: string;
  isDay?: true;
  /** The column of the account, where it is no account_id. */
  account?: 'id';
  /** The column of the ticket that it is withdrawn with. */
  ticket?: 'id' | 'ticket_id';
}

/** What happened, and when: a due date or an end to come is none of it (definitions.md 10, Proof, people, freshness). */
export const dated: readonly Dated[] = [
  { table: 'account.account', at: 'churned_at', account: 'id' },
  { table: 'fact.ticket', at: 'opened_at', ticket: 'id' },
  { table: 'fact.ticket', at: 'solved_at', ticket: 'id' },
  { table: 'fact.ticket_message', at: 'at', ticket: 'ticket_id' },
  { table: 'fact.ticket_event', at: 'at', ticket: 'ticket_id' },
  { table: 'fact.sla_clock', at: 'stopped_at', ticket: 'ticket_id' },
  { table: 'fact.time_entry', at: 'at' },
  { table: 'fact.cost', at: 'at' },
  { table: 'fact.subscription', at: 'starts_on', isDay: true },
  { table: 'fact.renewal', at: 'closed_on', isDay: true },
  { table: 'fact.invoice', at: 'issued_on', isDay: true },
  { table: 'fact.invoice', at: 'paid_on', isDay: true },
  { table: 'fact.opportunity', at: 'created_at' },
  { table: 'fact.opportunity', at: 'closed_on', isDay: true },
  { table: 'fact.milestone', at: 'done_on', isDay: true },
  { table: 'fact.series', at: 'day', isDay: true },
  { table: 'rollup.user_day', at: 'day', isDay: true },
  { table: 'fact.survey_response', at: 'sent_at' },
  { table: 'fact.survey_response', at: 'responded_at' },
  { table: 'fact.interaction', at: 'at' },
  { table: 'fact.rating', at: 'at' },
];

/** Leaves out what went with its ticket; `ofAccounts` says whose tickets to look through. */
export const isStanding = (
  { ticket }: Dated,
  ofAccounts: RawBuilder<unknown>,
): RawBuilder<unknown> =>
  ticket === undefined
    ? sql`true`
    : sql`${sql.ref(ticket)} not in (select id from fact.ticket where withdrawn and ${ofAccounts})`;

/** `first, newest` day of the facts by `day`, of one account or of all. */
export const spanQuery = (
  timeZone: string,
  day: Day,
  accountId: number | null = null,
): RawBuilder<{ first: Day | null; newest: Day | null }> => {
  const parts = dated.map((kind) => {
    const { table, at, isDay, account = 'account_id' } = kind;
    const ofTickets = accountId === null ? sql`true` : sql`account_id = ${accountId}`;
    const until = isDay
      ? sql`${sql.ref(at)} <= ${day}::date`
      : sql`${sql.ref(at)} < (${day}::date + 1)::timestamp at time zone ${timeZone}`;
    const ofAccount = accountId === null ? sql`` : sql`and ${sql.ref(account)} = ${accountId}`;
    const dayOf = (bound: RawBuilder<unknown>) =>
      isDay ? bound : sql`(${bound} at time zone ${timeZone})::date`;
    const column = sql.ref(at);
    return sql`
      select ${dayOf(sql`min(${column})`)} as first, ${dayOf(sql`max(${column})`)} as newest
      from ${sql.table(table)}
      where ${until} ${ofAccount} and ${isStanding(kind, ofTickets)}`;
  });
  return sql`
    select min(first) as first, max(newest) as newest from (${sql.join(parts, sql` union all `)}) part`;
};
