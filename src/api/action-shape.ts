import type { FiredAction } from '../actions/account-actions.ts';
import type { ActionRule } from '../actions/action-rule.ts';
import type { Fallen } from '../actions/fallen.ts';
import type { Db } from '../db/connect.ts';
import { scorerOf } from '../health/scorer.ts';
import type { Action } from './contract/action.ts';
import type { Unit } from './contract/kpi.ts';

/** What each KPI of the current settings is counted in. */
export async function unitsOfKpis(db: Db): Promise<Map<string, Unit>> {
  const scorer = await scorerOf(db, []);
  return new Map(
    scorer.version.model.profiles
      .flatMap(({ kpis }) => kpis)
      .map((kpi) => [kpi.id, scorer.describe(kpi).unit]),
  );
}

/** An action as the contract has it: its texts are those of its rule, its figures those that fired it. */
export const actionShape = (
  fired: FiredAction,
  rule: ActionRule,
  {
    units,
    owner,
    firedOn,
    fallen,
  }: {
    units: ReadonlyMap<string, Unit>;
    owner: string | null;
    firedOn: string | null;
    /** Of an open task. */
    fallen: Fallen | null | undefined;
  },
): Action => ({
  rule: rule.id,
  fired_on: firedOn,
  state: fired.state,
  kpi: rule.kpi,
  band: fired.band,
  title: { ...rule.title },
  why: { ...rule.why },
  condition: fired.condition,
  unit: rule.kpi === null ? null : (units.get(rule.kpi) ?? null),
  reading: fired.reading,
  n: fired.n,
  score: fired.score,
  health: fired.health,
  missed_points: fired.missedPoints,
  priority: rule.priority,
  owner,
  due_on: fired.dueOn,
  taken_on: fired.takenOn,
  closed_on: fired.closedOn,
  dismiss_reason: fired.dismissReason,
  snoozed_until: fired.snoozedUntil,
  decision: fired.decision,
  fallen: fallen ?? null,
  is_alternative: false,
});
