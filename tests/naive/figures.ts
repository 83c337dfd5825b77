import type { AsOf } from './as-of.ts';
import type { Clock, Message } from './columns.ts';
import { type Day, daysFrom } from './days.ts';
import { balance } from './kpis/balance.ts';
import { conclusionOf } from './kpis/sla.ts';
import { rateOn, sumInCompanyCurrency } from './money.ts';
import type { AccountFacts, Ticket } from './portfolio.ts';
import { relationFigures } from './relation-figures.ts';
import { isAgentReply, isCustomerReply, lastSolve } from './tickets.ts';

const TOUCHPOINT_DAYS = 90;
const SLA_DAYS = 90;

export type NaiveFigures = (account: AccountFacts, asOf: AsOf) => Record<string, number | null>;

const ratio = (part: number, whole: number) => (whole === 0 ? null : part / whole);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** When the ticket was solved first, known or not by the end of the day. */
function firstSolve(ticket: Ticket): number | null {
  const solves = ticket.events.filter(({ event }) => event === 'solved').map(({ at }) => at);
  return solves.length > 0 ? Math.min(...solves) : ticket.solved_at;
}

function wasReopened(ticket: Ticket, asOf: AsOf): boolean {
  if (ticket.events.length === 0) return (ticket.reopen_count ?? 0) > 0;
  const first = firstSolve(ticket) ?? Number.POSITIVE_INFINITY;
  return ticket.events.some(
    ({ event, at }) => event !== 'solved' && at > first && asOf.happened(at),
  );
}

/** What the ticket's last event up to an instant was; at the same instant `solved` is the later. */
function stateAt(ticket: Ticket, instant: number): string | null {
  const before = ticket.events.filter(({ at }) => at <= instant);
  const newest = Math.max(...before.map(({ at }) => at));
  const last = before.filter(({ at }) => at === newest).map(({ event }) => event);
  return last.includes('solved') ? 'solved' : (last[0] ?? null);
}

/** Why the second and every later agent reply up to an instant was written (definitions.md 10, touchpoint). */
function causesOf(ticket: Ticket, until: number): string[] {
  const inOrder = (messages: readonly Message[]) =>
    messages
      .map(({ at }) => at)
      .filter((at) => at <= until)
      .toSorted((a, b) => a - b);
  const replies = inOrder(ticket.messages.filter(isAgentReply));
  const customer = inOrder(ticket.messages.filter(isCustomerReply));
  return replies.slice(1).map((reply, index) => {
    const previous = replies[index] ?? reply;
    const wrote = customer.findLast((at) => at > previous && at <= reply);
    if (wrote === undefined) return 'own';
    return stateAt(ticket, wrote) === 'pending' ? 'answer' : 'new_question';
  });
}

const touchpoint: NaiveFigures = (account, asOf) => {
  const settled = account.tickets.flatMap((ticket) => {
    const solve = lastSolve(ticket, asOf);
    return solve !== null && asOf.inWindow(solve, TOUCHPOINT_DAYS) ? [{ ticket, solve }] : [];
  });
  const counted = settled.flatMap(({ ticket, solve }) => {
    if (
      ticket.events.some(({ event, at }) => event !== 'solved' && at > solve && asOf.happened(at))
    )
      return [];
    const said = ticket.messages.filter(({ at }) => at <= solve);
    const isSilent = ticket.messages.length === 0;
    const agent = isSilent ? ticket.agent_replies : said.filter(isAgentReply).length;
    const customer = isSilent ? ticket.customer_replies : said.filter(isCustomerReply).length;
    if (agent === null) return [];
    return [{ agent, customer, causes: causesOf(ticket, solve) }];
  });
  const told = counted.flatMap(({ customer }) => (customer === null ? [] : [customer]));
  const causes = counted.flatMap((ticket) => ticket.causes);
  const caused = (cause: string) =>
    counted.length === 0 ? null : causes.filter((each) => each === cause).length;
  return {
    mean_agent_replies: ratio(sum(counted.map(({ agent }) => agent)), counted.length),
    mean_customer_replies: ratio(sum(told), told.length),
    unanswered_share: ratio(counted.filter(({ agent }) => agent === 0).length, counted.length),
    reopen_rate: ratio(
      settled.filter(({ ticket }) => wasReopened(ticket, asOf)).length,
      settled.length,
    ),
    extra_replies_answer: caused('answer'),
    extra_replies_new_question: caused('new_question'),
    extra_replies_own: caused('own'),
  };
};

const cadence: NaiveFigures = (account, asOf) => {
  const days = account.interactions
    .map(({ at }) => at)
    .filter(asOf.happened)
    .map(asOf.dayOf);
  const last = days.toSorted().at(-1);
  const since = (day: Day) => (Date.parse(asOf.day) - Date.parse(day)) / 86_400_000;
  return { days_since_interaction: last === undefined ? null : since(last) };
};

const onboarding: NaiveFigures = ({ milestones }, { day }) => ({
  open_milestones: milestones.filter(({ done_on }) => done_on === null || done_on > day).length,
  due_milestones: milestones.filter(({ due_on }) => due_on <= day).length,
});

const WEEK_DAYS = 7;
const THRESHOLD = 0.85;
const METRICS = [
  'first_reply',
  'next_reply',
  'periodic_update',
  'requester_wait',
  'agent_work',
  'resolution',
];

/** The three calendar months before the one of the day after, as `2026-01`. */
function completeMonths(day: Day): string[] {
  const next = new Date(Date.parse(day) + 86_400_000);
  return [1, 2, 3].map((back) =>
    new Date(Date.UTC(next.getUTCFullYear(), next.getUTCMonth() - back, 1))
      .toISOString()
      .slice(0, 7),
  );
}

/** Whether the clock, which has been stopped by the day, kept the internal target; null where it has none. */
function internalVerdict(clock: Clock, asOf: AsOf): boolean | null {
  if (clock.internal_met === null && clock.internal_minutes === null) return null;
  if (!asOf.happened(clock.stopped_at)) return false;
  if (clock.internal_met !== null) return clock.internal_met;
  const minutes = clock.internal_minutes ?? 0;
  if (clock.elapsed_minutes !== null) return clock.elapsed_minutes <= minutes;
  return clock.stopped_at - clock.started_at <= minutes * 60_000;
}

const sla: NaiveFigures = (account, asOf) => {
  const concluded = account.tickets
    .flatMap(({ clocks }) => clocks)
    .flatMap((clock) => {
      const conclusion = conclusionOf(clock, asOf);
      return conclusion === null ? [] : [{ clock, ...conclusion }];
    });
  const counted = concluded.filter(({ at }) => asOf.inWindow(at, SLA_DAYS));
  const share = (verdicts: readonly boolean[]) =>
    ratio(verdicts.filter(Boolean).length, verdicts.length);
  const internal = counted.flatMap(({ clock, isMet }) => {
    const kept = internalVerdict(clock, asOf);
    return kept === null ? [] : [{ isMet, kept }];
  });
  const promisedShare = share(internal.map(({ isMet }) => isMet));
  const internalShare = share(internal.map(({ kept }) => kept));
  const below = completeMonths(asOf.day).filter((month) => {
    const kept = share(
      concluded.filter(({ at }) => asOf.dayOf(at).startsWith(month)).map(({ isMet }) => isMet),
    );
    return kept !== null && kept < THRESHOLD;
  });
  return {
    internal_share: internalShare,
    internal_margin:
      promisedShare === null || internalShare === null ? null : promisedShare - internalShare,
    breaches_this_week: concluded.filter(({ at, isMet }) => !isMet && asOf.inWindow(at, WEEK_DAYS))
      .length,
    months_below_threshold: below.length,
    ...Object.fromEntries(
      METRICS.map((metric) => [
        `kept_${metric}`,
        share(counted.filter(({ clock }) => clock.metric === metric).map(({ isMet }) => isMet)),
      ]),
    ),
  };
};

const openInvoices: NaiveFigures = (account, asOf) => {
  const open = account.invoices.filter(({ issued_on, amount, status, paid_on, due_on }) => {
    const paid = paid_on ?? (status === 'paid' ? due_on : null);
    return issued_on <= asOf.day && status !== 'void' && amount > 0 && !(paid && paid <= asOf.day);
  });
  const overdue = open.filter(({ due_on }) => due_on < asOf.day);
  return {
    open_count: open.length,
    overdue_amount: sumInCompanyCurrency(overdue, asOf),
    oldest_days:
      overdue.length === 0
        ? null
        : Math.max(...overdue.map(({ due_on }) => daysFrom(due_on, asOf.day))),
  };
};

const balanceFigures: NaiveFigures = (account, asOf) => {
  const { n, parts } = balance(account, asOf);
  const known = (part: number | null | undefined) => (n === 0 ? null : (part ?? null));
  const rate = rateOn(account.account.currency, asOf);
  const own = (part: number | null) => (part === null || rate === null ? null : part / rate);
  const [revenue, cost] = [known(parts?.revenue), known(parts?.cost)];
  return {
    revenue,
    cost,
    revenue_in_account_currency: own(revenue),
    cost_in_account_currency: own(cost),
  };
};

/** Figures beside a reading, from scratch, by KPI (definitions.md 4 and 10). */
export const naiveFigures: Record<string, NaiveFigures> = {
  touchpoint,
  cadence,
  onboarding,
  sla,
  open_invoices: openInvoices,
  balance: balanceFigures,
  ...relationFigures,
};
