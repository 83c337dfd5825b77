import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { Day } from '../lib/day.ts';
import type { DismissReason } from './decide.ts';

export type ActionState = 'suggested' | 'task' | 'done' | 'dismissed' | 'recovered' | 'lapsed';

/** An action that fired for an account, with what fired it. */
export interface FiredAction {
  accountId: number;
  ruleId: string;
  firedOn: Day;
  state: ActionState;
  band: 'healthy' | 'attention' | 'at_risk' | 'unknown';
  reading: number | null;
  n: number;
  score: number | null;
  health: number | null;
  missedPoints: number;
  condition: string | null;
  /** Of the rule or the task; null: the CSM of the account. */
  ownerEmail: string | null;
  dueOn: Day | null;
  takenOn: Day | null;
  closedOn: Day | null;
  dismissReason: DismissReason | null;
  /** Of a suggestion: it rests before that day; one that has come is as none. */
  snoozedUntil: Day | null;
  /** The newest one about it that can be undone. */
  decision: number | null;
}

export const firedColumns = sql`
  action.account_id as "accountId", rule_id as "ruleId", fired_on as "firedOn", state, action.band, reading, n, score,
  action.health, action.missed_points as "missedPoints", condition, owner_email as "ownerEmail", due_on as "dueOn",
  taken_on as "takenOn", closed_on as "closedOn", dismiss_reason as "dismissReason",
  snoozed_until as "snoozedUntil", (
    select max(id) from app.action_decision decision
    where decision.account_id = action.account_id and decision.rule_id = action.rule_id
      and decision.fired_on = action.fired_on
  ) as decision`;

/** Of one account: the open ones, and those that people or the readings closed since a day, newest first. */
export async function accountActions(
  db: Db,
  accountId: number,
  closedSince: Day,
): Promise<FiredAction[]> {
  const { rows } = await sql<FiredAction>`
    select ${firedColumns} from app.action
    where account_id = ${accountId} and (closed_on is null or closed_on >= ${closedSince}::date)
    order by closed_on desc nulls first, missed_points desc, rule_id, fired_on desc`.execute(db);
  return rows;
}
