import type { Span } from '../calendars/calendar.ts';

/** A row of ticket_events. Instants in epoch ms. */
export interface TicketEvent {
  at: number;
  event: 'solved' | 'reopened' | 'pending' | 'on_hold' | 'open';
}

/** Where a ticket stands between two events; one just opened is open. */
export type TicketStatus = 'open' | 'pending' | 'on_hold' | 'solved';

export interface StatusSpan extends Span {
  status: TicketStatus;
}

/** By time; at the same instant solved is the later (definitions.md 10, touchpoint). */
export const inOrderOfTime = (events: readonly TicketEvent[]): TicketEvent[] =>
  events.toSorted(
    (a, b) => a.at - b.at || Number(a.event === 'solved') - Number(b.event === 'solved'),
  );

/** How the ticket went from status to status; the last span ends at Infinity. Equal neighbours are one span. */
export function statusSpans(openedAt: number, events: readonly TicketEvent[]): StatusSpan[] {
  const spans: StatusSpan[] = [{ from: openedAt, until: Number.POSITIVE_INFINITY, status: 'open' }];
  for (const { at, event } of inOrderOfTime(events)) {
    const status = event === 'reopened' ? 'open' : event;
    const last = spans.at(-1);
    if (last === undefined || last.status === status) continue;
    last.until = Math.max(at, last.from);
    spans.push({ from: last.until, until: Number.POSITIVE_INFINITY, status });
  }
  return spans.filter(({ from, until }) => from < until);
}
