import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { Day } from '../lib/day.ts';
import { dated, isStanding } from './dated-facts.ts';

/** Days from each account's newest fact by `day` to it (definitions.md 10, freshness); accounts without any are left out. */
export async function freshnessOf(
  db: Db,
  accountIds: readonly number[],
  { day, timeZone }: { day: Day; timeZone: string },
): Promise<Map<number, number>> {
  const ofAccounts = sql`account_id = any(${accountIds}::int[])`;
  const parts = dated.map((kind) => {
    const { table, at, isDay, account = 'account_id' } = kind;
    const newest = sql`max(${sql.ref(at)})`;
    const until = isDay
      ? sql`${sql.ref(at)} <= ${day}::date`
      : sql`${sql.ref(at)} < (${day}::date + 1)::timestamp at time zone ${timeZone}`;
    return sql`
      select ${sql.ref(account)} as account_id, ${isDay ? newest : sql`(${newest} at time zone ${timeZone})::date`} as newest
      from ${sql.table(table)}
      where ${sql.ref(account)} = any(${accountIds}::int[]) and ${until}
        and ${isStanding(kind, ofAccounts)}
      group by 1`;
  });
  const { rows } = await sql<{ account_id: number; days: number }>`
    select account_id, ${day}::date - max(newest) as days
    from (${sql.join(parts, sql` union all `)}) part
    group by account_id`.execute(db);
  return new Map(rows.map(({ account_id, days }) => [account_id, days]));
}
