/** What is wrong with a rule; each has a text per language with these parameters. */
export interface RuleProblem {
  readonly code: RuleProblemCode;
  readonly params: Readonly<Record<string, string>>;
}

export const ruleProblemCodes = [
  'bad_escape',
  'bad_number',
  'bad_text',
  'empty',
  'has_needs_field',
  'line_break_in_text',
  'mixed_list',
  'needs_field',
  'needs_list',
  'needs_number',
  'needs_one_value',
  'needs_text',
  'needs_value',
  'not_a_condition',
  'null_comparison',
  'reserved_word',
  'single_equals',
  'too_deep',
  'too_long',
  'unclosed_text',
  'unexpected',
  'unfinished',
  'unknown_field',
  'unknown_function',
  'unknown_value',
  'unsupported',
  'word_operator',
] as const;
export type RuleProblemCode = (typeof ruleProblemCodes)[number];

/** A rule that cannot be read: where (offset from 0; line and column from 1, in UTF-16 units), and why. */
export interface RuleFlaw {
  readonly ok: false;
  readonly position: number;
  readonly line: number;
  readonly column: number;
  readonly reason: RuleProblem;
}

/** Thrown inside the parser alone. */
export class RuleError extends Error {
  readonly position: number;
  readonly reason: RuleProblem;

  constructor(position: number, code: RuleProblemCode, params: RuleProblem['params'] = {}) {
    super(code);
    this.position = position;
    this.reason = { code, params };
  }
}

export function flawAt(text: string, { position, reason }: RuleError): RuleFlaw {
  const before = text.slice(0, position).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  return { ok: false, position, line: before.length, column, reason };
}
