import { filled } from '../lib/phrase.ts';
import type { RuleFlaw, RuleProblemCode } from '../scoring/rule-problem.ts';

/** Why a rule cannot be read, as the end of a sentence. */
export const ruleProblems: Readonly<Record<RuleProblemCode, string>> = {
  bad_escape: '"{found}" is no character; write a backslash twice where you mean one',
  bad_number: '"{found}" is no number',
  bad_text: 'this text holds characters that cannot be stored',
  empty: 'the rule is empty',
  has_needs_field: 'has() asks for one field, such as has(segment)',
  line_break_in_text: 'a text ends on the line on which it begins',
  mixed_list: 'a list holds texts or numbers, not both',
  needs_field: 'a field is missing here, such as segment or mrr',
  needs_list: 'after "in" comes a list in square brackets',
  needs_number: '"{field}" is a number and compares with numbers alone',
  needs_one_value: '{name}() takes one text in quotation marks',
  needs_text: '"{field}" is a text; put the value in quotation marks',
  needs_value: '"{found}" is neither a number nor a text in quotation marks',
  not_a_condition: '"{found}" alone is no condition; compare it with something',
  null_comparison: 'whether {field} has a value is asked with has({field})',
  reserved_word: '"{found}" is a reserved word of the rule language',
  single_equals: 'comparing takes two signs: ==',
  too_deep: 'too many brackets inside one another',
  too_long: 'a rule has at most {most} characters',
  unclosed_text: 'this quotation mark is never closed',
  unexpected: '"{found}" does not belong here',
  unfinished: 'the rule ends too early',
  unknown_field: 'there is no field "{field}"',
  unknown_function:
    'there is no function "{name}"; there are has, startsWith, endsWith and contains',
  unknown_value: '{field} is never "{value}"; it is one of {known}',
  unsupported: '"{found}" cannot be used in a rule',
  word_operator: 'write {use} in place of "{found}"',
};

/** Where a rule cannot be read, and why, in one line. */
export const ruleFlawText = ({ line, column, reason }: Omit<RuleFlaw, 'ok' | 'position'>): string =>
  `line ${line}, column ${column}: ${filled(ruleProblems[reason.code], reason.params)}`.replace(
    /\s+/g,
    ' ',
  );
