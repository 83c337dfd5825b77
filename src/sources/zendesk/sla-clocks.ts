import type { Span } from '../../calendars/calendar.ts';
import { judgeClock, type Verdict } from '../../calendars/clock.ts';
import type { Timeline } from '../../calendars/timeline.ts';
import { statusSpans, type TicketEvent, type TicketStatus } from '../../facts/ticket-history.ts';

export type SlaMetric = 'first_reply' | 'next_reply' | 'agent_work' | 'requester_wait';

/** A policy set a target on a ticket. `at` in epoch ms. */
export interface Application {
  at: number;
  record: number;
  line: number;
  metric: SlaMetric;
  minutes: number;
  inBusinessHours: boolean;
}

/** What a ticket's clocks are read from. Instants in epoch ms. */
export interface ClockedTicket {
  openedAt: number;
  events: readonly TicketEvent[];
  /** Public agent comments other than the opening one, ascending. */
  replies: readonly number[];
  timeline: Timeline | null;
}

export interface SlaClock extends Application, Verdict {
  startedAt: number;
  stoppedAt: number | null;
  supersededAt: number | null;
}

const RUNNING: Readonly<Record<'agent_work' | 'requester_wait', readonly TicketStatus[]>> = {
  agent_work: ['open'],
  requester_wait: ['open', 'on_hold'],
};

/**
 * The clocks of one ticket (definitions.md 10, sla). Of first_reply only the latest application counts, and it runs
 * from the opening; of several applications at one instant the latest in the file. The others run from their
 * application: a reply clock until the first later public agent comment, else the first later solve; a work or wait
 * clock while the ticket stands in its statuses, until the last solve.
 */
export function slaClocks(ticket: ClockedTicket, applications: readonly Application[]): SlaClock[] {
  const inOrder = applications.toSorted((a, b) => a.at - b.at || a.record - b.record);
  const standing = inOrder.filter((application, index) => {
    const later = inOrder.slice(index + 1).filter(({ metric }) => metric === application.metric);
    if (application.metric === 'first_reply') return later.length === 0;
    return !later.some(({ at }) => at === application.at);
  });
  return standing.map((application, index) => {
    const next = standing.slice(index + 1).find(({ metric }) => metric === application.metric);
    return clockOf(ticket, application, next?.at ?? null);
  });
}

function clockOf(ticket: ClockedTicket, application: Application, nextAt: number | null): SlaClock {
  const { metric, at, minutes: promisedMinutes, inBusinessHours } = application;
  const startedAt = metric === 'first_reply' ? ticket.openedAt : at;
  const { running, stoppedAt } =
    metric === 'first_reply' || metric === 'next_reply'
      ? untilReply(ticket, startedAt)
      : whileIn(ticket, startedAt, RUNNING[metric]);
  const timeline = inBusinessHours ? ticket.timeline : null;
  const isReplaced = nextAt !== null && (stoppedAt === null || nextAt < stoppedAt);
  return {
    ...application,
    ...judgeClock({ promisedMinutes, timeline, running, stoppedAt }),
    startedAt,
    stoppedAt,
    supersededAt: isReplaced ? nextAt : null,
  };
}

interface Run {
  running: readonly Span[];
  stoppedAt: number | null;
}

function untilReply({ replies, events }: ClockedTicket, from: number): Run {
  const solves = events.filter(({ event }) => event === 'solved').map(({ at }) => at);
  const stoppedAt = firstAfter(from, replies) ?? firstAfter(from, solves);
  return { running: [{ from, until: stoppedAt ?? Number.POSITIVE_INFINITY }], stoppedAt };
}

const firstAfter = (from: number, instants: readonly number[]): number | null => {
  const later = instants.filter((at) => at > from);
  return later.length === 0 ? null : later.reduce((first, at) => Math.min(first, at));
};

function whileIn(ticket: ClockedTicket, from: number, statuses: readonly TicketStatus[]): Run {
  const spans = statusSpans(ticket.openedAt, ticket.events);
  const last = spans.at(-1);
  const running = spans
    .filter(({ status, until }) => statuses.includes(status) && until > from)
    .map((span) => ({ from: Math.max(span.from, from), until: span.until }));
  return { running, stoppedAt: last?.status === 'solved' ? Math.max(last.from, from) : null };
}
