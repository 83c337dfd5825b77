import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FieldValue, fieldsOf, ruleHolds } from './rule.ts';
import { attributeFields, readingFields } from './rule-fields.ts';
import { parseRule } from './rule-parse.ts';

const fields = [
  ...attributeFields(['tier', 'odd name', 'employees']),
  ...readingFields(['logins', 'open_invoices', 'my-kpi']),
];
const read = (text: string) => {
  const parsed = parseRule(text, fields);
  if (!parsed.ok) throw new Error(`${parsed.reason.code} at ${parsed.position}: ${text}`);
  return parsed.rule;
};
const valuesOf =
  (values: Record<string, string | number>): FieldValue =>
  (field) =>
    values[field] ?? null;

const nordic = valuesOf({
  segment: 'enterprise',
  country: 'SE',
  csm: 'anna@example.com',
  mrr: 1200,
  age_days: 40,
  'custom.tier': 'gold',
  'custom.odd name': 'yes',
  'custom.employees': '250',
  logins: 0.7,
  'my-kpi': 3,
  health: 55,
  band: 'attention',
});

describe('a rule holds', () => {
  test.each([
    'segment == "enterprise"',
    "segment == 'enterprise' && mrr >= 1200",
    '1000 < mrr && 1200 >= mrr',
    'country in ["SE", "NO"] || false',
    '!(country in ["DE"])',
    'country != "DE"',
    'csm.endsWith("@example.com") && csm.startsWith("anna") && csm.contains("@")',
    'custom.tier == "gold" && custom["odd name"] == "yes"',
    'custom.employees > 99 && custom.employees == "250" && custom.employees in [250.0]',
    'has(segment) && has(custom.tier) && has(custom["odd name"]) && "tier" in custom',
    'logins == 0.7 && kpi["my-kpi"] > -1 && kpi.logins < 1',
    'health < 60 && band == "attention"',
    'mrr < 1e4 // a comment',
    'true',
    'segment < "f" && segment >= "enterprise"',
  ])('%s', (text) => {
    expect(ruleHolds(read(text), nordic)).toBe(true);
  });

  test.each(['stage == "x"', 'stage != "x"', 'stage in ["x"]', 'stage.contains("")', 'has(stage)'])(
    'not without a value: %s, and its opposite does',
    (text) => {
      expect(ruleHolds(read(text), nordic)).toBe(false);
      expect(ruleHolds(read(`!(${text})`), nordic)).toBe(true);
      expect(ruleHolds(read(`!!(${text})`), nordic)).toBe(false);
    },
  );

  test('a custom text that is no number compares with none', () => {
    expect(ruleHolds(read('custom.tier > 0'), nordic)).toBe(false);
    expect(ruleHolds(read('custom.tier != 0'), nordic)).toBe(false);
  });

  test('figures meet edges to 9 decimals', () => {
    const third = valuesOf({ logins: 0.1 + 0.2 });
    expect(ruleHolds(read('logins == 0.3'), third)).toBe(true);
    expect(ruleHolds(read('logins > 0.3'), third)).toBe(false);
  });

  test('what it looks at is known', () => {
    const rule = read('mrr > 1 && (mrr < 5 || !has(custom.tier)) && band in ["unknown"]');
    expect(fieldsOf(rule).toSorted()).toEqual(['band', 'custom.tier', 'mrr']);
  });

  test('a stored rule whose field is gone is read, and finds nothing', () => {
    const parsed = parseRule('custom.gone == "x" || segment == "enterprise"', null);
    expect(parsed.ok && ruleHolds(parsed.rule, nordic)).toBe(true);
  });

  test('a stored rule reads as it was checked', () => {
    for (const text of ['kpi["my-kpi"] >= 2', '!(custom.tier in ["a", "b"])', '-1 < mrr']) {
      expect(parseRule(text, null)).toEqual(parseRule(text, fields));
    }
  });
});

describe('a rule with a flaw says where and why', () => {
  test.each([
    ['', 'empty', 0],
    ['segment == "enterprise', 'unclosed_text', 11],
    ['segment == "a\nb"', 'line_break_in_text', 13],
    ['segment = "a"', 'single_equals', 8],
    ['mrr > 1 and mrr < 2', 'word_operator', 8],
    ['(mrr > 1', 'unfinished', 8],
    ['mrr >', 'unfinished', 5],
    ['mrr > 1 )', 'unexpected', 8],
    ['mrr > 1.5.2', 'unexpected', 10],
    ['mrr > 1e+x', 'bad_number', 9],
    ['segment == "\\q"', 'bad_escape', 12],
    ['segment == "\\u0000"', 'bad_text', 11],
    ['segmnt == "a"', 'unknown_field', 0],
    ['mrr > 1 && custom.size > 2', 'unknown_field', 11],
    ['account.segment == "a"', 'unknown_field', 0],
    ['mrr == "much"', 'needs_number', 7],
    ['segment > 3', 'needs_text', 10],
    ['logins in [1, "two"]', 'needs_number', 14],
    ['custom.tier in [1, "two"]', 'mixed_list', 19],
    ['segment in "enterprise"', 'needs_list', 11],
    ['band == "red"', 'unknown_value', 8],
    ['mrr.startsWith("1")', 'needs_number', 0],
    ['segment.matches("a.*")', 'unknown_function', 8],
    ['size(segment) > 3', 'needs_field', 0],
    ['lower(segment)', 'unknown_function', 0],
    ['segment.contains(csm)', 'needs_one_value', 17],
    ['mrr * 12 > 1000', 'unsupported', 0],
    ['mrr > age_days', 'needs_value', 6],
    ['1 < 2', 'needs_field', 0],
    ['segment', 'not_a_condition', 0],
    ['"a"', 'not_a_condition', 0],
    ['segment == null', 'null_comparison', 11],
    ['has("x")', 'has_needs_field', 0],
    ['mrr > 1 ? true : false', 'unsupported', 0],
    ['while > 1', 'reserved_word', 0],
    ['custom.all(x, x > 1)', 'unknown_function', 7],
    [`${'('.repeat(300)}mrr > 1${')'.repeat(300)}`, 'too_deep', 250],
    [`mrr > ${'1'.repeat(3000)}`, 'too_long', 2000],
  ])('%s', (text, code, position) => {
    expect(parseRule(text, fields)).toMatchObject({ ok: false, position, reason: { code } });
  });

  test('line and column count from 1', () => {
    expect(parseRule('mrr > 1 &&\n  segmnt == "a"', fields)).toEqual({
      ok: false,
      position: 13,
      line: 2,
      column: 3,
      reason: { code: 'unknown_field', params: { field: 'segmnt' } },
    });
  });

  test('no text makes the parser throw', () => {
    const piece = fc.constantFrom(
      ...[
        'mrr',
        'custom',
        '.',
        '["',
        '"]',
        '(',
        ')',
        '!',
        '-',
        '&&',
        '||',
        '==',
        'in',
        '[',
        ']',
        ',',
      ],
      ...[
        '"x"',
        '1',
        '1u',
        '0x',
        "b'a'",
        '{',
        '}',
        ':',
        '?',
        'has',
        'map',
        'null',
        '\\',
        '//',
        '\n',
        ' ',
      ],
    );
    const texts = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 30 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parseRule(text, fields);
        if (parsed.ok) ruleHolds(parsed.rule, nordic);
        else expect(parsed.position).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 3000 },
    );
  });
});
