import type { Clock, Facts, Message, Row, TicketEvent } from './columns.ts';

/** A ticket with everything that hangs on it. */
export interface Ticket extends Row<'tickets'> {
  messages: Message[];
  events: TicketEvent[];
  clocks: Clock[];
}

/** One account with all its facts of any date; what is known by a day is decided KPI by KPI. */
export interface AccountFacts {
  account: Row<'accounts'>;
  contacts: Row<'contacts'>[];
  tickets: Ticket[];
  timeEntries: Row<'time_entries'>[];
  costs: Row<'costs'>[];
  subscriptions: Row<'subscriptions'>[];
  renewals: Row<'renewals'>[];
  invoices: Row<'invoices'>[];
  usageEvents: Row<'usage_events'>[];
  usageDaily: Row<'usage_daily'>[];
  surveys: Row<'survey_responses'>[];
  interactions: Row<'interactions'>[];
  ratings: Row<'ratings'>[];
  opportunities: Row<'opportunities'>[];
  milestones: Row<'milestones'>[];
}

/** The company: every account in code point order of its id, and what belongs to no single account. */
export interface Portfolio {
  accounts: AccountFacts[];
  tickets: Ticket[];
  /** Time entries by ticket id, whatever account they name. */
  timeEntriesOfTicket: Map<string, Row<'time_entries'>[]>;
  facts: Facts;
}

/** Order of two texts by code point, as ids are compared everywhere (definitions.md 10). */
export function byCodePoint(a: string, b: string): number {
  const left = Array.from(a, (char) => char.codePointAt(0) ?? 0);
  const right = Array.from(b, (char) => char.codePointAt(0) ?? 0);
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): (key: string) => T[] {
  const groups = Map.groupBy(rows, keyOf);
  return (key) => groups.get(key) ?? [];
}

const accountOf = ({ account_id }: { account_id: string }) => account_id;
const ticketOf = ({ ticket_id }: { ticket_id: string }) => ticket_id;

/** Groups facts by account and ticket; nothing is summed here. */
export function portfolioOf(facts: Facts): Portfolio {
  const messages = grouped(facts.ticket_messages, ticketOf);
  const events = grouped(facts.ticket_events, ticketOf);
  const clocks = grouped(facts.sla_clocks, ticketOf);
  const tickets = facts.tickets.map((ticket) => ({
    ...ticket,
    messages: messages(ticket.ticket_id),
    events: events(ticket.ticket_id),
    clocks: clocks(ticket.ticket_id),
  }));
  const of = {
    contacts: grouped(facts.contacts, accountOf),
    tickets: grouped(tickets, accountOf),
    timeEntries: grouped(facts.time_entries, accountOf),
    costs: grouped(facts.costs, accountOf),
    subscriptions: grouped(facts.subscriptions, accountOf),
    renewals: grouped(facts.renewals, accountOf),
    invoices: grouped(facts.invoices, accountOf),
    usageEvents: grouped(facts.usage_events, accountOf),
    usageDaily: grouped(facts.usage_daily, accountOf),
    surveys: grouped(facts.survey_responses, accountOf),
    interactions: grouped(facts.interactions, accountOf),
    ratings: grouped(facts.ratings, accountOf),
    opportunities: grouped(facts.opportunities, accountOf),
    milestones: grouped(facts.milestones, accountOf),
  };
  const accounts = facts.accounts
    .toSorted((a, b) => byCodePoint(a.account_id, b.account_id))
    .map((account) => {
      const id = account.account_id;
      return {
        account,
        contacts: of.contacts(id),
        tickets: of.tickets(id),
        timeEntries: of.timeEntries(id),
        costs: of.costs(id),
        subscriptions: of.subscriptions(id),
        renewals: of.renewals(id),
        invoices: of.invoices(id),
        usageEvents: of.usageEvents(id),
        usageDaily: of.usageDaily(id),
        surveys: of.surveys(id),
        interactions: of.interactions(id),
        ratings: of.ratings(id),
        opportunities: of.opportunities(id),
        milestones: of.milestones(id),
      };
    });
  const timeEntriesOfTicket = Map.groupBy(
    facts.time_entries.filter(({ ticket_id }) => ticket_id !== null),
    ({ ticket_id }) => ticket_id ?? '',
  );
  return { accounts, tickets, timeEntriesOfTicket, facts };
}
