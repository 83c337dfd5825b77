import type { AsOf, NaiveKpi } from '../as-of.ts';
import { daysThrough, plusDays } from '../days.ts';
import { isActiveOn, sumInCompanyCurrency } from '../money.ts';
import type { Ticket } from '../portfolio.ts';
import { isAgentReply, lastSolve } from '../tickets.ts';

const WINDOW_DAYS = 90;
const MIN_N = 1;

/** Instants of a ticket's agent replies known by the day; without message rows agent_replies, all at the last solve. */
function replyInstants(ticket: Ticket, asOf: AsOf): number[] {
  if (ticket.messages.length > 0) {
    return ticket.messages
      .filter(isAgentReply)
      .map(({ at }) => at)
      .filter(asOf.happened);
  }
  const solve = lastSolve(ticket, asOf);
  return solve === null ? [] : Array.from({ length: ticket.agent_replies ?? 0 }, () => solve);
}

const companyDays = new WeakMap<AsOf, boolean>();

/** The company has a time entry, a cost or an agent reply by the day; asked once per day. */
function companyHasCostFacts(asOf: AsOf): boolean {
  const known = companyDays.get(asOf);
  if (known !== undefined) return known;
  const { facts, tickets } = asOf.portfolio;
  const answer =
    facts.time_entries.some(({ at }) => asOf.happened(at)) ||
    facts.costs.some(({ at }) => asOf.happened(at)) ||
    tickets.some((ticket) => replyInstants(ticket, asOf).length > 0);
  companyDays.set(asOf, answer);
  return answer;
}

/** Profit as a share of revenue, in the company's currency at the day's rates (definitions.md 4 and 10, balance). */
export const balance: NaiveKpi = (account, asOf) => {
  const window = daysThrough(
    plusDays(asOf.day, 1 - (asOf.settings.windowDays ?? WINDOW_DAYS)),
    asOf.day,
  );
  const activeRows = account.subscriptions
    .map((row) => ({ row, days: window.filter((day) => isActiveOn(row, day)).length }))
    .filter(({ days }) => days > 0);
  const invoices = account.invoices.filter(
    ({ issued_on, status }) => status !== 'void' && window.includes(issued_on),
  );
  const isInvoiced = asOf.settings.revenue === 'invoices';
  const accrued = sumInCompanyCurrency(
    activeRows.map(({ row, days }) => ({
      amount: (row.mrr * 12 * days) / 365,
      currency: row.currency,
    })),
    asOf,
  );
  const revenue = isInvoiced ? sumInCompanyCurrency(invoices, asOf) : accrued;
  const revenueRows = isInvoiced ? invoices : activeRows;

  const { defaultHourlyCost, minutesPerReply } = asOf.settings;
  const entries = account.timeEntries.filter(({ at }) =>
    asOf.inWindow(at, asOf.settings.windowDays ?? WINDOW_DAYS),
  );
  const costs = account.costs.filter(({ at }) =>
    asOf.inWindow(at, asOf.settings.windowDays ?? WINDOW_DAYS),
  );
  const costedReplies = account.tickets
    .filter((ticket) => {
      const ofTicket = asOf.portfolio.timeEntriesOfTicket.get(ticket.ticket_id) ?? [];
      return !ofTicket.some(({ at }) => asOf.happened(at));
    })
    .flatMap((ticket) => replyInstants(ticket, asOf))
    .filter((at) => asOf.inWindow(at, asOf.settings.windowDays ?? WINDOW_DAYS)).length;
  const cost = sumInCompanyCurrency(
    [
      ...entries.map(({ minutes, hourly_cost, currency }) =>
        hourly_cost === null
          ? { amount: (minutes / 60) * defaultHourlyCost, currency: null }
          : { amount: (minutes / 60) * hourly_cost, currency },
      ),
      ...costs.map(({ amount, currency }) => ({ amount, currency })),
      { amount: (costedReplies * minutesPerReply * defaultHourlyCost) / 60, currency: null },
    ],
    asOf,
  );

  const n = revenueRows.length + entries.length + costs.length + costedReplies;
  const parts = { revenue, cost, costed_replies: costedReplies };
  return { reading: shareKept(revenue, cost, n, asOf), n, parts };
};

function shareKept(
  revenue: number | null,
  cost: number | null,
  n: number,
  asOf: AsOf,
): number | null {
  if (n < MIN_N || !companyHasCostFacts(asOf)) return null;
  if (revenue === null || cost === null) return null;
  if (revenue <= 0) return cost > revenue ? -1 : null;
  return Math.max(-1, Math.min(1, (revenue - cost) / revenue));
}
