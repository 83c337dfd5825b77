import { sql } from 'kysely';
import { mrrAsOf, renewalClosedOn } from '../accounts/contracts.ts';
import type { Db } from '../db/connect.ts';
import { type Day, daysBetween, parseDay } from '../lib/day.ts';
import { type AsOf, endOf } from './as-of.ts';
import type { Account, Contact } from './contract/account.ts';
import { explainedAccount } from './explained.ts';
import { factCounts } from './fact-counts.ts';
import { spanQuery } from './fact-span.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';

export const registerAccount: RegisterRoutes = (app, { db, ...context }) => {
  serveRoute(app, 'account.read', async ({ params, query }): Promise<Account> => {
    const found = await explainedAccount({ db, ...context }, params.account, query);
    const { account, explained, parentHealth, ...when } = found;
    const { day, company } = when;
    const [master, mrr, renewal, span, contacts, counts] = await Promise.all([
      masterOf(db, account.id, when),
      mrrOf(db, account.id, when),
      nextRenewalOf(db, account.id, when),
      spanQuery(company.time_zone, day, account.id).execute(db),
      contactsOf(db, account.id, when),
      factCounts(db, account.id, when),
    ]);
    const newest = span.rows[0]?.newest ?? null;
    const { health, health30DaysBefore: before } = explained;
    const shown = parentHealth ?? { health, band: explained.band };
    const amount = (value: number) => ({ amount: value, currency: company.currency });
    return {
      id: account.id,
      account_id: account.account_id,
      name: account.name,
      as_of: day,
      source: account.source,
      is_demo: account.source === 'demo',
      ...master,
      health: shown.health,
      own_health: health,
      coverage: explained.coverage,
      band: shown.band,
      band_shown: parentHealth?.band ?? explained.bandShown,
      // What a parent shows from its children has no history of its own here.
      delta_30_days:
        parentHealth !== null || health === null || before === null ? null : health - before,
      n_known_kpis: explained.knownKpis,
      n_kpis: explained.countedKpis,
      mrr: mrr === null ? null : amount(mrr),
      arr: mrr === null ? null : amount(12 * mrr),
      next_renewal: renewal,
      newest_fact_on: newest,
      freshness_days: newest === null ? null : daysBetween(parseDay(newest), day),
      contacts,
      counts,
    };
  });
};

type When = Pick<AsOf, 'day' | 'company'>;

type Master = Pick<
  Account,
  | 'domain'
  | 'segment'
  | 'stage'
  | 'csm_email'
  | 'country'
  | 'industry'
  | 'created_on'
  | 'churned_on'
  | 'churn_reason'
  | 'parent'
  | 'custom_fields'
>;

async function masterOf(db: Db, id: number, { day, company }: When): Promise<Master> {
  const zone = company.time_zone;
  const { rows } = await sql<Master>`
    select account.domain, account.segment, account.stage, account.csm_email, account.country, account.industry,
      (account.created_at at time zone ${zone})::date as created_on, churn.on_day as churned_on,
      case when churn.on_day is not null then account.churn_reason end as churn_reason,
      case when account.parent_account_external_id is not null then
        json_build_object('id', parent.id, 'account_id', account.parent_account_external_id) end as parent,
      (select coalesce(json_object_agg(key, value), '{}') from jsonb_each_text(account.custom)
        where value is not null) as custom_fields
    from account.account
    cross join lateral (
      select case when account.churned_at < ${endOf(day, zone)}
        then (account.churned_at at time zone ${zone})::date end as on_day
    ) churn
    left join account.account parent
      on parent.source_id = account.source_id and parent.external_id = account.parent_account_external_id
        and not parent.withdrawn
    where account.id = ${id}`.execute(db);
  const [master] = rows;
  if (master === undefined) throw new Error(`account ${id} went away while it was read`);
  return master;
}

/** Null where no subscription has begun, or a rate is missing. */
export async function mrrOf(db: Db, id: number, { day, company }: When): Promise<number | null> {
  const { rows } = await sql<{ mrr: number | null }>`
    select mrr from (${mrrAsOf({ day, currency: company.currency, accounts: sql`account_id = ${id}` })}) revenue`.execute(
    db,
  );
  return rows[0]?.mrr ?? null;
}

async function nextRenewalOf(
  db: Db,
  id: number,
  { day, company }: When,
): Promise<Account['next_renewal']> {
  const { rows } = await sql<{ due_on: Day; amount: number; currency: string }>`
    select due_on, amount::float8, coalesce(currency, ${company.currency}) as currency
    from fact.renewal
    where account_id = ${id} and (${renewalClosedOn} is null or ${renewalClosedOn} > ${day}::date)
    order by due_on < ${day}::date, abs(due_on - ${day}::date), external_id
    limit 1`.execute(db);
  const [next] = rows;
  if (next === undefined) return null;
  return { due_on: next.due_on, amount: { amount: next.amount, currency: next.currency } };
}

async function contactsOf(db: Db, id: number, { day, company }: When): Promise<Contact[]> {
  const { rows } = await sql<Contact>`
    select external_id as contact_id, name, email, title, role,
      case when left_at < ${endOf(day, company.time_zone)}
        then (left_at at time zone ${company.time_zone})::date end as left_at
    from account.contact
    where account_id = ${id}
    order by left_at is not null and left_at < ${endOf(day, company.time_zone)},
      array_position(array['executive', 'decision_maker', 'champion', 'user'], role), lower(name), external_id`.execute(
    db,
  );
  return rows;
}
