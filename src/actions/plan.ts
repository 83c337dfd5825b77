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
  /** What could be done in place of the suggestion of the same KPI and band. */
  alternatives: Opening[];
}

/** Rules of one KPI share a subject: of them one action is open at a time, whatever its band (definitions.md 6). */
const subjectOf = ({ id, kpi }: ActionRule): string => kpi ?? id;

/** Rules of one KPI and band answer the same question: they are alternatives, and cool down together. */
const questionOf = ({ id, kpi, band }: ActionRule): string =>
  kpi === null ? id : `${kpi} ${band}`;

interface Holder {
  rule: ActionRule;
  isTask: boolean;
}

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

  const seen = { account, known, answered: answeredBy(rules, known) };
  const holders = settleOpen(plan, rules, seen);
  fireRules(plan, active, { ...seen, holders });
  return plan;
}

interface Seen {
  account: ScoredAccount;
  known: ReadonlyMap<string, RuleStanding>;
  /** Questions that cool down. */
  answered: Set<string>;
}

const answeredBy = (rules: readonly ReadyRule[], known: Seen['known']): Set<string> =>
  new Set(
    rules
      .filter(({ rule }) => known.get(rule.id) === 'answered')
      .map(({ rule }) => questionOf(rule)),
  );

/** Closes what is over, and tells what stays open of each subject. */
function settleOpen(
  plan: Plan,
  rules: readonly ReadyRule[],
  { account, known, answered }: Seen,
): Map<string, Holder> {
  const holders = new Map<string, Holder>();
  const open = rules.filter(({ rule }) => isOpen(known.get(rule.id)));
  // What somebody has comes before what a rule made a task, and that before what is suggested.
  for (const standing of ['taken', 'task', 'suggested'] as const) {
    for (const ready of open) {
      const { rule, isActive } = ready;
      if (known.get(rule.id) !== standing || (!isActive && standing !== 'taken')) continue;
      const subject = subjectOf(rule);
      const { outcome } = judge(ready, account, true);
      const close = (state: Closing['state']) =>
        plan.closing.push({ ruleId: rule.id, from: standing, state });
      if (outcome === 'recovered') {
        close('recovered');
        answered.add(questionOf(rule));
      } else if (standing === 'taken') holders.set(subject, { rule, isTask: true });
      else if (holders.has(subject)) close('lapsed');
      else if (standing === 'task') holders.set(subject, { rule, isTask: true });
      // A task is not taken away because things got worse; a suggestion gives way to the next one.
      else if (outcome === 'worse' || answered.has(questionOf(rule))) close('lapsed');
      else holders.set(subject, { rule, isTask: false });
    }
  }
  return holders;
}

/** Opens what fires where nothing of its subject is open, and a task also in place of a suggestion alike. */
function fireRules(
  plan: Plan,
  active: readonly ReadyRule[],
  { account, known, answered, holders }: Seen & { holders: Map<string, Holder> },
): void {
  for (const mode of ['task', 'suggested'] as const) {
    for (const ready of active) {
      const { rule } = ready;
      if (rule.mode !== mode || known.has(rule.id)) continue;
      const holder = holders.get(subjectOf(rule));
      if (holder !== undefined && (holder.isTask || holder.rule.band !== rule.band)) continue;
      if (answered.size > 0 && answered.has(questionOf(rule))) continue;
      const verdict = judge(ready, account, false);
      if (verdict.outcome !== 'fires') continue;
      const fire = { rule, cause: verdict.cause };
      if (holder !== undefined && mode === 'suggested') {
        plan.alternatives.push(fire);
        continue;
      }
      if (holder !== undefined)
        plan.closing.push({ ruleId: holder.rule.id, from: 'suggested', state: 'lapsed' });
      plan.opening.push(fire);
      holders.set(subjectOf(rule), { rule, isTask: mode === 'task' });
    }
  }
}

const isOpen = (standing: RuleStanding | undefined): standing is RuleStanding =>
  standing === 'suggested' || standing === 'task' || standing === 'taken';
