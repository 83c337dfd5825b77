import type { Facts, Settings } from '../naive/columns.ts';
import { type Day, daysThrough, plusDays } from '../naive/days.ts';
import { factsOf, type Table } from '../naive/parse.ts';
import { type Random, randomOf } from './random.ts';
import { emptyTables, type Tables } from './tables.ts';

/** A company in which it is known why customers leave. */
export interface Hazardous {
  settings: Settings;
  to: Day;
  tables: Table[];
  facts: Facts;
  /** Log of the daily hazard of leaving, less a constant; what nobody who sees the facts alone can do better than. */
  riskOf(accountId: string, day: Day): number;
}

interface Options {
  accounts: number;
  seed: number;
  from: Day;
  to: Day;
}

/** Hazard of an average account on an average day, and how much each state adds to its log. */
const USUAL_HAZARD = 1 / 900;
const DRIVES = { service: 1.2, money: 1 };
/** How much of a state is left after a month; the rest is drawn anew. */
const KEPT_PER_MONTH = 0.93;
const MONTH = 30;

type State = 'service' | 'money';

/**
 * Two hidden states of each account, bad service and lack of money, drive what is seen of it (satisfaction, unpaid
 * invoices) and whether it leaves. SLA clocks, NPS and the CSM's rating are drawn without regard to either.
 */
export function hazardous({ accounts, seed, from, to }: Options): Hazardous {
  const random = randomOf(seed);
  const settings: Settings = {
    timeZone: 'UTC',
    currency: 'EUR',
    defaultHourlyCost: 60,
    minutesPerReply: 10,
  };
  const tables = emptyTables(settings.timeZone);
  const days = daysThrough(from, to);
  const months = [...days].filter((_, at) => at % MONTH === 0);
  const states = new Map<string, Record<State, number[]>>();
  const monthOf = (day: Day) =>
    Math.max(
      0,
      months.findLastIndex((first) => first <= day),
    );
  const riskOf = (accountId: string, day: Day): number => {
    const month = monthOf(day);
    const state = states.get(accountId);
    return (
      DRIVES.service * (state?.service[month] ?? 0) + DRIVES.money * (state?.money[month] ?? 0)
    );
  };
  for (let number = 0; number < accounts; number += 1) {
    const id = `customer-${number}`;
    states.set(id, {
      service: drift(random, months.length),
      money: drift(random, months.length),
    });
    const churnedOn = [...days].find((day) =>
      random.chance(USUAL_HAZARD * Math.exp(riskOf(id, day))),
    );
    tables.add('accounts', { account_id: id, name: id, churned_at: churnedOn ?? null });
    for (const [month, first] of months.entries()) {
      if (churnedOn !== undefined && first >= churnedOn) break;
      const service = states.get(id)?.service[month] ?? 0;
      const money = states.get(id)?.money[month] ?? 0;
      addMonth({ random, tables, id, first, until: churnedOn ?? to }, { service, money });
    }
  }
  const finished = tables.finished(random);
  return { settings, to, tables: finished, facts: factsOf(finished, settings.timeZone), riskOf };
}

/** A state month by month: standard normal at any time, and close to what it was the month before. */
function drift(random: Random, months: number): number[] {
  let state = normal(random);
  return Array.from({ length: months }, () => {
    state = KEPT_PER_MONTH * state + Math.sqrt(1 - KEPT_PER_MONTH ** 2) * normal(random);
    return state;
  });
}

const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.fraction())) * Math.cos(2 * Math.PI * random.fraction());

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

interface Month {
  random: Random;
  tables: Tables;
  id: string;
  first: Day;
  /** The account leaves, or the records end. */
  until: Day;
}

function addMonth(month: Month, { service, money }: Record<State, number>): void {
  const { random, tables, id, first, until } = month;
  const days = (count: number): Day[] =>
    Array.from({ length: count }, () => plusDays(first, random.between(0, MONTH - 1))).filter(
      (day) => day < until,
    );
  for (const [at, day] of days(4).entries()) {
    tables.add('survey_responses', {
      response_id: `${id}-${first}-csat-${at}`,
      account_id: id,
      kind: 'csat',
      sent_at: day,
      responded_at: plusDays(day, random.between(0, 5)),
      score: random.chance(logistic(1 - 1.5 * service)) ? 5 : 2,
      scale_max: 5,
    });
  }
  for (const [at, day] of days(1).entries()) {
    tables.add('survey_responses', {
      response_id: `${id}-${first}-nps-${at}`,
      account_id: id,
      kind: 'nps',
      sent_at: day,
      responded_at: plusDays(day, 1),
      score: random.between(0, 10),
    });
    tables.add('ratings', {
      account_id: id,
      csm_email: 'ana@example.com',
      at: day,
      rating: random.between(1, 5),
    });
    const due = plusDays(day, 14);
    const isLate = random.chance(logistic(-1.5 + 1.5 * money));
    tables.add('invoices', {
      invoice_id: `${id}-${first}-${at}`,
      account_id: id,
      issued_on: day,
      due_on: due,
      amount: 100,
      currency: 'EUR',
      paid_on: plusDays(due, isLate ? 75 : -2),
    });
  }
  for (const [at, day] of days(2).entries()) {
    const ticket = `${id}-${first}-${at}`;
    tables.add('tickets', { ticket_id: ticket, account_id: id, opened_at: day });
    tables.add('sla_clocks', {
      ticket_id: ticket,
      metric: 'resolution',
      started_at: day,
      stopped_at: plusDays(day, random.between(1, 6)),
      promised_minutes: 4 * 24 * 60,
    });
  }
}
