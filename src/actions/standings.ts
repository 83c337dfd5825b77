import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { Day } from '../lib/day.ts';
import type { RuleStanding } from './plan.ts';

/** How rules stand with accounts on a day; a rule without an entry is free to fire. */
export async function ruleStandings(
  db: Db,
  accountIds: readonly number[],
  day: Day,
): Promise<Map<number, Map<string, RuleStanding>>> {
  const { rows } = await sql<{ account_id: number; rule_id: string; standing: RuleStanding }>`
    select account_id, rule_id,
      case
        when closed_on is null then case when taken_on is null then state else 'taken' end
        -- Somebody who finds one answer not worth it may find another one better.
        when state = 'lapsed' or dismiss_reason = 'not_worth_it' then 'passed'
        else 'answered'
      end as standing
    from app.action
    where account_id = any(${accountIds}::int[])
      and (closed_on is null or cool_until > ${day}::date or (fired_on = ${day}::date and state <> 'lapsed'))
    order by closed_on is null`.execute(db);
  const standings = new Map<number, Map<string, RuleStanding>>();
  for (const { account_id, rule_id, standing } of rows) {
    const ofAccount = standings.get(account_id) ?? new Map<string, RuleStanding>();
    standings.set(account_id, ofAccount);
    ofAccount.set(rule_id, standing);
  }
  return standings;
}
