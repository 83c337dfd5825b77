import type { NaiveKpi } from '../as-of.ts';
import { isAgentReply, isCustomerReply, lastSolve } from '../tickets.ts';

const WINDOW_DAYS = 90;
const MIN_N = 3;

/** Share of solved, not reopened tickets with at most one agent reply (definitions.md 4 and 10, touchpoint). */
export const touchpoint: NaiveKpi = (account, asOf) => {
  const agentReplies: number[] = [];
  let customerReplies = 0;
  for (const ticket of account.tickets) {
    const solve = lastSolve(ticket, asOf);
    if (solve === null || !asOf.inWindow(solve, asOf.settings.windowDays ?? WINDOW_DAYS)) continue;
    const isReopened = ticket.events.some(
      ({ event, at }) => event !== 'solved' && at > solve && asOf.happened(at),
    );
    if (isReopened) continue;
    const upToSolve = ticket.messages.filter(({ at }) => at <= solve);
    const replies =
      ticket.messages.length > 0 ? upToSolve.filter(isAgentReply).length : ticket.agent_replies;
    if (replies === null) continue;
    agentReplies.push(replies);
    customerReplies +=
      ticket.messages.length > 0
        ? upToSolve.filter(isCustomerReply).length
        : (ticket.customer_replies ?? 0);
  }
  const n = agentReplies.length;
  const atMostOne = agentReplies.filter((replies) => replies <= 1).length;
  return {
    reading: n < (asOf.settings.minimumRows ?? MIN_N) ? null : atMostOne / n,
    n,
    parts: {
      at_most_one: atMostOne,
      without_reply: agentReplies.filter((replies) => replies === 0).length,
      agent_replies: agentReplies.reduce((sum, replies) => sum + replies, 0),
      customer_replies: customerReplies,
    },
  };
};
