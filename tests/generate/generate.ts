import type { Facts, Settings } from '../naive/columns.ts';
import { type Day, plusDays } from '../naive/days.ts';
import { factsOf, type Table } from '../naive/parse.ts';
import { calendarOf } from './calendar.ts';
import { type Maker, makerOf } from './maker.ts';
import { addCost, addInvoice, addRates, addRenewal, addSubscriptions } from './money.ts';
import { addContacts, addInteraction, addMilestones, addRating, addSurvey } from './people.ts';
import { randomOf } from './random.ts';
import { emptyTables } from './tables.ts';
import { addOpportunity, addTargets } from './targets.ts';
import { addTicket } from './tickets.ts';
import { addUsage } from './usage.ts';

export interface GenerateOptions {
  accounts: number;
  seed: number;
  /** Facts spread over so many days up to this one; a few lie later, as bookings of the future do. */
  lastDay?: Day;
  days?: number;
  settings?: Partial<Settings>;
}

export interface Generated {
  settings: Settings;
  /** First and last day of the span; subscriptions may begin before it, and some facts follow it. */
  from: Day;
  to: Day;
  /** Canonical rows as text, one table per file that has rows. */
  tables: Table[];
  /** The same rows, parsed. */
  facts: Facts;
}

interface Plan {
  currencies: readonly string[];
  tickets: number;
  usage: number;
  surveys: number;
  invoices: number;
  costs: number;
  timeEntries: number;
  hasSubscriptions: boolean;
}

const USUAL: Plan = {
  currencies: ['EUR', 'eur'],
  tickets: 22,
  usage: 10,
  surveys: 24,
  invoices: 6,
  costs: 5,
  timeEntries: 3,
  hasSubscriptions: true,
};
const NOTHING: Plan = {
  ...USUAL,
  tickets: 0,
  usage: 0,
  surveys: 0,
  invoices: 0,
  costs: 0,
  timeEntries: 0,
  hasSubscriptions: false,
};

/** Kinds of accounts, in turn: usual, foreign money, without a rate, nearly empty, only use, only cost, only support. */
const PLANS: readonly Plan[] = [
  USUAL,
  { ...USUAL, currencies: ['USD', 'EUR'] },
  { ...USUAL, currencies: ['GBP', 'usd'] },
  { ...USUAL, currencies: ['CHF'] },
  { ...USUAL, currencies: ['EUR', 'EUR', 'EUR', 'CHF'], costs: 10 },
  NOTHING,
  { ...NOTHING, usage: 3 },
  { ...NOTHING, costs: 8, invoices: 3 },
  { ...NOTHING, tickets: 40, surveys: 30 },
  { ...NOTHING, hasSubscriptions: true, invoices: 2 },
  { ...USUAL, tickets: 4, usage: 2, surveys: 4, invoices: 2, costs: 1, timeEntries: 0 },
  { ...USUAL, tickets: 10, costs: 0, timeEntries: 0 },
];

/** Ids whose order by code point differs from other orders, and that must be quoted in a CSV file. */
const ODD_IDS = ['B-1', 'a-10', 'a-9', 'ä-1', 'Zürich, "main"', '\u{1F600}', '\uFF5E', '0'];

/**
 * Valid but nasty interchange data (definitions.md 3), the same for the same options: facts at the edges of days, windows
 * and clock changes, at one instant, in currencies with late or missing rates, with empty columns and odd verdicts.
 */
export function generate(options: GenerateOptions): Generated {
  const settings: Settings = {
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    defaultHourlyCost: 60,
    minutesPerReply: 10,
    ...options.settings,
  };
  const to = options.lastDay ?? '2026-06-30';
  const from = plusDays(to, 1 - (options.days ?? 400));
  const random = randomOf(options.seed);
  const calendar = calendarOf(random, settings.timeZone, from, plusDays(to, 15));
  const tables = emptyTables(settings.timeZone);
  const maker = makerOf(random, calendar, tables, settings.currency);
  addRates(maker);
  const accountIds = Array.from({ length: options.accounts }, (_, index) =>
    addAccount(maker, index),
  );
  addTargets(maker, accountIds);
  const finished = tables.finished(random);
  return { settings, from, to, tables: finished, facts: factsOf(finished, settings.timeZone) };
}

/** Adds an account with all its facts; returns its id. */
function addAccount(maker: Maker, index: number): string {
  const { random, calendar, tables } = maker;
  const accountId = ODD_IDS[index] ?? `acct-${index}`;
  const plan = PLANS[index % PLANS.length] ?? USUAL;
  const createdAt = random.pick([null, calendar.instantOn(calendar.from), calendar.instant()]);
  tables.add('accounts', {
    account_id: accountId,
    name: `Account ${accountId}`,
    csm_email: random.pick([null, 'ana@example.com', 'bo@example.com']),
    segment: random.pick([null, 'enterprise', 'small']),
    created_at: createdAt === null ? null : calendar.text(createdAt),
    churned_at: random.chance(0.15) ? calendar.text(calendar.instant()) : null,
  });
  const times = (usual: number, make: (number: number) => void) => {
    const count = usual === 0 ? 0 : random.between(Math.ceil(usual / 2), usual * 2);
    for (let number = 0; number < count; number += 1) make(number);
  };
  const isEmpty = plan === NOTHING;
  const contacts = isEmpty ? [] : addContacts(maker, accountId);
  if (plan.hasSubscriptions) addSubscriptions(maker, accountId, random.pick(plan.currencies));
  times(plan.tickets, (number) => addTicket(maker, accountId, `${accountId}-t${number}`));
  times(plan.surveys, (number) => addSurvey(maker, accountId, number, contacts));
  times(plan.invoices, (number) => addInvoice(maker, accountId, number));
  times(plan.costs, (number) =>
    addCost(maker, accountId, number, random.pick(plan.currencies), !plan.hasSubscriptions),
  );
  times(plan.timeEntries, () =>
    maker.addTimeEntry(accountId, calendar.instant(), random.pick([null, 'no-such-ticket'])),
  );
  if (plan.usage > 0) addUsage(maker, accountId, plan.usage);
  if (isEmpty) return accountId;
  times(3, () => addRating(maker, accountId));
  times(4, (number) => addInteraction(maker, accountId, number, contacts));
  times(1, (number) => addRenewal(maker, accountId, number));
  times(1, (number) => addOpportunity(maker, accountId, number));
  if (random.chance(0.5)) addMilestones(maker, accountId);
  return accountId;
}
