import type { Db } from '../db/connect.ts';
import { parseRule } from '../scoring/rule-parse.ts';
import type { ActionRule } from './action-rule.ts';
import type { ReadyRule } from './fires.ts';
import { readRules } from './stored-rules.ts';

/** Rules that may fire, their conditions read; one that cannot be read never fires. */
export const readyRules = (rules: readonly ActionRule[]): ReadyRule[] =>
  rules
    .filter(({ enabled }) => enabled)
    .flatMap((rule): ReadyRule[] => {
      if (rule.condition === null) return [{ rule, condition: null }];
      // It was checked against the fields of its day; a field that is gone since has no values.
      const parsed = parseRule(rule.condition, null);
      return parsed.ok ? [{ rule, condition: parsed.rule }] : [];
    });

export const readReadyRules = async (db: Db): Promise<ReadyRule[]> =>
  readyRules(await readRules(db));
