import type { AsOf, NaiveKpi } from '../as-of.ts';
import type { Row } from '../columns.ts';
import { daysFrom } from '../days.ts';

/** Paid by the day: paid_on decides where given; status paid without it means paid on due_on. */
function isPaid({ paid_on, due_on, status }: Row<'invoices'>, asOf: AsOf): boolean {
  const paidOn = paid_on ?? (status === 'paid' ? due_on : null);
  return paidOn !== null && paidOn <= asOf.day;
}

/** Invoices past due and not paid (definitions.md 4 and 10, open_invoices). */
export const openInvoices: NaiveKpi = (account, asOf) => {
  const issued = account.invoices.filter(
    ({ issued_on, status }) => issued_on <= asOf.day && status !== 'void',
  );
  const open = issued.filter((invoice) => invoice.amount > 0 && !isPaid(invoice, asOf));
  const overdue = open.filter(({ due_on }) => due_on < asOf.day);
  const n = issued.length;
  return {
    reading: n === 0 ? null : overdue.length,
    n,
    parts: {
      open: open.length,
      oldest_days_overdue: Math.max(0, ...overdue.map(({ due_on }) => daysFrom(due_on, asOf.day))),
    },
  };
};
