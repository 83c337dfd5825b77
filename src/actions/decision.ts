import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { Day } from '../lib/day.ts';
import type { ActionRule } from './action-rule.ts';
import type { ActionKey } from './decide.ts';
import { planFor } from './plan.ts';
import { readReadyRules } from './ready-rules.ts';
import { openActions, refreshActions } from './refresh.ts';
import { scoredAccounts } from './scored-accounts.ts';
import { ruleStandings } from './standings.ts';

export type DecisionKind = 'take' | 'finish' | 'dismiss' | 'give_back' | 'snooze';

/** What is asked of the open action itself, and of none in its place. */
const ofOpenAlone: readonly DecisionKind[] = ['give_back', 'snooze'];

interface Asked {
  accountId: number;
  rule: ActionRule;
  today: Day;
  kind: DecisionKind;
}

/** `decision`: by which it can be undone; null where everything was so already. */
export type Decided =
  | { outcome: 'decided'; firedOn: Day; decision: number | null }
  | { outcome: 'not-open' };

/**
 * Decides about the open action of a rule and account, and refreshes the account's actions by it; an action that holds
 * since a moment ago, or that could stand in place of an open one, is fired first. All of it is one step that can be
 * undone.
 */
export async function decide(
  db: Db,
  { accountId, rule, today, kind }: Asked,
  change: (tx: Db, key: ActionKey) => Promise<boolean>,
): Promise<Decided> {
  // Stored before and not within: a refresh of all accounts at the same time stores the same in another order.
  if (!(await isOpen(db, accountId, rule.id))) await refreshActions(db, today, [accountId]);
  return db.transaction().execute(async (tx): Promise<Decided> => {
    await oneAtATime(tx, accountId);
    const before = await openRows(tx, accountId);
    const firedOn =
      before.find(({ rule_id }) => rule_id === rule.id)?.fired_on ??
      (ofOpenAlone.includes(kind)
        ? undefined
        : await fireNow(tx, { accountId, ruleId: rule.id, today }));
    if (firedOn === undefined) return { outcome: 'not-open' };
    const wasTask = before.some(({ rule_id, state }) => rule_id === rule.id && state === 'task');
    if (kind === 'take' && !wasTask && (await hasTaskBeside(tx, accountId, rule.id)))
      return { outcome: 'not-open' };
    const key = { accountId, ruleId: rule.id, firedOn };
    if (!(await change(tx, key))) return { outcome: 'not-open' };
    await refreshActions(tx, today, [accountId]);
    const decision = await keepDecision(tx, { key, kind, today, before });
    return { outcome: 'decided', firedOn, decision };
  });
}

async function isOpen(db: Db, accountId: number, ruleId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from app.action
    where account_id = ${accountId} and rule_id = ${ruleId} and closed_on is null`.execute(db);
  return rows.length > 0;
}

/** What has changed since it was decided: a newer decision, a recovered band, a rule that was switched off. */
class Overtaken extends Error {}

/**
 * Takes a decision back: every action that it touched is to the letter what it was, and no trace of it is left. False
 * where there is no such decision (any more), or one of these actions has changed since.
 */
export async function undoDecision(
  db: Db,
  { accountId, ruleId, decision }: { accountId: number; ruleId: string; decision: number },
): Promise<boolean> {
  try {
    return await db.transaction().execute(async (tx) => {
      await oneAtATime(tx, accountId);
      const { rows } = await sql<{ changes: unknown }>`
        delete from app.action_decision
        where id = ${decision} and account_id = ${accountId} and rule_id = ${ruleId}
        returning changes`.execute(tx);
      if (rows[0] === undefined) return false;
      await putBack(tx, JSON.stringify(rows[0].changes));
      // What was a task is none again beside another one of its KPI.
      if ((await isTask(tx, accountId, ruleId)) && (await hasTaskBeside(tx, accountId, ruleId)))
        throw new Overtaken();
      return true;
    });
  } catch (error) {
    if (error instanceof Overtaken) return false;
    throw error;
  }
}

/** Two who decide about the same account at once do so one after the other. */
const oneAtATime = (tx: Db, accountId: number) =>
  sql`select pg_advisory_xact_lock(7242, ${accountId})`.execute(tx);

async function isTask(tx: Db, accountId: number, ruleId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from app.action
    where account_id = ${accountId} and rule_id = ${ruleId} and state = 'task'`.execute(tx);
  return rows.length > 0;
}

/** Whether another rule of the same KPI has a task: there is one at a time (definitions.md 6). */
async function hasTaskBeside(tx: Db, accountId: number, ruleId: string): Promise<boolean> {
  const rules = await readReadyRules(tx);
  const kpi = rules.find(({ rule }) => rule.id === ruleId)?.rule.kpi ?? null;
  const others = rules.filter(({ rule }) => rule.kpi === kpi && rule.id !== ruleId);
  if (kpi === null) return false;
  const { rows } = await sql`
    select 1 from app.action
    where account_id = ${accountId} and state = 'task'
      and rule_id = any(${others.map(({ rule }) => rule.id)}::text[])`.execute(tx);
  return rows.length > 0;
}

interface OpenRow {
  rule_id: string;
  fired_on: Day;
  state: string;
  row: unknown;
}

/** Held until the end, so that no refresh closes them meanwhile. */
async function openRows(tx: Db, accountId: number): Promise<OpenRow[]> {
  const { rows } = await sql<OpenRow>`
    select rule_id, fired_on, state, to_jsonb(action) as row from app.action
    where account_id = ${accountId} and closed_on is null
    order by rule_id
    for update`.execute(tx);
  return rows;
}

/** Fires a rule that holds for the account, also in place of a suggestion of its KPI; the day, if it does. */
async function fireNow(
  tx: Db,
  { accountId, ruleId, today }: { accountId: number; ruleId: string; today: Day },
): Promise<Day | undefined> {
  const [[account], rules, standings] = await Promise.all([
    scoredAccounts(tx, [accountId], today),
    readReadyRules(tx),
    ruleStandings(tx, [accountId], today),
  ]);
  const { opening, alternatives } = planFor(rules, account, standings.get(accountId) ?? new Map());
  const wanted = [...opening, ...alternatives]
    .filter(({ rule }) => rule.id === ruleId)
    .map((one) => ({ ...one, accountId }));
  return (await openActions(tx, { day: today, rules, opening: wanted })) > 0 ? today : undefined;
}

interface Kept {
  key: ActionKey;
  kind: DecisionKind;
  today: Day;
  before: readonly OpenRow[];
}

async function keepDecision(tx: Db, { key, kind, today, before }: Kept): Promise<number | null> {
  const { accountId, ruleId, firedOn } = key;
  // What this very transaction wrote: a refresh that runs beside it is nobody's decision.
  const { rows } = await sql<{ id: number }>`
    with changed as (
      select was.row as before, to_jsonb(action) as after
      from app.action
      left join jsonb_to_recordset(${JSON.stringify(before)}::jsonb) was (rule_id text, fired_on date, row jsonb)
        using (rule_id, fired_on)
      where account_id = ${accountId} and action.xmin = pg_current_xact_id()::xid
        and was.row is distinct from to_jsonb(action)
    )
    insert into app.action_decision (account_id, rule_id, fired_on, kind, decided_on, changes)
    select ${accountId}, ${ruleId}, ${firedOn}::date, ${kind}, ${today}::date,
      jsonb_agg(jsonb_build_object('before', before, 'after', after))
    from changed
    having count(*) > 0
    returning id`.execute(tx);
  return rows[0]?.id ?? null;
}

/** Throws Overtaken where a row is not what the decision left. */
async function putBack(tx: Db, changes: string): Promise<void> {
  const left = await sql`
    delete from app.action
    using jsonb_to_recordset(${changes}::jsonb) change (after jsonb)
    where to_jsonb(action) @> after and (account_id, rule_id, fired_on) =
      ((after ->> 'account_id')::int, after ->> 'rule_id', (after ->> 'fired_on')::date)
    returning 1`.execute(tx);
  const put = await sql`
    insert into app.action
    select before.* from jsonb_to_recordset(${changes}::jsonb) change (before jsonb)
    cross join jsonb_populate_record(null::app.action, change.before) before
    where jsonb_typeof(change.before) = 'object'
    -- The rule may have fired anew since.
    on conflict do nothing
    returning 1`.execute(tx);
  const { rows } = await sql<{ touched: number; there: number }>`
    select count(*)::int as touched, (count(*) filter (where jsonb_typeof(before) = 'object'))::int as there
    from jsonb_to_recordset(${changes}::jsonb) change (before jsonb)`.execute(tx);
  if (left.rows.length !== rows[0]?.touched || put.rows.length !== rows[0].there)
    throw new Overtaken();
}
