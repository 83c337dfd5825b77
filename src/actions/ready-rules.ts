import type { Db } from '../db/connect.ts';
import { parseRule } from '../scoring/rule-parse.ts';
import type { ActionRule } from './action-rule.ts';
import type { ReadyRule } from './fires.ts';
import { readRulesEver } from './stored-rules.ts';

/** A rule with its condition read; one that cannot be read never fires. */
export function readyRule(rule: ActionRule): ReadyRule {
  if (rule.condition === null) return { rule, condition: null, isActive: rule.enabled };
  // It was checked against the fields of its day; a field that is gone since has no values.
  const parsed = parseRule(rule.condition, null);
  return parsed.ok
    ? { rule, condition: parsed.rule, isActive: rule.enabled }
    : { rule, condition: null, isActive: false };
}

/** Every rule there ever was; those removed do not fire any more. */
export const readReadyRules = async (db: Db): Promise<ReadyRule[]> =>
  [...(await readRulesEver(db)).values()].map(readyRule);
