import { type RawBuilder, sql } from 'kysely';
import {
  type ComparisonOperator,
  NUMBER_AS_TEXT,
  ROUNDED_BELOW,
  type Rule,
  type RuleValue,
  roundedFigure,
  type TextTest,
} from '../scoring/rule.ts';

/** Where the values of a field stand: an expression of type text or float8. */
export interface RuleColumn {
  type: 'text' | 'number';
  expression: RawBuilder<unknown>;
}

/** The column of a field; null where there is none, which is a field that no account has. */
export type ColumnOf = (field: string) => RuleColumn | null;

/** A rule as a condition that is true or false and never null, equal to `ruleHolds` on the same values. */
export function ruleToSql(rule: Rule, columnOf: ColumnOf): RawBuilder<boolean> {
  switch (rule.kind) {
    case 'constant':
      return rule.holds ? sql<boolean>`true` : sql<boolean>`false`;
    case 'all':
      return joined(rule.of, columnOf, sql` and `);
    case 'any':
      return joined(rule.of, columnOf, sql` or `);
    case 'not':
      return sql<boolean>`not ${ruleToSql(rule.rule, columnOf)}`;
    default: {
      const column = columnOf(rule.field);
      return column === null ? sql<boolean>`false` : conditionOn(column, rule);
    }
  }
}

const joined = (parts: readonly Rule[], columnOf: ColumnOf, by: RawBuilder<unknown>) =>
  sql<boolean>`(${sql.join(
    parts.map((part) => ruleToSql(part, columnOf)),
    by,
  )})`;

type FieldRule = Extract<Rule, { field: string }>;

function conditionOn(column: RuleColumn, rule: FieldRule): RawBuilder<boolean> {
  switch (rule.kind) {
    case 'has':
      return sql<boolean>`(${column.expression} is not null)`;
    case 'compare':
      return orFalse(comparison(column, rule.operator, rule.value));
    case 'one_of':
      return rule.values.length === 0
        ? sql<boolean>`false`
        : sql<boolean>`(${sql.join(
            rule.values.map((value) => orFalse(comparison(column, '==', value))),
            sql` or `,
          )})`;
    case 'text':
      return column.type === 'text'
        ? orFalse(textTest(column.expression, rule.test, rule.part))
        : sql<boolean>`false`;
  }
}

/** A comparison with nothing is false, not null: else `not` would leave it null. */
const orFalse = (condition: RawBuilder<unknown>) => sql<boolean>`coalesce(${condition}, false)`;

const OPERATORS: Record<ComparisonOperator, RawBuilder<unknown>> = {
  '==': sql`=`,
  '!=': sql`<>`,
  '<': sql`<`,
  '<=': sql`<=`,
  '>': sql`>`,
  '>=': sql`>=`,
};

function comparison(
  { type, expression }: RuleColumn,
  operator: ComparisonOperator,
  value: RuleValue,
): RawBuilder<unknown> {
  if (typeof value === 'string') {
    return type === 'text'
      ? sql`(${expression}) collate "C" ${OPERATORS[operator]} ${value}::text`
      : sql`false`;
  }
  const number = type === 'number' ? expression : numberIn(expression);
  return sql`${rounded(number)} ${OPERATORS[operator]} ${roundedFigure(value)}::float8`;
}

const numberIn = (text: RawBuilder<unknown>) =>
  sql`case when (${text}) ~ ${NUMBER_AS_TEXT.source} then (${text})::float8 end`;

/** As `atEdge` rounds, bit for bit: halves go up, which float8's own round() does not do. */
const rounded = (number: RawBuilder<unknown>) => sql`(
  select case when abs(value) < ${ROUNDED_BELOW}::float8
    then (floor(value * 1e9::float8) + case when value * 1e9::float8 - floor(value * 1e9::float8) >= 0.5 then 1 else 0 end)
      / 1e9::float8
    else value end
  from (select ${number} as value) figure)`;

function textTest(text: RawBuilder<unknown>, test: TextTest, part: string): RawBuilder<unknown> {
  switch (test) {
    case 'starts_with':
      return sql`starts_with(${text}, ${part}::text)`;
    case 'ends_with':
      return sql`right(${text}, length(${part}::text)) = ${part}::text`;
    case 'contains':
      return sql`strpos(${text}, ${part}::text) > 0`;
  }
}
