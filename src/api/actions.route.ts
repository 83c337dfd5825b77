import { accountActions, type FiredAction } from '../actions/account-actions.ts';
import type { ActionRule } from '../actions/action-rule.ts';
import { fallenSince } from '../actions/fallen.ts';
import { type Opening, planFor } from '../actions/plan.ts';
import { readReadyRules } from '../actions/ready-rules.ts';
import { scoredAccounts } from '../actions/scored-accounts.ts';
import { ruleStandings } from '../actions/standings.ts';
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
    const found = await explainedAccount(context, params.account, query);
    const { account, day, isCurrent, explained } = found;
    const [[scored], rules, ever, units, stored, standings] = await Promise.all([
      scoredAccounts(db, [account.id], day),
      readReadyRules(db),
      readRulesEver(db),
      unitsOfKpis(db),
      isCurrent ? accountActions(db, account.id, addDays(day, -toldDays)) : [],
      isCurrent ? ruleStandings(db, [account.id], day) : undefined,
    ]);
    // Readings of a day to come are not stored; the explanation has them.
    const seen = scored && { ...scored, health: explained, settings: explained.profile };
    const csm = scored?.attributes.csm;
    const shape = (fired: FiredAction, rule: ActionRule, firedOn: string | null) => {
      const owner = fired.ownerEmail ?? (typeof csm === 'string' ? csm : null);
      const fallen = fired.state === 'task' ? fallenSince(rule, fired.band, seen) : null;
      return actionShape(fired, rule, { units, owner, firedOn, fallen });
    };
    const told = (list: readonly FiredAction[]) =>
      list.flatMap((fired) => {
        const rule = ever.get(fired.ruleId);
        return rule === undefined ? [] : [shape(fired, rule, fired.firedOn)];
      });
    // What the next refresh will open and close is shown as done: facts may have come in a moment ago.
    const plan = planFor(rules, seen, standings?.get(account.id) ?? new Map());
    const closing = new Set(plan.closing.map(({ ruleId }) => ruleId));
    const open = stored.filter((fired) => fired.closedOn === null && !closing.has(fired.ruleId));
    const decided = stored.filter(({ state }) => state === 'done' || state === 'dismissed');
    const fresh = (openings: readonly Opening[]) =>
      openings.map((opening) => shape(firedNow(opening, account.id, day), opening.rule, null));
    const alternatives = fresh(plan.alternatives).map((one) => ({ ...one, is_alternative: true }));
    return {
      as_of: day,
      is_current: isCurrent,
      actions: [...told(open), ...fresh(plan.opening), ...alternatives].toSorted(inOrder),
      closed: told(decided),
    };
  });
};

const firedNow = ({ rule, cause }: Opening, accountId: number, day: Day): FiredAction => ({
  ...cause,
  accountId,
  firedOn: day,
  state: rule.mode,
  condition: rule.condition,
  ownerEmail: rule.ownerEmail,
  dueOn: rule.mode === 'task' ? addDays(day, rule.dueDays) : null,
  takenOn: null,
  closedOn: null,
  dismissReason: null,
  snoozedUntil: null,
  decision: null,
});

/** Tasks first, the ones due soonest on top, then what gains most, before what could do in its place. */
const inOrder = (a: Action, b: Action): number =>
  Number(b.state === 'task') - Number(a.state === 'task') ||
  (a.due_on ?? '').localeCompare(b.due_on ?? '') ||
  b.missed_points - a.missed_points ||
  Number(a.is_alternative) - Number(b.is_alternative);
