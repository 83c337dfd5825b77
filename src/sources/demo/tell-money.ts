import { mrrOn, type Period, periodsOf } from './contract.ts';
import type { Customer } from './customer.ts';
import { dayText, momentOf, momentText, monthStart, workday } from './moment.ts';
import type { Told } from './told.ts';

/** What was billed and paid, and what serving the customer cost. */
export function* tellMoney(customer: Customer): Generator<Told> {
  const periods = periodsOf(customer);
  yield* tellInvoices(customer, periods);
  yield* tellTime(customer, periods);
  yield* tellCosts(customer, periods);
}

const termDays = 30;

function* tellInvoices(customer: Customer, periods: readonly Period[]): Generator<Told> {
  const { company, story, today, firstDay, lastDay } = customer;
  const random = customer.randomFor('invoices');
  const billing = story.billing ?? (company.segment === 'small' ? 'monthly' : 'quarterly');
  const months = billing === 'monthly' ? 1 : 3;
  const offset = random.whole(0, months - 1);
  for (let back = 18 - offset; back >= 0; back -= months) {
    const issuedDay = monthStart(today, back) + random.whole(0, 3);
    const mrr = mrrOn(periods, issuedDay);
    if (issuedDay < firstDay || issuedDay > lastDay || mrr === 0) continue;
    const dueDay = issuedDay + termDays;
    const paidDay = dueDay + customer.situationOn(issuedDay).paidAfter + random.whole(-3, 4);
    const paid = paidDay < today;
    yield {
      fact: 'invoices',
      row: {
        invoice_id: `${company.id}-i${dayText(issuedDay)}`,
        account_id: company.id,
        issued_on: dayText(issuedDay),
        due_on: dayText(dueDay),
        amount: (mrr * months).toFixed(2),
        currency: company.currency,
        paid_on: paid ? dayText(paidDay) : undefined,
        status: paid ? 'paid' : 'open',
      },
    };
  }
}

const longestEntry = 960;
const consultantPerHour = 75;

function* tellTime(customer: Customer, periods: readonly Period[]): Generator<Told> {
  const { company, firstDay, lastDay } = customer;
  const random = customer.randomFor('time');
  let number = 0;
  for (let from = firstDay; from <= lastDay; from += 30) {
    const days = Math.min(30, lastDay - from + 1);
    // At the default of 60 an hour, a minute costs one unit of money.
    const minutes =
      customer.situationOn(from).effort *
      mrrOn(periods, from) *
      (days / 30) *
      random.between(0.75, 1.25);
    const entries = Math.min(6, Math.ceil(minutes / longestEntry));
    if (minutes < 20) continue;
    for (let entry = 0; entry < entries; entry += 1) {
      number += 1;
      const consulting = random.chance(0.2);
      yield {
        fact: 'time_entries',
        row: {
          entry_id: `${company.id}-w${number}`,
          account_id: company.id,
          at: momentText(
            momentOf(
              Math.max(firstDay, workday(from + random.whole(0, days - 1))),
              random.whole(8 * 60, 16 * 60),
            ),
          ),
          minutes: Math.round(minutes / entries),
          user_email: consulting ? 'nils@hale.example' : company.csmEmail,
          hourly_cost: consulting ? consultantPerHour : undefined,
          currency: consulting ? 'EUR' : undefined,
          kind: consulting ? 'consulting' : random.pick(['success', 'success', 'training']),
        },
      };
    }
  }
}

function* tellCosts(customer: Customer, periods: readonly Period[]): Generator<Told> {
  const { company, today, firstDay, lastDay } = customer;
  if (company.segment === 'small') return;
  const random = customer.randomFor('costs');
  for (let back = 17; back >= 0; back -= 3) {
    const day = workday(monthStart(today, back) + random.whole(5, 20));
    const mrr = mrrOn(periods, day);
    if (day < firstDay || day > lastDay || mrr === 0) continue;
    yield {
      fact: 'costs',
      row: {
        cost_id: `${company.id}-k${dayText(day)}`,
        account_id: company.id,
        at: momentText(momentOf(day, 12 * 60)),
        amount: (mrr * random.between(0.05, 0.14)).toFixed(2),
        currency: company.currency,
        kind: random.pick(['hosting', 'hosting', 'travel']),
      },
    };
  }
}
