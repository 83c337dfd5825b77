import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { judgedClocks, slaMonths } from './concluded-clock.ts';
import { windowRange } from './window.ts';

export interface SlaAccount {
  id: number;
  account_id: string;
  name: string;
}

/** An account with a breach in the last days. */
export interface BreachedAccount extends SlaAccount {
  n_breaches: number;
  n_concluded: number;
}

interface BreachRequest {
  asOf: string;
  timeZone: string;
}

const everyone = sql`clock.account_id in (select id from account.account where not withdrawn)`;

/** Accounts with a breach concluded in the last `days` up to a day, most breaches first (definitions.md 10, sla: systemic). */
export async function breachedAccounts(
  db: Db,
  { asOf, timeZone, days }: BreachRequest & { days: number },
): Promise<BreachedAccount[]> {
  const { until, isInWindow } = windowRange({ asOf, timeZone, windowDays: days });
  const { rows } = await sql<BreachedAccount>`
    select account.id, account.external_id as account_id, account.name, n_breaches, n_concluded
    from (
      select account_id, count(*)::int as n_concluded, (count(*) filter (where not met))::int as n_breaches
      from (${judgedClocks({ accounts: everyone, until })}) clock
      where ${isInWindow('concluded_at')}
      group by account_id
    ) concluded
    join account.account on account.id = concluded.account_id
    where n_breaches > 0
    order by n_breaches desc, account.external_id collate "C", account.id`.execute(db);
  return rows;
}

/** An account below the threshold in each of the last three complete months; shares of those months, oldest first. */
export interface PermanentAccount extends SlaAccount {
  n: number;
  shares: number[];
}

/** Accounts that stay below the threshold, the lowest first (definitions.md 10, sla: permanent). */
export async function permanentlyBreached(
  db: Db,
  { asOf, timeZone, threshold }: BreachRequest & { threshold: number },
): Promise<PermanentAccount[]> {
  const { until } = windowRange({ asOf, timeZone, windowDays: 1 });
  const { rows } = await sql<PermanentAccount>`
    with clock as (${judgedClocks({ accounts: everyone, until })}),
    month as (${slaMonths({ clocks: sql`clock`, asOf, timeZone })}),
    streak as (
      select account_id, sum(n)::int as n, sum(met)::int as met, array_agg(share order by month) as shares
      from month
      where share < ${threshold}::float8
      group by account_id
      having count(*) = 3
    )
    select account.id, account.external_id as account_id, account.name, streak.n, streak.shares
    from streak
    join account.account on account.id = streak.account_id
    order by streak.met::float8 / streak.n, account.external_id collate "C", account.id`.execute(
    db,
  );
  return rows;
}
