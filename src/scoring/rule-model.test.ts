import { expect, test } from 'vitest';
import { ScoringModel } from './model.ts';
import type { RuleValue } from './rule.ts';
import { attributeFields, readingFields } from './rule-fields.ts';
import {
  attributesUsed,
  flawsOf,
  profileOf,
  profilePlace,
  readyProfiles,
  rulesWithoutHistory,
} from './rule-model.ts';
import { defaultEdges } from './scoring.ts';

const modelOf = (rules: readonly (string | null)[], exceptionRule?: string) =>
  ScoringModel.parse({
    parents: 'own',
    profiles: rules.map((rule, index) => ({
      ...defaultEdges,
      id: `p${index}`,
      name: `Profile ${index}`,
      rule,
      kpis: [],
      exceptions:
        exceptionRule === undefined ? [] : [{ rule: exceptionRule, atMost: 39, reason: 'late' }],
    })),
  });
const attributes = (values: Record<string, RuleValue>) => (field: string) => values[field] ?? null;

const profiles = readyProfiles(
  modelOf(['segment == "smb" && age_days < 90', 'segment == "smb"', 'mrr > 1000', null]),
);

test('the first profile that matches scores an account, the last one all others', () => {
  const placeOf = (values: Record<string, RuleValue>) => profilePlace(profiles, attributes(values));
  expect(placeOf({ segment: 'smb', age_days: 10, mrr: 5000 })).toBe(0);
  expect(placeOf({ segment: 'smb', mrr: 5000 })).toBe(1);
  expect(placeOf({ mrr: 5000 })).toBe(2);
  expect(placeOf({})).toBe(3);
  expect(profileOf(profiles, attributes({})).id).toBe('p3');
});

test('what the rules look at, and which of that has no history', () => {
  expect(attributesUsed(profiles).toSorted()).toEqual(['age_days', 'mrr', 'segment']);
  expect(rulesWithoutHistory(profiles)).toEqual([
    { profile: 'Profile 0', rule: 'segment == "smb" && age_days < 90', fields: ['segment'] },
    { profile: 'Profile 1', rule: 'segment == "smb"', fields: ['segment'] },
  ]);
});

test('a model about to be stored names every flaw with its place', () => {
  const fields = { attributes: attributeFields([]), readings: readingFields(['logins']) };
  expect(flawsOf(modelOf(['segment == "smb"', null], 'logins < 0.5'), fields)).toEqual([]);
  const flaws = flawsOf(modelOf(['logins < 1', null], 'segment == "smb"'), fields);
  expect(flaws.map(({ profile, exception, reason }) => [profile, exception, reason.code])).toEqual([
    ['p0', null, 'unknown_field'],
    ['p0', 0, 'unknown_field'],
    ['p1', 0, 'unknown_field'],
  ]);
});

test('a stored rule that cannot be read stops everything', () => {
  expect(() => readyProfiles(modelOf(['segment = "smb"', null]))).toThrow('single_equals at 8');
});
