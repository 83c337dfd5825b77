import type { Customer } from './customer.ts';
import { type Moment, momentText } from './moment.ts';
import type { Random } from './random.ts';
import type { Situation } from './story.ts';
import type { Told } from './told.ts';
import { wordingFor } from './wording.ts';

/** The times of one ticket; what lies at or after `now` has not happened yet. */
export interface Exchange {
  ticketId: string;
  priority: string;
  promised: { firstReply: number; resolution: number };
  opened: Moment;
  /** Public answers of support up to the solve; before each but the first the customer wrote. */
  replies: readonly Moment[];
  solved: Moment;
  reopened?: Moment;
  solvedAgain?: Moment;
}

interface Circumstances {
  subject: string;
  requester: string | undefined;
  situation: Situation;
  random: Random;
}

interface Message {
  at: Moment;
  author: 'customer' | 'agent';
  public: boolean;
  opening: boolean;
}

export function* tellTicket(
  customer: Customer,
  exchange: Exchange,
  { subject, requester, situation, random }: Circumstances,
): Generator<Told> {
  const { ticketId, opened, priority } = exchange;
  const { now, company } = customer;
  const messages = messagesOf(exchange, random).filter(({ at }) => at < now);
  const events = eventsOf(exchange).filter(({ at }) => at < now);
  const last = events.at(-1);
  const solved = last?.event === 'solved' ? last.at : undefined;
  const replies = (author: string) =>
    messages.filter((message) => message.author === author && message.public && !message.opening)
      .length;

  yield {
    fact: 'tickets',
    row: {
      ticket_id: ticketId,
      account_id: company.id,
      opened_at: momentText(opened),
      subject,
      solved_at: textOf(solved),
      status: last === undefined ? 'open' : statuses[last.event],
      priority,
      channel: random.pick(['email', 'email', 'web', 'phone', 'chat']),
      requester_id: requester,
      assignee_email: random.pick(agents),
      reopen_count: events.filter(({ event }) => event === 'reopened').length,
      agent_replies: replies('agent'),
      customer_replies: replies('customer'),
    },
  };
  for (const [index, { at, ...message }] of messages.entries()) {
    const message_id = `${ticketId}-m${index + 1}`;
    const row = { message_id, ticket_id: ticketId, at: momentText(at), ...message };
    yield { fact: 'ticket_messages', row };
  }
  for (const { at, event } of events) {
    yield { fact: 'ticket_events', row: { ticket_id: ticketId, at: momentText(at), event } };
  }
  yield* tellClocks(exchange, now);
  if (solved !== undefined) yield* tellSatisfaction(customer, ticketId, solved, situation, random);
}

const agents = ['sami@hale.example', 'petra@hale.example', 'nils@hale.example'] as const;
const statuses = { solved: 'solved', pending: 'pending', open: 'open', reopened: 'open' } as const;
const textOf = (moment: Moment | undefined) =>
  moment === undefined ? undefined : momentText(moment);

function messagesOf(exchange: Exchange, random: Random): Message[] {
  const { opened, replies, reopened, solvedAgain } = exchange;
  const said = (at: Moment, author: Message['author'], opening = false): Message => ({
    at,
    author,
    public: true,
    opening,
  });
  const messages = [said(opened, 'customer', true)];
  for (const [index, at] of replies.entries()) {
    const before = replies[index - 1];
    if (before !== undefined) messages.push(said(Math.floor((before + at) / 2), 'customer'));
    messages.push(said(at, 'agent'));
  }
  if (random.chance(0.08)) {
    // A note among colleagues is no answer.
    const at = (replies[0] ?? opened) + 1;
    messages.splice(2, 0, { ...said(at, 'agent'), public: false });
  }
  if (reopened !== undefined && solvedAgain !== undefined) {
    messages.push(said(reopened, 'customer'), said(solvedAgain, 'agent'));
  }
  return messages;
}

function eventsOf({ replies, solved, reopened, solvedAgain }: Exchange) {
  const waits = replies.slice(0, -1).flatMap((reply, index) => {
    const answer = Math.floor((reply + (replies[index + 1] ?? reply)) / 2);
    return [
      { at: reply, event: 'pending' as const },
      // The customer wrote while the ticket was still pending.
      { at: answer + 1, event: 'open' as const },
    ];
  });
  const again =
    reopened === undefined || solvedAgain === undefined
      ? []
      : [
          { at: reopened, event: 'reopened' as const },
          { at: solvedAgain, event: 'solved' as const },
        ];
  return [...waits, { at: solved, event: 'solved' as const }, ...again];
}

function* tellClocks(exchange: Exchange, now: Moment): Generator<Told> {
  const stops = { first_reply: exchange.replies[0], resolution: exchange.solved };
  const promised = {
    first_reply: exchange.promised.firstReply,
    resolution: exchange.promised.resolution,
  };
  for (const metric of ['first_reply', 'resolution'] as const) {
    const stop = stops[metric];
    yield {
      fact: 'sla_clocks',
      row: {
        ticket_id: exchange.ticketId,
        metric,
        started_at: momentText(exchange.opened),
        stopped_at: textOf(stop !== undefined && stop < now ? stop : undefined),
        promised_minutes: promised[metric],
        internal_minutes: promised[metric] * 0.75,
      },
    };
  }
}

function* tellSatisfaction(
  { company, now, people }: Customer,
  ticketId: string,
  solved: Moment,
  situation: Situation,
  random: Random,
): Generator<Told> {
  const sent = solved + 60;
  if (sent >= now) return;
  const answered = sent + random.whole(5, 4000);
  const answers = random.chance(situation.answering) && answered < now;
  const good = random.chance(situation.satisfied);
  const wording = wordingFor(company.country);
  const comment = random.chance(0.3)
    ? random.pick(good ? wording.praise : wording.complaint)
    : undefined;
  yield {
    fact: 'survey_responses',
    row: {
      response_id: `${ticketId}-csat`,
      account_id: company.id,
      kind: 'csat',
      sent_at: momentText(sent),
      responded_at: answers ? momentText(answered) : undefined,
      score: answers ? (good ? random.whole(4, 5) : random.whole(1, 3)) : undefined,
      scale_max: 5,
      comment: answers ? comment : undefined,
      contact_id: people[0]?.id,
      ticket_id: ticketId,
    },
  };
}
