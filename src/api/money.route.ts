import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { mrrOf } from './account.route.ts';
import { accountOf } from './account-of.ts';
import { type AsOf, asOf } from './as-of.ts';
import type { AccountMoney } from './contract/timeline.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';

const mostRows = 100;

export const registerMoney: RegisterRoutes = (app, { db, ...context }) => {
  serveRoute(app, 'account.money', async ({ params, query }): Promise<AccountMoney> => {
    const when = await asOf({ db, ...context }, query.as_of);
    const { id } = await accountOf(db, params.account, query.source);
    const [mrr, subscriptions, renewals, invoices] = await Promise.all([
      mrrOf(db, id, when),
      subscriptionsOf(db, id, when),
      renewalsOf(db, id, when),
      invoicesOf(db, id, when),
    ]);
    const amount = (value: number) => ({ amount: value, currency: when.company.currency });
    return {
      as_of: when.day,
      mrr: mrr === null ? null : amount(mrr),
      arr: mrr === null ? null : amount(12 * mrr),
      subscriptions,
      renewals,
      invoices,
    };
  });
};

type When = Pick<AsOf, 'day' | 'company'>;

const inCurrency = (column: string, { company }: When) => sql`
  json_build_object('amount', ${sql.ref(column)}::float8, 'currency', coalesce(currency, ${company.currency}))`;

async function subscriptionsOf(
  db: Db,
  id: number,
  when: When,
): Promise<AccountMoney['subscriptions']> {
  const { rows } = await sql<AccountMoney['subscriptions'][number]>`
    select external_id as subscription_id, product, starts_on, ends_on, seats::float8,
      ${inCurrency('mrr', when)} as mrr, ends_on is null or ends_on > ${when.day}::date as active
    from fact.subscription
    where account_id = ${id} and starts_on <= ${when.day}::date
    order by starts_on desc, external_id
    limit ${mostRows}`.execute(db);
  return rows;
}

/** Those to come are known already; their outcome only from the day it fell. */
async function renewalsOf(db: Db, id: number, when: When): Promise<AccountMoney['renewals']> {
  const { rows } = await sql<AccountMoney['renewals'][number]>`
    select external_id as renewal_id, due_on, case when is_closed then closed_on end as closed_on,
      case when is_closed then outcome end as outcome, ${inCurrency('amount', when)} as amount
    from fact.renewal
    cross join lateral (
      select coalesce(coalesce(closed_on, case when outcome <> 'open' then due_on end) <= ${when.day}::date, false)
        as is_closed
    ) closing
    where account_id = ${id}
    order by due_on desc, external_id
    limit ${mostRows}`.execute(db);
  return rows;
}

/** Paid, past due and void as in definitions.md 10, open_invoices. */
async function invoicesOf(db: Db, id: number, when: When): Promise<AccountMoney['invoices']> {
  const { rows } = await sql<AccountMoney['invoices'][number]>`
    select external_id as invoice_id, issued_on, due_on, case when state = 'paid' then settled_on end as paid_on,
      ${inCurrency('amount', when)} as amount, state,
      case when state = 'past_due' then ${when.day}::date - due_on end as days_overdue
    from fact.invoice
    cross join lateral (
      select coalesce(paid_on, case when status = 'paid' then due_on end) as settled_on
    ) settling
    cross join lateral (
      select case
        when status = 'void' then 'void'
        when settled_on <= ${when.day}::date or amount <= 0 then 'paid'
        when due_on < ${when.day}::date then 'past_due'
        else 'open' end as state
    ) judged
    where account_id = ${id} and issued_on <= ${when.day}::date
    order by issued_on desc, external_id
    limit ${mostRows}`.execute(db);
  return rows;
}
