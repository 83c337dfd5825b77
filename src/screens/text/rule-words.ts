import type { CheckedRule } from '../../api/contract/rule.ts';
import { type RuleProblemCode, ruleProblemCodes } from '../../scoring/rule-problem.ts';
import type { Say } from './text.ts';

const messages: Record<RuleProblemCode, string> = {
  bad_escape: 'rule.bad_escape',
  bad_number: 'rule.bad_number',
  bad_text: 'rule.bad_text',
  empty: 'rule.empty',
  has_needs_field: 'rule.has_needs_field',
  line_break_in_text: 'rule.line_break_in_text',
  mixed_list: 'rule.mixed_list',
  needs_field: 'rule.needs_field',
  needs_list: 'rule.needs_list',
  needs_number: 'rule.needs_number',
  needs_one_value: 'rule.needs_one_value',
  needs_text: 'rule.needs_text',
  needs_value: 'rule.needs_value',
  not_a_condition: 'rule.not_a_condition',
  null_comparison: 'rule.null_comparison',
  reserved_word: 'rule.reserved_word',
  single_equals: 'rule.single_equals',
  too_deep: 'rule.too_deep',
  too_long: 'rule.too_long',
  unclosed_text: 'rule.unclosed_text',
  unexpected: 'rule.unexpected',
  unfinished: 'rule.unfinished',
  unknown_field: 'rule.unknown_field',
  unknown_function: 'rule.unknown_function',
  unknown_value: 'rule.unknown_value',
  unsupported: 'rule.unsupported',
  word_operator: 'rule.word_operator',
};

type Flaw = Pick<Extract<CheckedRule, { ok: false }>, 'line' | 'column' | 'reason'>;

/** Where a rule cannot be read, and why. */
export const ruleFlawText = (say: Say, { line, column, reason }: Flaw): string => {
  const code = ruleProblemCodes.find((known) => known === reason.code);
  const why = code === undefined ? reason.code : say(messages[code], reason.params);
  return say('rule.at', { line, column, reason: why });
};
