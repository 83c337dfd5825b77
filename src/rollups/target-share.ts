import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { accountsIn, type Rollup, type Scope } from './rollup.ts';

/** Which MRR splits the targets of CSMs: of all their accounts, on the first day of each period with such a target. */
const freshBase = (condition: RawBuilder<unknown>) => sql`
  select owner.csm_email, owner.id as account_id, split.from_on, coalesce(paying.currency, '') as currency,
    coalesce(sum(paying.mrr), 0) as mrr
  from account.account owner
  join (
    select distinct csm_email, from_on from rollup.target_period where account_external_id is null
  ) split using (csm_email)
  left join fact.subscription paying on paying.account_id = owner.id and paying.starts_on <= split.from_on
    and (paying.ends_on is null or paying.ends_on > split.from_on)
  where not owner.withdrawn and ${condition}
  group by owner.csm_email, owner.id, split.from_on, coalesce(paying.currency, '')`;

const base = sql`csm_email, account_id, from_on, currency, mrr`;

/**
 * The MRR that targets of CSMs were split by (definitions.md 10, commission). It reaches over all accounts of a CSM, so an
 * account whose part in it changed only marks its CSM; `refreshTargetShares` does the rest.
 */
export const targetBase: Rollup = {
  id: 'target_base',
  facts: ['subscriptions'],
  fill: (scope) => [
    sql`
      with fresh as (${freshBase(accountsIn(scope, 'owner.id'))}),
      stored as (select ${base} from rollup.target_base where ${accountsIn(scope, 'account_id')})
      insert into fact.touched_csm (csm_email)
      select distinct csm_email
      from (
        (select * from fresh except select * from stored) union (select * from stored except select * from fresh)
      ) changed`,
  ],
  clear: (scope) => markOwners(scope),
};

const markOwners = (scope: Scope) => sql`
  insert into fact.touched_csm (csm_email)
  select csm_email from rollup.target_base where ${accountsIn(scope, 'account_id')}
  union
  select csm_email from rollup.target_share where ${accountsIn(scope, 'account_id')}`;

/** Marks every CSM with a target, as where money is converted anew. */
export const markAllCsms: RawBuilder<unknown> = sql`
  insert into fact.touched_csm (csm_email)
  select csm_email from fact.target union select csm_email from rollup.target_share`;

/**
 * Splits the targets of marked CSMs again (definitions.md 10, commission) and gives the accounts whose share changed.
 * A share holds from day to day, because it is converted at the rates of the day it is asked for.
 */
export async function refreshTargetShares(db: Db, currency: string): Promise<number[]> {
  const { rows: marked } = await sql<{ csm_email: string }>`
    with taken as (delete from fact.touched_csm returning csm_email)
    select distinct csm_email from taken`.execute(db);
  if (marked.length === 0) return [];
  const ofCsms = (alias: string) =>
    sql`${sql.ref(`${alias}.csm_email`)} = any(${marked.map((row) => row.csm_email)}::text[])`;
  await sql`delete from rollup.target_base base where ${ofCsms('base')}`.execute(db);
  await sql`insert into rollup.target_base (${base}) ${freshBase(ofCsms('owner'))}`.execute(db);
  const { rows } = await sql<{ account_id: number }>`
    with fresh as materialized (${freshShares(ofCsms, currency)}),
    gone as (
      delete from rollup.target_share stored
      where ${ofCsms('stored')} and not exists (
        select 1 from fresh
        where fresh.account_id = stored.account_id and fresh.csm_email = stored.csm_email
          and fresh.kind = stored.kind and fresh.from_on = stored.from_on and fresh.until_on = stored.until_on
          and fresh.from_day = stored.from_day
      )
      returning account_id
    ),
    put as (
      insert into rollup.target_share as stored
        (account_id, csm_email, kind, from_on, until_on, from_day, until_day, by_hand, target, target_rows)
      select * from fresh
      on conflict (account_id, csm_email, kind, from_on, until_on, from_day) do update
        set until_day = excluded.until_day, by_hand = excluded.by_hand, target = excluded.target,
          target_rows = excluded.target_rows
        where (stored.until_day, stored.by_hand, stored.target, stored.target_rows)
          is distinct from (excluded.until_day, excluded.by_hand, excluded.target, excluded.target_rows)
      returning account_id
    )
    select account_id from gone union select account_id from put`.execute(db);
  return rows.map((row) => row.account_id);
}

/** Into the company's currency on the first day of a segment; null where the rate is missing. */
const factor = (alias: string, currency: string) => sql`
  case when ${sql.ref(`${alias}.currency`)} in ('', ${currency}) then 1 else rate.rate end`;

const rateOf = (alias: string) => sql`
  rollup.rate on rate.currency = ${sql.ref(`${alias}.currency`)}
    and segment.from_day >= rate.from_day and segment.from_day < rate.until_day`;

/** `target` is null where a rate is missing; a CSM's share of nothing is left out. */
const freshShares = (ofCsms: (alias: string) => RawBuilder<unknown>, currency: string) => sql`
  with target as (
    select target.csm_email, kind, from_on, until_on, value, coalesce(target.currency, '') as currency,
      account_external_id is not null as by_hand, owner.id as account_id
    from rollup.target_period target
    left join account.account owner on owner.source_id = target.source_id
      and owner.external_id = target.account_external_id and not owner.withdrawn
    where ${ofCsms('target')}
  ),
  period as (select distinct csm_email, kind, from_on, until_on from target),
  base as (select ${base} from rollup.target_base base where ${ofCsms('base')}),
  foreign_money as (
    select csm_email, kind, from_on, currency from target
    union
    select csm_email, kind, from_on, base.currency from base join period using (csm_email, from_on)
  ),
  segment_start as (
    select csm_email, kind, from_on, until_on, from_on as from_day from period
    union
    select period.csm_email, kind, period.from_on, until_on, rate.from_day
    from period
    join foreign_money using (csm_email, kind, from_on)
    join rollup.rate on rate.currency = foreign_money.currency and rate.currency <> ${currency}
      and rate.from_day > period.from_on and rate.from_day < until_on
  ),
  segment as (
    select *, lead(from_day, 1, until_on) over (
      partition by csm_email, kind, from_on, until_on order by from_day
    ) as until_day
    from segment_start
  ),
  given as (
    select segment.*, target.account_id, by_hand, value * ${factor('target', currency)} as amount
    from segment
    join target using (csm_email, kind, from_on, until_on)
    left join ${rateOf('target')}
  ),
  pool as (
    select csm_email, kind, from_on, until_on, from_day, until_day,
      case when not bool_or(amount is null)
        then greatest(0, sum(case when by_hand then -amount else amount end)) end as amount,
      (count(*) filter (where not by_hand))::int as target_rows
    from given
    group by csm_email, kind, from_on, until_on, from_day, until_day
    having bool_or(not by_hand)
  ),
  paying as (
    select segment.csm_email, kind, from_on, until_on, segment.from_day, base.account_id,
      case when not bool_or(${factor('base', currency)} is null) then sum(mrr * ${factor('base', currency)}) end as mrr
    from segment
    join base using (csm_email, from_on)
    left join ${rateOf('base')}
    where not exists (
      select 1 from target
      where target.account_id = base.account_id and target.csm_email = segment.csm_email
        and target.kind = segment.kind and target.from_on = segment.from_on and target.until_on = segment.until_on
    )
    group by segment.csm_email, kind, from_on, until_on, segment.from_day, base.account_id
  ),
  part as (
    select *,
      case
        when bool_or(mrr is null) over together then null
        when sum(mrr) over together > 0 then mrr / sum(mrr) over together
        else 0
      end as share
    from paying
    window together as (partition by csm_email, kind, from_on, until_on, from_day)
  ),
  share as (
    select account_id, csm_email, kind, from_on, until_on, from_day, pool.until_day, false as by_hand,
      pool.amount * part.share as target, pool.target_rows
    from pool
    join part using (csm_email, kind, from_on, until_on, from_day)
    union all
    select account_id, csm_email, kind, from_on, until_on, from_day, until_day, true, amount, 1
    from given
    where account_id is not null
  )
  select account_id, csm_email, kind, from_on, until_on, from_day, until_day, by_hand, target, target_rows
  from share
  where by_hand or target is distinct from 0`;
