import { plusDays } from '../naive/days.ts';
import type { Maker } from './maker.ts';

/** Rates that change, one that begins late (GBP), and CHF that has none. */
export function addRates(maker: Maker): void {
  const { random, calendar, tables, currency } = maker;
  const rates: [string, string, string | null][] = [
    ['USD', '0.92', null],
    ['USD', '0.875', calendar.day()],
    ['USD', '1.01', calendar.day()],
    ['GBP', '1.17', plusDays(calendar.from, random.between(100, 200))],
    ['GBP', '1.205', plusDays(calendar.from, random.between(201, 300))],
    ['PLN', '0.2331', calendar.from],
  ];
  for (const [code, rate, from_on] of rates) {
    if (code !== currency) tables.add('fx_rates', { currency: code, rate, from_on });
  }
}

const cents = (maker: Maker, from: number, to: number) =>
  (maker.random.between(from * 100, to * 100) / 100).toFixed(2);

/** Subscription rows one after another, with gaps, overlaps, free ones and ones that never become active. */
export function addSubscriptions(maker: Maker, accountId: string, code: string): void {
  const { random, calendar, tables } = maker;
  let startsOn = random.chance(0.6)
    ? plusDays(calendar.from, -random.between(0, 500))
    : calendar.day();
  const count = random.between(1, 4);
  for (let number = 0; number < count; number += 1) {
    const later = random.chance(0.5)
      ? plusDays(startsOn, random.between(60, 400))
      : calendar.dayAfter(startsOn);
    const endsOn = random.chance(0.08) ? startsOn : later;
    const isOpen = number === count - 1 && random.chance(0.7);
    // An amount of zero where no rate exists: whether a rate is needed then is not defined.
    const isFree = code !== 'CHF' && code !== 'GBP' && random.chance(0.1);
    tables.add('subscriptions', {
      subscription_id: `${accountId}-s${number}`,
      account_id: accountId,
      starts_on: startsOn,
      ends_on: isOpen ? null : endsOn,
      mrr: isFree ? '0' : cents(maker, 20, 2500),
      currency: code,
      seats: random.pick([null, 0, 1, 2, 3, 5, 10]),
      status: random.pick([null, 'active', 'cancelled']),
    });
    startsOn = plusDays(endsOn, random.pick([0, 0, 1, 30, -5, 91]));
  }
}

export function addInvoice(maker: Maker, accountId: string, number: number): void {
  const { random, calendar } = maker;
  const issuedOn = calendar.day();
  const dueOn = random.chance(0.3)
    ? plusDays(issuedOn, random.pick([0, 0, -1, -40]))
    : calendar.dayAfter(issuedOn);
  const paidOn = random.pick([
    null,
    null,
    issuedOn,
    dueOn,
    plusDays(dueOn, 1),
    calendar.dayAfter(dueOn),
  ]);
  maker.tables.add('invoices', {
    invoice_id: `${accountId}-i${number}`,
    account_id: accountId,
    issued_on: issuedOn,
    due_on: dueOn,
    amount: random.pick(['120.00', '99.99', '1500', '0', '-50.00', '0.01']),
    currency: random.pick(['EUR', 'USD', 'CHF']),
    paid_on: paidOn,
    status: random.pick([null, 'open', 'open', 'paid', 'Paid', 'void', 'uncollectible']),
  });
}

export function addCost(
  maker: Maker,
  accountId: string,
  number: number,
  code: string,
  mayBeCredit: boolean,
): void {
  const { random, calendar } = maker;
  const sign = mayBeCredit && random.chance(0.5) ? '-' : '';
  maker.tables.add('costs', {
    cost_id: `${accountId}-c${number}`,
    account_id: accountId,
    at: calendar.text(calendar.instant()),
    amount: `${sign}${cents(maker, 1, 400)}`,
    currency: code,
    kind: random.pick([null, 'hosting']),
  });
}

export function addRenewal(maker: Maker, accountId: string, number: number): void {
  const { random, calendar } = maker;
  const dueOn = calendar.day();
  const isClosed = random.chance(0.7);
  maker.tables.add('renewals', {
    renewal_id: `${accountId}-r${number}`,
    account_id: accountId,
    due_on: dueOn,
    amount: cents(maker, 500, 5000),
    currency: 'EUR',
    closed_on: isClosed ? calendar.dayAfter(plusDays(dueOn, -60)) : null,
    outcome: isClosed
      ? random.pick(['renewed', 'renewed_with_expansion', 'renewed_with_contraction', 'lost'])
      : random.pick([null, 'open']),
    renewed_amount: isClosed ? random.pick([null, '0', '1000.50']) : null,
  });
}
