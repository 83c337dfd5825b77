import type { NaiveKpi } from '../as-of.ts';
import { isAgentReply } from '../tickets.ts';

const WINDOW_DAYS = 90;
const MIN_N = 3;

/** Median minutes to the first agent reply (definitions.md 4 and 10, response_time). */
export const responseTime: NaiveKpi = (account, asOf) => {
  const minutes: number[] = [];
  for (const ticket of account.tickets) {
    const replies = ticket.messages.filter(isAgentReply).map(({ at }) => at);
    if (replies.length === 0) continue;
    const first = Math.min(...replies);
    if (!asOf.inWindow(first, asOf.settings.windowDays ?? WINDOW_DAYS)) continue;
    const open = asOf.settings.businessMinutes?.(ticket.ticket_id, ticket.opened_at, first);
    minutes.push(open ?? Math.max(0, first - ticket.opened_at) / 60_000);
  }
  const n = minutes.length;
  return { reading: n < MIN_N ? null : median(minutes), n };
};

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  return (lower + upper) / 2;
}
