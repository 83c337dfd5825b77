import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { freshDatabase } from '../db/test-database.ts';
import { type Rule, ruleHolds } from '../scoring/rule.ts';
import { type ColumnOf, ruleToSql } from './rule-sql.ts';

const database = await freshDatabase();
afterAll(() => database.close());

/** Near an edge, on it, across it; texts that are numbers, and characters that sort apart in UTF-16. */
const numbers = [
  0,
  -0,
  1,
  0.3,
  0.1 + 0.2,
  0.3 - 5e-10,
  0.3 + 4e-10,
  -2.5e-9,
  1e6,
  1e6 - 4e-10,
  1e300,
  -7,
];
const texts = [
  '',
  'a',
  'ab',
  'b',
  'B',
  '10',
  '-0.3',
  '1e3',
  ' 1',
  'é',
  '\uffee',
  '😀',
  '100000000000000000',
];

const textField = fc.constantFrom('segment', 'custom.x');
const field = fc.constantFrom('segment', 'custom.x', 'mrr', 'logins', 'gone');
const figure = fc.constantFrom(...numbers);
const text = fc.constantFrom(...texts);
const value = fc.oneof(figure, text);

const { rule } = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.record({
      kind: fc.constant('compare' as const),
      field,
      operator: fc.constantFrom('==', '!=', '<', '<=', '>', '>='),
      value,
    }),
    fc.record({ kind: fc.constant('has' as const), field }),
    fc.record({
      kind: fc.constant('one_of' as const),
      field,
      values: fc.oneof(fc.array(figure, { maxLength: 3 }), fc.array(text, { maxLength: 3 })),
    }),
    fc.record({
      kind: fc.constant('text' as const),
      field: textField,
      test: fc.constantFrom('starts_with', 'ends_with', 'contains'),
      part: text,
    }),
    fc.record({ kind: fc.constant('constant' as const), holds: fc.boolean() }),
    fc.record({ kind: fc.constant('not' as const), rule: tie('rule') }),
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('rule'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}));

const row = fc.record({
  segment: fc.option(text),
  custom: fc.option(text),
  mrr: fc.option(figure),
  logins: fc.option(figure),
});

const columnOf: ColumnOf = (name) => {
  switch (name) {
    case 'segment':
      return { type: 'text', expression: sql`segment` };
    case 'custom.x':
      return { type: 'text', expression: sql`custom ->> 'x'` };
    case 'mrr':
      return { type: 'number', expression: sql`mrr` };
    case 'logins':
      return { type: 'number', expression: sql`logins` };
    default:
      return null;
  }
};

test('a rule finds the same accounts in PostgreSQL as in the browser', async () => {
  await fc.assert(
    fc.asyncProperty(rule, fc.array(row, { minLength: 1, maxLength: 20 }), async (rule, rows) => {
      const found = await sql<{ holds: boolean }>`
        select ${ruleToSql(rule, columnOf)} as holds
        from (
          select ordinal, segment, case when x is null then '{}' else jsonb_build_object('x', x) end as custom, mrr, logins
          from unnest(${rows.map(({ segment }) => segment)}::text[], ${rows.map(({ custom }) => custom)}::text[],
            ${rows.map(({ mrr }) => mrr)}::float8[], ${rows.map(({ logins }) => logins)}::float8[])
            with ordinality as given (segment, x, mrr, logins, ordinal)
        ) account
        order by ordinal`.execute(database.db);
      const expected = rows.map(({ segment, custom, mrr, logins }) => {
        const values: Record<string, string | number | null> = {
          segment,
          'custom.x': custom,
          mrr,
          logins,
        };
        return ruleHolds(rule, (name) => values[name] ?? null);
      });
      expect(found.rows.map(({ holds }) => holds)).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});
