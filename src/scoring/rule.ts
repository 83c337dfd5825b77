import { atEdge } from './edge.ts';

/**
 * A condition over the fields of an account, as JSON (definitions.md 5 and 10, Profiles and attributes). A field without
 * a value makes every comparison false, so a rule is true or false and never unknown, and `not` turns it over.
 */
export type Rule =
  | { readonly kind: 'constant'; readonly holds: boolean }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Rule[] }
  | { readonly kind: 'not'; readonly rule: Rule }
  | { readonly kind: 'has'; readonly field: string }
  | {
      readonly kind: 'compare';
      readonly field: string;
      readonly operator: ComparisonOperator;
      readonly value: RuleValue;
    }
  | { readonly kind: 'one_of'; readonly field: string; readonly values: readonly RuleValue[] }
  | {
      readonly kind: 'text';
      readonly field: string;
      readonly test: TextTest;
      readonly part: string;
    };

export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';
export type TextTest = 'starts_with' | 'ends_with' | 'contains';
export type RuleValue = string | number;

/** The value of a field by its name in the field list; null where the account has none. */
export type FieldValue = (field: string) => RuleValue | null;

export const ruleHolds = (rule: Rule, valueIn: FieldValue): boolean => {
  switch (rule.kind) {
    case 'constant':
      return rule.holds;
    case 'all':
      return rule.of.every((part) => ruleHolds(part, valueIn));
    case 'any':
      return rule.of.some((part) => ruleHolds(part, valueIn));
    case 'not':
      return !ruleHolds(rule.rule, valueIn);
    case 'has':
      return valueIn(rule.field) !== null;
    case 'compare':
      return compares(valueIn(rule.field), rule.operator, rule.value);
    case 'one_of':
      return rule.values.some((value) => compares(valueIn(rule.field), '==', value));
    case 'text':
      return testsText(valueIn(rule.field), rule.test, rule.part);
  }
};

/** The fields a rule looks at, each once. */
export function fieldsOf(rule: Rule): string[] {
  switch (rule.kind) {
    case 'constant':
      return [];
    case 'all':
    case 'any':
      return [...new Set(rule.of.flatMap(fieldsOf))];
    case 'not':
      return fieldsOf(rule.rule);
    default:
      return [rule.field];
  }
}

/** A text is compared as a number where it is written as one, as custom fields are. */
export const NUMBER_AS_TEXT = /^-?[0-9]{1,15}([.][0-9]{1,9})?$/;

/** From here on a double has no 9 decimals to round to. */
export const ROUNDED_BELOW = 1e6;

/** Figures meet edges rounded to 9 decimals (definitions.md 10, Time and rows). */
export const roundedFigure = (value: number): number =>
  Math.abs(value) < ROUNDED_BELOW ? atEdge(value) : value;

function compares(
  value: RuleValue | null,
  operator: ComparisonOperator,
  other: RuleValue,
): boolean {
  if (value === null) return false;
  if (typeof other === 'string') {
    return typeof value === 'string' && orderHolds(operator, byCodePoint(value, other));
  }
  const number = numberOf(value);
  return number !== null && orderHolds(operator, roundedFigure(number) - roundedFigure(other));
}

const numberOf = (value: RuleValue): number | null => {
  if (typeof value === 'number') return value;
  return NUMBER_AS_TEXT.test(value) ? Number(value) : null;
};

function orderHolds(operator: ComparisonOperator, order: number): boolean {
  switch (operator) {
    case '==':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** Order of PostgreSQL's collation "C", which UTF-16 does not have beyond the basic plane. */
function byCodePoint(one: string, other: string): number {
  if (one === other) return 0;
  const [left, right] = [Array.from(one), Array.from(other)];
  for (const [index, character] of left.entries()) {
    const difference =
      (character.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? Number.NEGATIVE_INFINITY);
    if (difference !== 0) return difference;
  }
  return -1;
}

function testsText(value: RuleValue | null, test: TextTest, part: string): boolean {
  if (typeof value !== 'string') return false;
  switch (test) {
    case 'starts_with':
      return value.startsWith(part);
    case 'ends_with':
      return value.endsWith(part);
    case 'contains':
      return value.includes(part);
  }
}
