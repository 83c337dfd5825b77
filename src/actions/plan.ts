import type { ActionRule } from './action-rule.ts';
import { type Cause, judge, type ReadyRule, type ScoredAccount } from './fires.ts';

/**
 * How a rule stands with an account before it is looked at again. Open: `suggested`, `task` (its rule made it one) or
 * `taken` (a person did). Closed, and cooling down: `answered` speaks for every rule of its KPI and band, `passed` for
 * itself alone.
 */
export type RuleStanding = 'suggested' | 'task' | 'taken' | 'answered' | 'passed';

export interface Opening {
  rule: ActionRule;
  cause: Cause;
}

export interface Closing {
  ruleId: string;
  /** How it was seen; what somebody decided since then stands. */
  from: RuleStanding;
  state: 'recovered' | 'lapsed';
}

export interface Plan {
  opening: Opening[];
  closing: Closing[];
  /** What could be done in place of an open suggestion of the same KPI and band. */
  alternatives: Opening[];
}

/** Rules with the same subject answer the same question: of them one suggestion is open at a time (definitions.md 6). */
const subjectOf = ({ id, kpi, band }: ActionRule): string => (kpi === null ? id : `${kpi} ${band}`);

/** What fires and what closes for one account. `account` undefined: it is no customer any more. */
export function planFor(
  rules: readonly ReadyRule[],
  account: ScoredAccount | undefined,
  known: ReadonlyMap<string, RuleStanding>,
): Plan {
  const plan: Plan = { opening: [], closing: [], alternatives: [] };
  const active = rules.filter(({ isActive }) => isActive && account !== undefined);
  const activeIds = new Set(active.map(({ rule }) => rule.id));
  for (const [ruleId, standing] of known) {
    if (
      isOpen(standing) &&
      !activeIds.has(ruleId) &&
      (account === undefined || standing !== 'taken')
    )
      plan.closing.push({ ruleId, from: standing, state: 'lapsed' });
  }
  if (account === undefined) return plan;

  const answered = new Set<string>();
  const tasks = new Set<string>();
  for (const { rule } of rules) {
    const standing = known.get(rule.id);
    if (standing === 'answered') answered.add(subjectOf(rule));
    if (standing === 'task' || standing === 'taken') tasks.add(subjectOf(rule));
  }
  const held = new Set(tasks);
  for (const ready of active) {
    const { rule } = ready;
    const standing = known.get(rule.id);
    if (!isOpen(standing)) continue;
    const { outcome } = judge(ready, account, true);
    const subject = subjectOf(rule);
    const close = (state: Closing['state']) =>
      plan.closing.push({ ruleId: rule.id, from: standing, state });
    if (outcome === 'recovered') close('recovered');
    // A task that somebody has is not taken away because things got worse; a suggestion gives way to the next one.
    else if (standing === 'suggested') {
      if (outcome === 'worse' || held.has(subject) || answered.has(subject)) close('lapsed');
      else held.add(subject);
    }
  }
  for (const ready of active) {
    const { rule } = ready;
    if (known.has(rule.id)) continue;
    const verdict = judge(ready, account, false);
    if (verdict.outcome !== 'fires') continue;
    const fire = { rule, cause: verdict.cause };
    const subject = subjectOf(rule);
    if (rule.mode === 'suggested' && (answered.has(subject) || tasks.has(subject))) continue;
    if (rule.mode === 'suggested' && held.has(subject)) plan.alternatives.push(fire);
    else {
      plan.opening.push(fire);
      held.add(subject);
    }
  }
  return plan;
}

const isOpen = (standing: RuleStanding | undefined): standing is RuleStanding =>
  standing === 'suggested' || standing === 'task' || standing === 'taken';
