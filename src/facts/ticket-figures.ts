import { MS_PER_MINUTE } from '../calendars/calendar.ts';
import { businessMinutes, type Timeline } from '../calendars/timeline.ts';
import {
  inOrderOfTime,
  statusSpans,
  type TicketEvent,
  type TicketStatus,
} from './ticket-history.ts';

/** A row of ticket_messages, its empty cells filled: `public` true, `opening` false. */
export interface TicketMessage {
  at: number;
  author: 'customer' | 'agent' | 'system';
  public: boolean;
  opening: boolean;
}

/** All facts of one ticket by some day. Instants in epoch ms. */
export interface TicketFacts {
  openedAt: number;
  /** The ticket's own columns: they speak only where it has no event or no message row (definitions.md 10). */
  solvedAt: number | null;
  reopenCount: number | null;
  agentReplies: number | null;
  customerReplies: number | null;
  messages: readonly TicketMessage[];
  events: readonly TicketEvent[];
  /** Answered csat rows that name the ticket; satisfied as in definitions.md 4, feedback. */
  satisfactions: readonly { at: number; satisfied: boolean }[];
  /** Business hours in force; null where no calendar is known. */
  timeline: Timeline | null;
}

type Satisfaction = 'good' | 'bad';

/**
 * Figures of one ticket, named as `hale tickets` prints them. Instants in epoch ms, durations in minutes with seconds
 * as fractions; business minutes are null without a calendar, status durations without event rows.
 */
export interface TicketFigures {
  first_solved_at: number | null;
  last_solved_at: number | null;
  /** Public agent messages, the opening one included. */
  public_agent_comments: number | null;
  /** Public agent messages without the opening one. */
  public_agent_replies: number | null;
  /** Public customer messages, the opening one included. */
  customer_replies: number | null;
  /** How often it left solved again. */
  reopens: number | null;
  first_reply_minutes: number | null;
  first_reply_business_minutes: number | null;
  /** New, open or on hold. */
  requester_wait_minutes: number | null;
  requester_wait_business_minutes: number | null;
  /** Pending. */
  agent_wait_minutes: number | null;
  agent_wait_business_minutes: number | null;
  /** New or open. */
  agent_work_minutes: number | null;
  agent_work_business_minutes: number | null;
  on_hold_minutes: number | null;
  on_hold_business_minutes: number | null;
  /** From the opening to the last solve. */
  full_resolution_minutes: number | null;
  full_resolution_business_minutes: number | null;
  first_satisfaction: Satisfaction | null;
  last_satisfaction: Satisfaction | null;
}

interface Minutes {
  elapsed: number | null;
  business: number | null;
}

const UNKNOWN: Minutes = { elapsed: null, business: null };

/** Figures of a ticket as of an instant: what still runs is counted up to it. Facts after it must be left out. */
export function ticketFigures(facts: TicketFacts, asOf: number): TicketFigures {
  const { openedAt, timeline } = facts;
  const solves = solvesOf(facts);
  const lastSolve = solves.at(-1) ?? null;
  const firstReply = firstReplyOf(facts.messages);
  const toReply = firstReply === null ? UNKNOWN : minutesBetween(timeline, openedAt, firstReply);
  const toSolve = lastSolve === null ? UNKNOWN : minutesBetween(timeline, openedAt, lastSolve);
  const requesterWait = minutesIn(facts, asOf, ['open', 'on_hold']);
  const agentWait = minutesIn(facts, asOf, ['pending']);
  const agentWork = minutesIn(facts, asOf, ['open']);
  const onHold = minutesIn(facts, asOf, ['on_hold']);
  const satisfactions = facts.satisfactions.toSorted((a, b) => a.at - b.at);

  return {
    first_solved_at: solves.at(0) ?? null,
    last_solved_at: lastSolve,
    ...messageCounts(facts),
    reopens: facts.events.length > 0 ? reopensOf(facts.events) : facts.reopenCount,
    first_reply_minutes: toReply.elapsed,
    first_reply_business_minutes: toReply.business,
    requester_wait_minutes: requesterWait.elapsed,
    requester_wait_business_minutes: requesterWait.business,
    agent_wait_minutes: agentWait.elapsed,
    agent_wait_business_minutes: agentWait.business,
    agent_work_minutes: agentWork.elapsed,
    agent_work_business_minutes: agentWork.business,
    on_hold_minutes: onHold.elapsed,
    on_hold_business_minutes: onHold.business,
    full_resolution_minutes: toSolve.elapsed,
    full_resolution_business_minutes: toSolve.business,
    first_satisfaction: satisfactionOf(satisfactions.at(0)),
    last_satisfaction: satisfactionOf(satisfactions.at(-1)),
  };
}

function solvesOf({ events, solvedAt }: TicketFacts): number[] {
  if (events.length === 0) return solvedAt === null ? [] : [solvedAt];
  const solved = events.filter(({ event }) => event === 'solved');
  return solved.map(({ at }) => at).sort((a, b) => a - b);
}

function reopensOf(events: readonly TicketEvent[]): number {
  const inOrder = inOrderOfTime(events);
  return inOrder.filter(
    ({ event }, index) => event !== 'solved' && inOrder[index - 1]?.event === 'solved',
  ).length;
}

function firstReplyOf(messages: readonly TicketMessage[]): number | null {
  const replies = messages.filter((message) => isPublicBy('agent', message) && !message.opening);
  return replies.length === 0 ? null : Math.min(...replies.map(({ at }) => at));
}

const isPublicBy = (author: TicketMessage['author'], message: TicketMessage): boolean =>
  message.public && message.author === author;

function messageCounts(
  facts: TicketFacts,
): Pick<TicketFigures, 'public_agent_comments' | 'public_agent_replies' | 'customer_replies'> {
  const { messages, agentReplies, customerReplies } = facts;
  if (messages.length === 0) {
    return {
      public_agent_comments: null,
      public_agent_replies: agentReplies,
      customer_replies: customerReplies,
    };
  }
  const byAgents = messages.filter((message) => isPublicBy('agent', message));
  return {
    public_agent_comments: byAgents.length,
    public_agent_replies: byAgents.filter(({ opening }) => !opening).length,
    customer_replies: messages.filter((message) => isPublicBy('customer', message)).length,
  };
}

function minutesIn(facts: TicketFacts, asOf: number, statuses: readonly TicketStatus[]): Minutes {
  if (facts.events.length === 0) return UNKNOWN;
  let elapsed = 0;
  let business = 0;
  for (const { status, from, until } of statusSpans(facts.openedAt, facts.events)) {
    if (!statuses.includes(status)) continue;
    const minutes = minutesBetween(facts.timeline, from, Math.min(until, asOf));
    elapsed += minutes.elapsed ?? 0;
    business += minutes.business ?? 0;
  }
  return { elapsed, business: facts.timeline === null ? null : business };
}

const minutesBetween = (timeline: Timeline | null, from: number, until: number): Minutes => ({
  elapsed: Math.max(0, until - from) / MS_PER_MINUTE,
  business: timeline === null ? null : businessMinutes(timeline, from, until),
});

const satisfactionOf = (answer: { satisfied: boolean } | undefined): Satisfaction | null => {
  if (answer === undefined) return null;
  return answer.satisfied ? 'good' : 'bad';
};
