import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { addDays, type Day } from '../lib/day.ts';
import type { ActionRule } from './action-rule.ts';

export const dismissReasons = [
  'wrong_signal',
  'already_handled',
  'not_now',
  'not_worth_it',
] as const;
export type DismissReason = (typeof dismissReasons)[number];

/** An action that fired: the natural key (account, rule, window), where the window begins the day it fired. */
export interface ActionKey {
  accountId: number;
  ruleId: string;
  firedOn: Day;
}

const isAction = ({ accountId, ruleId, firedOn }: ActionKey): RawBuilder<boolean> => sql<boolean>`
  account_id = ${accountId} and rule_id = ${ruleId} and fired_on = ${firedOn}::date`;

const changes = async (db: Db, statement: RawBuilder<unknown>): Promise<boolean> => {
  const { rows } = await statement.execute(db);
  return rows.length > 0;
};

interface Taking {
  /** Null: whoever looks after the account. */
  ownerEmail: string | null;
  dueOn: Day;
  today: Day;
}

/** Makes an open action somebody's task, or hands the task on. False where it is not open any more. */
export const takeAction = (db: Db, key: ActionKey, { ownerEmail, dueOn, today }: Taking) =>
  changes(
    db,
    sql`
      update app.action
      set state = 'task', snoozed_until = null, owner_email = ${ownerEmail}, due_on = ${dueOn}::date, taken_on = coalesce(taken_on, ${today}::date)
      where ${isAction(key)} and closed_on is null
      returning 1`,
  );

interface Closing {
  today: Day;
  /** Of the rule, as it stands now. */
  coolDownDays: ActionRule['coolDownDays'];
}

/** False where it is not open any more. */
export const finishAction = (db: Db, key: ActionKey, { today, coolDownDays }: Closing) =>
  changes(
    db,
    sql`
      update app.action
      set state = 'done', closed_on = ${today}::date,
        cool_until = ${addDays(today, coolDownDays)}::date
      where ${isAction(key)} and closed_on is null
      returning 1`,
  );

/** False where it is not open any more. */
export const dismissAction = (
  db: Db,
  key: ActionKey,
  { today, coolDownDays, reason }: Closing & { reason: DismissReason },
) =>
  changes(
    db,
    sql`
      update app.action
      set state = 'dismissed', closed_on = ${today}::date, dismiss_reason = ${reason},
        cool_until = ${addDays(today, coolDownDays)}::date
      where ${isAction(key)} and closed_on is null
      returning 1`,
  );

/** Lets a suggestion rest until a day, or brings it back at once (null). False where it is none. */
export const snoozeAction = (db: Db, key: ActionKey, until: Day | null) =>
  changes(
    db,
    sql`
      update app.action set snoozed_until = ${until}::date
      where ${isAction(key)} and state = 'suggested'
      returning 1`,
  );

/** Makes a task that somebody took what its rule had made of it, and nobody's promise. False where it is none. */
export const giveActionBack = (
  db: Db,
  key: ActionKey,
  rule: Pick<ActionRule, 'mode' | 'ownerEmail' | 'dueDays'>,
) =>
  changes(
    db,
    sql`
      update app.action
      set state = ${rule.mode}, owner_email = ${rule.ownerEmail}, taken_on = null,
        due_on = ${rule.mode === 'task' ? addDays(key.firedOn, rule.dueDays) : null}::date
      where ${isAction(key)} and closed_on is null and taken_on is not null
      returning 1`,
  );
