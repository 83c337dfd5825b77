import type { AsOf } from './as-of.ts';
import type { Day } from './days.ts';
import type { AccountFacts } from './portfolio.ts';
import { isAgentReply } from './tickets.ts';
import { usesOf } from './usage.ts';

type Dates = (account: AccountFacts, asOf: AsOf) => (Day | null)[];

const answersOf =
  (kind: string): Dates =>
  ({ surveys }, { dayOf }) =>
    surveys.flatMap((row) =>
      row.kind === kind && row.score !== null && row.responded_at !== null
        ? [dayOf(row.responded_at)]
        : [],
    );

const repliesOf: Dates = ({ tickets }, { dayOf }) =>
  tickets.flatMap(({ messages }) => messages.filter(isAgentReply).map(({ at }) => dayOf(at)));

const solvesOf: Dates = ({ tickets }, { dayOf }) =>
  tickets.map(({ solved_at }) => (solved_at === null ? null : dayOf(solved_at)));

const startsOf: Dates = ({ subscriptions }) => subscriptions.map(({ starts_on }) => starts_on);

const daysOfUse: Dates = (account, asOf) => usesOf(account, asOf).map(({ day }) => day);

/** Every day on which something happened that a KPI rests on, whether by the day asked for or later. */
const dates: Record<string, Dates> = {
  touchpoint: (account, asOf) => [
    ...solvesOf(account, asOf),
    ...repliesOf(account, asOf),
    ...account.tickets.flatMap(({ events }) => events.map(({ at }) => asOf.dayOf(at))),
  ],
  sla: ({ tickets }, { dayOf }) =>
    tickets
      .flatMap(({ clocks }) => clocks)
      .filter((clock) => clock.promised_minutes !== null || clock.promised_met !== null)
      .flatMap(({ started_at, stopped_at }) => [
        dayOf(started_at),
        stopped_at === null ? null : dayOf(stopped_at),
      ]),
  feedback: answersOf('csat'),
  nps: answersOf('nps'),
  ces: answersOf('ces'),
  response_rate: ({ surveys }, { dayOf }) =>
    surveys.flatMap(({ sent_at, responded_at }) => [
      dayOf(sent_at),
      responded_at === null ? null : dayOf(responded_at),
    ]),
  balance: (account, asOf) => [
    ...startsOf(account, asOf),
    ...solvesOf(account, asOf),
    ...repliesOf(account, asOf),
    ...account.timeEntries.map(({ at }) => asOf.dayOf(at)),
    ...account.costs.map(({ at }) => asOf.dayOf(at)),
  ],
  open_invoices: ({ invoices }) =>
    invoices
      .filter(({ status }) => status !== 'void')
      .flatMap(({ issued_on, paid_on }) => [issued_on, paid_on]),
  agent_rating: ({ ratings }, { dayOf }) => ratings.map(({ at }) => dayOf(at)),
  logins: daysOfUse,
  licence_use: (account, asOf) => [...daysOfUse(account, asOf), ...startsOf(account, asOf)],
  adoption: (account, asOf) =>
    usesOf(account, asOf).flatMap(({ day, feature }) => (feature === null ? [] : [day])),
  commission: ({ renewals, opportunities }) => [
    ...renewals.flatMap(({ outcome, closed_on }) =>
      outcome?.startsWith('renewed') ? [closed_on] : [],
    ),
    ...opportunities.flatMap(({ won, closed_on }) => (won ? [closed_on] : [])),
  ],
  engagement: ({ interactions }, { dayOf }) =>
    interactions
      .filter(({ kind, inbound }) => inbound || (kind !== 'email' && kind !== 'other'))
      .map(({ at }) => dayOf(at)),
  cadence: ({ interactions }, { dayOf }) => interactions.map(({ at }) => dayOf(at)),
  response_time: (account, asOf) => [
    ...account.tickets.map(({ opened_at }) => asOf.dayOf(opened_at)),
    ...repliesOf(account, asOf),
  ],
  onboarding: ({ milestones }) => milestones.map(({ done_on }) => done_on),
  growth: startsOf,
};

/** Day of the newest fact behind a KPI by the day, in its window or not; null without one. */
export function newestFact(kpi: string, account: AccountFacts, asOf: AsOf): Day | null {
  const known = (dates[kpi]?.(account, asOf) ?? []).filter((day) => day !== null);
  return (
    known
      .filter((day) => day <= asOf.day)
      .toSorted()
      .at(-1) ?? null
  );
}
