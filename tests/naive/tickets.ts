import type { AsOf } from './as-of.ts';
import type { Message } from './columns.ts';
import type { Ticket } from './portfolio.ts';

/**
 * The instant of a ticket's last solve by the end of the day, or null: from `solved` events; solved_at only where the
 * ticket has no such event at any date (definitions.md 10, touchpoint).
 */
export function lastSolve(ticket: Ticket, asOf: AsOf): number | null {
  const solvedEvents = ticket.events.filter(({ event }) => event === 'solved');
  const solves = solvedEvents.length > 0 ? solvedEvents.map(({ at }) => at) : [ticket.solved_at];
  const known = solves.filter(asOf.happened);
  return known.length > 0 ? Math.max(...known) : null;
}

/** A public message of that author that is not the ticket's own text. */
const isReplyOf = (message: Message, author: 'agent' | 'customer') =>
  message.author === author && message.public !== false && message.opening !== true;

export const isAgentReply = (message: Message) => isReplyOf(message, 'agent');
export const isCustomerReply = (message: Message) => isReplyOf(message, 'customer');
