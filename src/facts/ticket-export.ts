import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { calendarBooks } from './calendar-books.ts';
import { type TicketFacts, type TicketFigures, ticketFigures } from './ticket-figures.ts';

/** A ticket with its figures; `account_id` is its account's outside id. Instants in epoch ms. */
export interface TicketRow extends TicketFigures {
  ticket_id: string;
  account_id: string;
  opened_at: number;
}

const ticketsPerBatch = 500;

/** Every ticket as of an instant, in code point order of ticket_id; facts after it are left out. */
export async function* ticketRows(db: Db, asOf: Date): AsyncGenerator<TicketRow> {
  const books = await calendarBooks(db);
  for (const ids of await ticketIds(db, asOf)) {
    const tickets = await factsOf(db, ids, asOf);
    for (const { ticket_id, account_id, source_id, named, ...facts } of tickets) {
      const timeline = books.get(source_id)?.timelineOf(facts.openedAt, named) ?? null;
      const figures = ticketFigures({ ...facts, timeline }, asOf.getTime());
      yield { ticket_id, account_id, opened_at: facts.openedAt, ...figures };
    }
  }
}

/** Ids of our own of all tickets there are, in batches, in code point order of their outside ids. */
export async function ticketIds(db: Db, asOf: Date): Promise<number[][]> {
  const { rows } = await sql<{ id: number }>`
    select ticket.id
    from fact.ticket
    join account.account on account.id = ticket.account_id
    where not ticket.withdrawn and not account.withdrawn and opened_at <= ${asOf}
    order by ticket.external_id collate "C", ticket.source_id`.execute(db);
  const ids = rows.map(({ id }) => id);
  return Array.from({ length: Math.ceil(ids.length / ticketsPerBatch) }, (_, batch) =>
    ids.slice(batch * ticketsPerBatch, (batch + 1) * ticketsPerBatch),
  );
}

interface StoredTicket extends Omit<TicketFacts, 'timeline'> {
  ticket_id: string;
  account_id: string;
  source_id: number;
  named: { calendarId: string; from: number }[];
}

/** Epoch ms as json holds it. */
const ms = (column: string) => sql`floor(extract(epoch from ${sql.ref(column)}) * 1000)::float8`;

const asList = (item: ReturnType<typeof sql>, from: ReturnType<typeof sql>) =>
  sql`coalesce((select json_agg(${item}) from ${from}), '[]')`;

/** The facts of tickets by an instant, in the order of their ids. */
async function factsOf(db: Db, ids: readonly number[], asOf: Date): Promise<StoredTicket[]> {
  const { rows } = await sql<StoredTicket>`
    select ticket.external_id as ticket_id, account.external_id as account_id, ticket.source_id,
      ${ms('ticket.opened_at')} as "openedAt",
      case when ticket.solved_at <= ${asOf} then ${ms('ticket.solved_at')} end as "solvedAt",
      ticket.reopen_count as "reopenCount", ticket.agent_replies as "agentReplies",
      ticket.customer_replies as "customerReplies",
      ${asList(
        sql`json_build_object('at', ${ms('at')}, 'author', author, 'public', public is not false, 'opening', opening is true)`,
        sql`fact.ticket_message where account_id = ticket.account_id and ticket_id = ticket.id and at <= ${asOf}`,
      )} as messages,
      ${asList(
        sql`json_build_object('at', ${ms('at')}, 'event', event)`,
        sql`fact.ticket_event where ticket_id = ticket.id and at <= ${asOf}`,
      )} as events,
      ${asList(
        sql`json_build_object('calendarId', calendar_id, 'from', ${ms('from_at')})`,
        sql`fact.ticket_calendar where ticket_id = ticket.id and from_at <= ${asOf}`,
      )} as named,
      coalesce(answers.list, '[]') as satisfactions
    from unnest(${ids}::bigint[]) with ordinality asked (id, place)
    join fact.ticket on ticket.id = asked.id
    join account.account on account.id = ticket.account_id
    left join (${satisfactionLists(ids, asOf)}) answers
      on answers.source_id = ticket.source_id and answers.ticket_external_id = ticket.external_id
    order by asked.place`.execute(db);
  return rows;
}

/** Answered csat rows by the ticket they name; satisfied as in definitions.md 10, feedback. */
const satisfactionLists = (ids: readonly number[], asOf: Date) => sql`
  select source_id, ticket_external_id, json_agg(json_build_object(
    'at', ${ms('responded_at')}, 'satisfied', satisfied
  ) order by responded_at, external_id) as list
  from fact.scaled_answer
  where kind = 'csat' and responded_at <= ${asOf}
    and account_id in (select account_id from fact.ticket where id = any(${ids}::bigint[]))
    and ticket_external_id is not null
  group by source_id, ticket_external_id`;
