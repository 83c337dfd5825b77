import { bandOf } from './bands.ts';
import type { Profile, ScoringModel } from './model.ts';
import { type Member, rolledUp } from './parents.ts';
import {
  bandOrder,
  type PortfolioHealth,
  type PortfolioReadings,
  portfolioScorer,
} from './portfolio.ts';
import type { Rule, RuleValue } from './rule.ts';
import { profilePlace, type ReadyProfile } from './rule-model.ts';
import { parseRule } from './rule-parse.ts';

/** Readings of many accounts on one day, and what rules of profiles may ask of each. */
export interface Portfolio {
  readonly readings: PortfolioReadings;
  /** Null where the account has none. */
  attribute(account: number, field: string): RuleValue | null;
  /** Accounts that belong to groups of companies; ids are places of accounts here. */
  readonly groups: readonly Member[];
}

export interface ScoredPortfolio extends PortfolioHealth {
  /** Place of each account's profile in the model. */
  readonly profileOf: Uint8Array;
}

/** Scores the same accounts under one model after the other; what two models share is worked out once. */
export function modelScorer({
  readings,
  attribute,
  groups,
}: Portfolio): (model: ScoringModel) => ScoredPortfolio {
  const score = portfolioScorer(readings);
  const placesByRules = new Map<string, Uint8Array>();

  const placesOf = (model: ScoringModel, profiles: readonly ReadyProfile[]): Uint8Array => {
    const key = JSON.stringify(model.profiles.map(({ rule }) => rule));
    const known = placesByRules.get(key);
    if (known !== undefined) return known;
    const places = new Uint8Array(readings.accounts);
    for (let account = 0; profiles.length > 1 && account < places.length; account += 1) {
      places[account] = profilePlace(profiles, (field) => attribute(account, field));
    }
    if (placesByRules.size >= MOST_RULE_SETS) placesByRules.clear();
    placesByRules.set(key, places);
    return places;
  };

  return (model) => {
    const profiles = model.profiles.map(readDraft);
    const profileOf = placesOf(model, profiles);
    const scored = { ...score(profiles, profileOf), profileOf };
    if (model.parents !== 'own') rollUp(scored, groups, model.parents, profiles);
    return scored;
  };
}

/** Puts the health of their groups in place of the parents' own, with its band. */
function rollUp(
  { health, band, profileOf }: ScoredPortfolio,
  groups: readonly Member[],
  mode: ScoringModel['parents'],
  profiles: readonly ReadyProfile[],
): void {
  const own = (account: number): number | null => {
    const value = health[account] ?? Number.NaN;
    return Number.isNaN(value) ? null : value;
  };
  for (const [account, value] of rolledUp(groups, own, mode).healths) {
    const profile = profiles[profileOf[account] ?? 0];
    if (profile === undefined) continue;
    health[account] = value ?? Number.NaN;
    band[account] = bandOrder.indexOf(bandOf(value, profile.bands));
  }
}

const MOST_RULE_SETS = 50;
const read = new WeakMap<Profile, ReadyProfile>();

/** A profile of a draft with its rules read, each once; a rule that cannot be read, such as one half typed, holds for nobody. */
export function readDraft(profile: Profile): ReadyProfile {
  const known = read.get(profile);
  if (known !== undefined) return known;
  const made = {
    ...profile,
    matches: profile.rule === null ? null : ruleOf(profile.rule),
    caps: profile.exceptions.map(({ rule, atMost, reason }) => ({
      rule: ruleOf(rule),
      atMost,
      reason,
    })),
  };
  read.set(profile, made);
  return made;
}

const ruleOf = (text: string): Rule => {
  const parsed = parseRule(text, null);
  return parsed.ok ? parsed.rule : { kind: 'constant', holds: false };
};
