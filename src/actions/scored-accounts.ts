import { sql } from 'kysely';
import { readCompany } from '../accounts/company.ts';
import { mrrAsOf } from '../accounts/contracts.ts';
import type { Db } from '../db/connect.ts';
import { readingsOf } from '../health/current.ts';
import { scorerOf } from '../health/scorer.ts';
import { type Day, daysBetween } from '../lib/day.ts';
import { healthOf } from '../scoring/health.ts';
import type { ScoredAccount } from './fires.ts';
import { readingsHeldOn } from './readings-held.ts';

interface Row {
  id: number;
  segment: string | null;
  stage: string | null;
  country: string | null;
  industry: string | null;
  csm: string | null;
  custom: Record<string, string>;
  created_on: Day | null;
  mrr: number | null;
}

/** Accounts that are customers on the day, with their health of its end; others are left out. */
export async function scoredAccounts(
  db: Db,
  accountIds: readonly number[],
  day: Day,
): Promise<ScoredAccount[]> {
  const { currency, time_zone } = await readCompany(db);
  const localDay = (column: string) => sql`(${sql.ref(column)} at time zone ${time_zone})::date`;
  const accounts = sql`account_id = any(${accountIds}::int[])`;
  const [{ rows }, held, scorer] = await Promise.all([
    sql<Row>`
      select id, segment, stage, country, industry, csm_email as csm, custom,
        ${localDay('created_at')} as created_on, mrr
      from account.account
      left join (${mrrAsOf({ day, accounts, currency })}) revenue on revenue.account_id = account.id
      where id = any(${accountIds}::int[]) and not withdrawn
        and (created_at is null or ${localDay('created_at')} <= ${day}::date)
        and (churned_at is null or ${localDay('churned_at')} > ${day}::date)`.execute(db),
    readingsHeldOn(db, accountIds, [day]),
    scorerOf(db, accountIds),
  ]);
  return rows.map(({ id, custom, created_on, ...attributes }): ScoredAccount => {
    const settings = scorer.profileOn(id, day);
    const row = held.get(id)?.[0];
    return {
      accountId: id,
      health: healthOf(row ? readingsOf(row) : [], settings),
      settings,
      custom,
      attributes: {
        ...attributes,
        age_days: created_on === null ? null : daysBetween(created_on, day),
      },
    };
  });
}
