import type { ASTNode } from '@marcbachmann/cel-js';
import type { ComparisonOperator, Rule, RuleValue, TextTest } from './rule.ts';
import { customField, type RuleField } from './rule-fields.ts';
import { flawAt, RuleError, type RuleFlaw } from './rule-problem.ts';
import { parseCel } from './rule-syntax.ts';

/**
 * Reads a rule in CEL and checks it against the fields it may use; see docs/rules.md for what of CEL is a rule.
 * `fields` null takes any name, for rules that were checked when they were stored: a field that is gone has no values.
 */
export function parseRule(
  text: string,
  fields: readonly RuleField[] | null,
): { ok: true; rule: Rule } | RuleFlaw {
  const known = fields && new Map(fields.map((field) => [field.name, field]));
  const fieldNamed = (name: string): RuleField | undefined =>
    known === null ? { name, type: 'custom' } : known.get(name);
  try {
    return { ok: true, rule: conditionOf(parseCel(text), { text, fieldNamed }) };
  } catch (error) {
    if (error instanceof RuleError) return flawAt(text, error);
    throw error;
  }
}

interface Source {
  text: string;
  fieldNamed: (name: string) => RuleField | undefined;
}

const written = ({ start, end }: ASTNode, { text }: Source): string => text.slice(start, end);

function conditionOf(node: ASTNode, source: Source): Rule {
  switch (node.op) {
    case 'value':
      if (typeof node.args === 'boolean') return { kind: 'constant', holds: node.args };
      break;
    case '&&':
      return { kind: 'all', of: node.args.flatMap((part) => partsOf(part, 'all', source)) };
    case '||':
      return { kind: 'any', of: node.args.flatMap((part) => partsOf(part, 'any', source)) };
    case '!_':
      return { kind: 'not', rule: conditionOf(node.args, source) };
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return comparisonOf(node.op, node.args, source);
    case 'in':
      return membershipOf(node.args, source);
    case 'call':
      return presenceOf(node, node.args, source);
    case 'rcall':
      return textTestOf(node, node.args, source);
    case 'id':
    case '.':
    case '[]':
      fieldOf(node, source);
      break;
    default:
      throw new RuleError(node.pos, 'unsupported', { found: written(node, source) });
  }
  throw new RuleError(node.start, 'not_a_condition', { found: written(node, source) });
}

/** `a && b && c` is one condition of three parts, not two of two. */
function partsOf(node: ASTNode, kind: 'all' | 'any', source: Source): readonly Rule[] {
  const rule = conditionOf(node, source);
  return rule.kind === kind ? rule.of : [rule];
}

const MIRRORED: Record<ComparisonOperator, ComparisonOperator> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

function comparisonOf(
  operator: ComparisonOperator,
  [left, right]: [ASTNode, ASTNode],
  source: Source,
): Rule {
  if (isLiteral(left)) {
    if (isLiteral(right)) throw new RuleError(left.start, 'needs_field');
    const field = fieldOf(right, source);
    const value = valueFor(field, left, source);
    return { kind: 'compare', field: field.name, operator: MIRRORED[operator], value };
  }
  const field = fieldOf(left, source);
  return { kind: 'compare', field: field.name, operator, value: valueFor(field, right, source) };
}

function membershipOf([item, list]: [ASTNode, ASTNode], source: Source): Rule {
  // "name" in custom: CEL's own way to ask whether a map has a key.
  if (isLiteral(item) && list.op === 'id' && list.args === 'custom') {
    const column = literalOf(item, source);
    if (typeof column !== 'string') throw new RuleError(item.start, 'has_needs_field');
    return { kind: 'has', field: knownField(customField(column), item.start, source).name };
  }
  const field = fieldOf(item, source);
  if (list.op !== 'list') throw new RuleError(list.start, 'needs_list', { field: field.name });
  const values = list.args.map((value) => valueFor(field, value, source));
  const other = values.findIndex((value) => typeof value !== typeof values[0]);
  if (other >= 0) throw new RuleError(list.args[other]?.start ?? list.start, 'mixed_list');
  return { kind: 'one_of', field: field.name, values };
}

function presenceOf(node: ASTNode, [name, args]: [string, ASTNode[]], source: Source): Rule {
  if (name !== 'has') throw new RuleError(node.start, 'unknown_function', { name });
  const [field, ...more] = args;
  if (field === undefined || more.length > 0 || isLiteral(field)) {
    throw new RuleError(node.start, 'has_needs_field');
  }
  return { kind: 'has', field: fieldOf(field, source).name };
}

const TEXT_TESTS = new Map<string, TextTest>([
  ['startsWith', 'starts_with'],
  ['endsWith', 'ends_with'],
  ['contains', 'contains'],
]);

function textTestOf(
  node: ASTNode,
  [name, receiver, args]: [string, ASTNode, ASTNode[]],
  source: Source,
): Rule {
  const test = TEXT_TESTS.get(name);
  if (test === undefined) throw new RuleError(receiver.end + 1, 'unknown_function', { name });
  const field = fieldOf(receiver, source);
  if (field.type === 'number') {
    throw new RuleError(receiver.start, 'needs_number', { field: field.name });
  }
  const [argument, ...more] = args;
  const part = argument === undefined || more.length > 0 ? undefined : literalOf(argument, source);
  if (typeof part !== 'string') {
    throw new RuleError(argument?.start ?? node.start, 'needs_one_value', { name });
  }
  return { kind: 'text', field: field.name, test, part };
}

function fieldOf(node: ASTNode, source: Source): RuleField {
  switch (node.op) {
    case 'id':
      return knownField(node.args, node.start, source);
    case '.':
      return ownedField(node.args[0], node.args[1], source, node);
    case '[]': {
      const [owner, key] = node.args;
      if (key.op === 'value' && typeof key.args === 'string') {
        return ownedField(owner, key.args, source, node);
      }
      break;
    }
  }
  const isCalculation = ['+', '-', '*', '/', '%', '?:', '-_'].includes(node.op);
  const found = written(node, source);
  throw new RuleError(node.start, isCalculation ? 'unsupported' : 'needs_field', { found });
}

/** `custom.tier`, `custom["tier"]`; `kpi["id"]` for ids that are no CEL names. */
function ownedField(owner: ASTNode, name: string, source: Source, node: ASTNode): RuleField {
  const isOwned = owner.op === 'id' && (owner.args === 'custom' || owner.args === 'kpi');
  if (!isOwned) {
    throw new RuleError(node.start, 'unknown_field', { field: written(node, source) });
  }
  return knownField(owner.args === 'custom' ? customField(name) : name, node.start, source);
}

function knownField(name: string, position: number, source: Source): RuleField {
  const field = source.fieldNamed(name);
  if (field === undefined) throw new RuleError(position, 'unknown_field', { field: name });
  return field;
}

const isLiteral = ({ op, args }: ASTNode): boolean =>
  op === 'value' ||
  (op === '-_' && typeof args === 'object' && 'op' in args && args.op === 'value');

/** A text or number as written; undefined for everything else. */
function literalOf(node: ASTNode, source: Source): RuleValue | undefined {
  if (node.op === '-_') {
    const value = literalOf(node.args, source);
    return typeof value === 'number' ? -value : undefined;
  }
  if (node.op !== 'value') return undefined;
  if (typeof node.args === 'string' && !canBeStored(node.args)) {
    throw new RuleError(node.start, 'bad_text');
  }
  if (typeof node.args === 'bigint') return Number(node.args);
  return typeof node.args === 'string' || typeof node.args === 'number' ? node.args : undefined;
}

/** PostgreSQL holds neither, so no value is ever equal to it. */
const canBeStored = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

function valueFor(field: RuleField, node: ASTNode, source: Source): RuleValue {
  const value = literalOf(node, source);
  if (value === undefined) {
    if (node.op === 'value' && node.args === null) {
      throw new RuleError(node.start, 'null_comparison', { field: field.name });
    }
    throw new RuleError(node.start, 'needs_value', { found: written(node, source) });
  }
  if (field.type === 'number' && typeof value === 'string') {
    throw new RuleError(node.start, 'needs_number', { field: field.name });
  }
  if (field.type === 'text' && typeof value === 'number') {
    throw new RuleError(node.start, 'needs_text', { field: field.name });
  }
  if (field.values !== undefined && !field.values.includes(String(value))) {
    const known = field.values.join(', ');
    throw new RuleError(node.start, 'unknown_value', {
      field: field.name,
      value: String(value),
      known,
    });
  }
  return value;
}
