import { type ASTNode, ParseError, parse } from '@marcbachmann/cel-js';
import { RuleError } from './rule-problem.ts';

/** Longer ones are no rules, and would only keep the parser busy. */
const MOST_CHARACTERS = 2_000;

const WORD_OPERATORS = new Map([
  ['and', '&&'],
  ['or', '||'],
  ['not', '!'],
  ['AND', '&&'],
  ['OR', '||'],
  ['NOT', '!'],
]);

/** The syntax tree of a CEL expression; throws RuleError. */
export function parseCel(text: string): ASTNode {
  if (text.trim() === '') throw new RuleError(0, 'empty');
  if (text.length > MOST_CHARACTERS) {
    throw new RuleError(MOST_CHARACTERS, 'too_long', { most: String(MOST_CHARACTERS) });
  }
  try {
    return parse(text).ast;
  } catch (error) {
    if (error instanceof ParseError) throw toRuleError(text, error);
    throw error;
  }
}

function toRuleError(text: string, error: ParseError): RuleError {
  const start = error.range?.start ?? 0;
  const found = text.slice(start, error.range?.end ?? start + 1);
  switch (error.code) {
    case 'unterminated_string':
    case 'unterminated_triple_quoted_string':
      return new RuleError(start, 'unclosed_text');
    case 'newline_in_string':
      return new RuleError(start, 'line_break_in_text');
    case 'invalid_number':
    case 'invalid_integer':
    case 'invalid_hex_integer':
    case 'invalid_exponent':
      return new RuleError(start, 'bad_number', { found });
    case 'reserved_identifier':
      return new RuleError(start, 'reserved_word', { found });
    case 'invalid_macro_argument':
      return new RuleError(start, 'unsupported', { found });
    case 'limit_exceeded':
      return new RuleError(start, 'too_deep');
    case 'unexpected_character':
    case 'unexpected_token':
    case 'expected_token':
      return unexpected(text, start, found);
    default:
      return new RuleError(start, 'bad_escape', { found });
  }
}

function unexpected(text: string, start: number, found: string): RuleError {
  const rest = text.slice(start).trimStart();
  if (rest === '') return new RuleError(text.trimEnd().length, 'unfinished');
  if (rest.startsWith('=')) return new RuleError(start, 'single_equals');
  const use = WORD_OPERATORS.get(found);
  return use === undefined
    ? new RuleError(start, 'unexpected', { found: rest.slice(0, Math.max(1, found.length)) })
    : new RuleError(start, 'word_operator', { found, use });
}
