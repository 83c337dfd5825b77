import type { Exception } from './exceptions.ts';
import type { Profile, ScoringModel } from './model.ts';
import { type FieldValue, fieldsOf, type Rule, ruleHolds } from './rule.ts';
import type { RuleField } from './rule-fields.ts';
import { parseRule } from './rule-parse.ts';
import type { RuleFlaw } from './rule-problem.ts';

/** A profile whose rules have been read. */
export interface ReadyProfile extends Profile {
  /** Null matches every account. */
  readonly matches: Rule | null;
  readonly caps: readonly Exception[];
}

const ready = new WeakMap<Profile, ReadyProfile>();

/** The profiles of a stored model with their rules read, each once. Throws RangeError on a rule that storing lets not pass. */
export const readyProfiles = (model: ScoringModel): ReadyProfile[] =>
  model.profiles.map((profile) => {
    const known = ready.get(profile);
    if (known !== undefined) return known;
    const made = {
      ...profile,
      matches: profile.rule === null ? null : readStored(profile.rule),
      caps: profile.exceptions.map(({ rule, atMost, reason }) => ({
        rule: readStored(rule),
        atMost,
        reason,
      })),
    };
    ready.set(profile, made);
    return made;
  });

function readStored(text: string): Rule {
  const parsed = parseRule(text, null);
  if (parsed.ok) return parsed.rule;
  throw new RangeError(`no rule: ${text} (${parsed.reason.code} at ${parsed.position})`);
}

/** Place of the first profile whose rule holds for an account; the last one matches all (definitions.md 5, Profiles). */
export function profilePlace(profiles: readonly ReadyProfile[], attributes: FieldValue): number {
  const place = profiles.findIndex(
    ({ matches }) => matches === null || ruleHolds(matches, attributes),
  );
  return place < 0 ? profiles.length - 1 : place;
}

/** The first profile whose rule holds for an account. Throws RangeError where there are no profiles. */
export function profileOf(profiles: readonly ReadyProfile[], attributes: FieldValue): ReadyProfile {
  const profile = profiles[profilePlace(profiles, attributes)];
  if (profile === undefined) throw new RangeError('A model has at least one profile.');
  return profile;
}

/** Attributes that the rules of the profiles look at. */
export const attributesUsed = (profiles: readonly ReadyProfile[]): string[] => [
  ...new Set(profiles.flatMap(({ matches }) => (matches === null ? [] : fieldsOf(matches)))),
];

const DATED = ['mrr', 'age_days'];

/** Profiles whose rules rest on attributes known only since Hale learned them, which a look back cannot see. */
export const rulesWithoutHistory = (
  profiles: readonly ReadyProfile[],
): { profile: string; rule: string; fields: string[] }[] =>
  profiles.flatMap(({ name, rule, matches }) => {
    const fields = matches === null ? [] : fieldsOf(matches).filter((one) => !DATED.includes(one));
    return rule === null || fields.length === 0 ? [] : [{ profile: name, rule, fields }];
  });

/** A rule of a model that cannot be read; `exception` null: the rule of the profile itself. */
export interface ModelFlaw extends RuleFlaw {
  readonly profile: string;
  readonly exception: number | null;
}

/** What is wrong with the rules of a model about to be stored. */
export const flawsOf = (
  model: ScoringModel,
  fields: { attributes: readonly RuleField[]; readings: readonly RuleField[] },
): ModelFlaw[] =>
  model.profiles.flatMap(({ id, rule, exceptions }) => {
    const checked = [
      ...(rule === null ? [] : [{ exception: null, parsed: parseRule(rule, fields.attributes) }]),
      ...exceptions.map(({ rule }, exception) => ({
        exception,
        parsed: parseRule(rule, fields.readings),
      })),
    ];
    return checked.flatMap(({ exception, parsed }) =>
      parsed.ok ? [] : [{ ...parsed, profile: id, exception }],
    );
  });
