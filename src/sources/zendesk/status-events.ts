import type { TicketEvent } from '../../facts/ticket-history.ts';

/** A change of the status field, as Zendesk records it. `at` in epoch ms. */
export interface StatusChange {
  at: number;
  record: number;
  line: number;
  status: string;
}

export type StatusEvent = TicketEvent & Omit<StatusChange, 'status'>;

const KNOWN = ['new', 'open', 'pending', 'hold', 'solved', 'closed', 'deleted'];

export const isZendeskStatus = (status: string): boolean => KNOWN.includes(status);

/**
 * Events of one ticket from its status history. How it began is no event while it is new or open; closed counts as
 * solved where it was not solved before; a status that stays the same, new and deleted are none.
 */
export function statusEvents(changes: readonly StatusChange[]): StatusEvent[] {
  let previous: string | null = null;
  return changes
    .toSorted((a, b) => a.at - b.at || a.record - b.record)
    .flatMap(({ status, ...place }) => {
      const event = eventOf(previous, status);
      if (status !== 'deleted') previous = status;
      return event === null ? [] : [{ ...place, event }];
    });
}

function eventOf(previous: string | null, status: string): TicketEvent['event'] | null {
  if (status === previous) return null;
  switch (status) {
    case 'open':
      if (previous === null) return null;
      return previous === 'solved' || previous === 'closed' ? 'reopened' : 'open';
    case 'pending':
      return 'pending';
    case 'hold':
      return 'on_hold';
    case 'solved':
      return previous === 'closed' ? null : 'solved';
    case 'closed':
      return previous === 'solved' ? null : 'solved';
    default:
      return null;
  }
}
