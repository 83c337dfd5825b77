import { accountActions, type FiredAction, quietRules } from '../actions/account-actions.ts';
import type { ActionRule } from '../actions/action-rule.ts';
import { type Cause, judge, type ReadyRule, type ScoredAccount } from '../actions/fires.ts';
import { readReadyRules } from '../actions/ready-rules.ts';
import { scoredAccounts } from '../actions/scored-accounts.ts';
import { readRulesEver } from '../actions/stored-rules.ts';
import { addDays, type Day } from '../lib/day.ts';
import { actionShape, unitsOfKpis } from './action-shape.ts';
import type { Action } from './contract/action.ts';
import { explainedAccount } from './explained.ts';
import { type RegisterRoutes, serveRoute } from './route.ts';

/** So long is told what was decided, so that it can be undone. */
const toldDays = 30;

export const registerActions: RegisterRoutes = (app, context) => {
  serveRoute(app, 'account.actions', async ({ params, query }) => {
    const { db } = context;
    const { account, day, isCurrent, explained } = await explainedAccount(
      context,
      params.account,
      query,
    );
    const [[scored], rules, ever, units] = await Promise.all([
      scoredAccounts(db, [account.id], day),
      readReadyRules(db),
      readRulesEver(db),
      unitsOfKpis(db),
    ]);
    // Readings of a day to come are not stored; the explanation has them.
    const seen = scored && { ...scored, health: explained, settings: explained.profile };
    const csm = typeof scored?.attributes['csm'] === 'string' ? scored.attributes['csm'] : null;
    const shape = (fired: FiredAction, rule: ActionRule, firedOn: string | null) =>
      actionShape(fired, rule, { units, owner: fired.ownerEmail ?? csm, firedOn });
    const holding = (skip: ReadonlySet<string>) =>
      rules
        .filter(({ rule }) => !skip.has(rule.id))
        .flatMap((ready) => fresh(ready, account.id, seen, day))
        .map(({ fired, rule }) => shape(fired, rule, null));

    if (!isCurrent) {
      const actions = holding(new Set());
      return { as_of: day, is_current: false, actions: actions.toSorted(inOrder), closed: [] };
    }
    const [stored, quiet] = await Promise.all([
      accountActions(db, account.id, addDays(day, -toldDays)),
      quietRules(db, account.id, day),
    ]);
    const open = stored.filter(
      (fired) => fired.closedOn === null && stillHolds(fired, rules, seen),
    );
    const decided = stored.filter(({ state }) => state === 'done' || state === 'dismissed');
    const told = (list: readonly FiredAction[]) =>
      list.flatMap((fired) => {
        const rule = ever.get(fired.ruleId);
        return rule === undefined ? [] : [shape(fired, rule, fired.firedOn)];
      });
    return {
      as_of: day,
      is_current: true,
      actions: [...told(open), ...holding(quiet)].toSorted(inOrder),
      closed: told(decided),
    };
  });
};

/** A suggestion whose figures have changed a moment ago is passed over: the next refresh closes it. */
function stillHolds(
  { state, ruleId }: FiredAction,
  rules: readonly ReadyRule[],
  account: ScoredAccount | undefined,
): boolean {
  if (state === 'task') return true;
  const ready = rules.find(({ rule }) => rule.id === ruleId);
  return (
    ready !== undefined && account !== undefined && judge(ready, account, true).outcome === 'fires'
  );
}

/** What the rule says of the account by itself, as the next refresh will store it. */
function fresh(
  ready: ReadyRule,
  accountId: number,
  account: ScoredAccount | undefined,
  day: Day,
): { fired: FiredAction; rule: ActionRule }[] {
  if (account === undefined) return [];
  const verdict = judge(ready, account, false);
  if (verdict.outcome !== 'fires') return [];
  return [{ fired: firedNow(ready.rule, accountId, verdict.cause, day), rule: ready.rule }];
}

const firedNow = (
  { mode, dueDays, condition, ownerEmail }: ActionRule,
  accountId: number,
  cause: Cause,
  day: Day,
): FiredAction => ({
  ...cause,
  accountId,
  firedOn: day,
  state: mode,
  condition,
  ownerEmail,
  dueOn: mode === 'task' ? addDays(day, dueDays) : null,
  takenOn: null,
  closedOn: null,
  dismissReason: null,
});

/** Tasks first, the ones due soonest on top, then what gains most. */
const inOrder = (a: Action, b: Action): number =>
  Number(b.state === 'task') - Number(a.state === 'task') ||
  (a.due_on ?? '').localeCompare(b.due_on ?? '') ||
  b.missed_points - a.missed_points;
