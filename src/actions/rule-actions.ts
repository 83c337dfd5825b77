import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { type ActionState, type FiredAction, firedColumns } from './account-actions.ts';

/** Everything the rule ever fired, what is open of it, or what came to one end. */
export type RuleActionState = 'fired' | 'open' | Exclude<ActionState, 'suggested' | 'task'>;

export interface RuleAction extends FiredAction {
  account: string;
  /** Who has it: of the task or rule, else the CSM of the account; null: nobody. */
  owner: string | null;
}

interface Request {
  ruleId: string;
  state: RuleActionState;
  offset: number;
  limit: number;
}

/** What `ruleCounts` counts, row by row, newest first. */
export async function ruleActions(
  db: Db,
  { ruleId, state, offset, limit }: Request,
): Promise<{ n: number; actions: RuleAction[] }> {
  const isAsked =
    state === 'fired'
      ? sql`true`
      : state === 'open'
        ? sql`closed_on is null`
        : sql`state = ${state}`;
  const asked = sql`rule_id = ${ruleId} and ${isAsked}`;
  const [{ rows: actions }, { rows: counted }] = await Promise.all([
    sql<RuleAction>`
      select ${firedColumns}, account.name as account, coalesce(owner_email, csm_email) as owner
      from app.action
      join account.account on account.id = action.account_id
      where ${asked}
      order by closed_on desc nulls first, fired_on desc, account_id
      limit ${limit} offset ${offset}`.execute(db),
    sql<{ n: number }>`select count(*) as n from app.action where ${asked}`.execute(db),
  ]);
  return { n: counted[0]?.n ?? 0, actions };
}
