import { type Band, bandOf, bandOfScore, nextBandShown } from '../scoring/bands.ts';
import type { Health, HealthPart } from '../scoring/health.ts';
import { fieldsOf, type Rule, type RuleValue, ruleHolds } from '../scoring/rule.ts';
import { columnOfCustomField } from '../scoring/rule-fields.ts';
import type { ScoringSettings } from '../scoring/scoring.ts';
import type { ActionRule } from './action-rule.ts';

/** An account as rules see it at the end of a day. */
export interface ScoredAccount {
  accountId: number;
  health: Health;
  settings: Pick<ScoringSettings, 'bands' | 'hysteresis'>;
  /** segment, stage, country, industry, csm, mrr, age_days; null or absent where the account has none. */
  attributes: Readonly<Record<string, RuleValue | null>>;
  custom: Readonly<Record<string, string>>;
}

/** A rule with its condition read; null: it has none. */
export interface ReadyRule {
  rule: ActionRule;
  condition: Rule | null;
  /** Whether it may fire; what one that may not fired before still answers for its KPI and band. */
  isActive: boolean;
}

/** Why an action fired: the figures of the day. */
export interface Cause {
  ruleId: string;
  /** Of the KPI's score, or of the health where the rule names no KPI. */
  band: Band;
  reading: number | null;
  n: number;
  score: number | null;
  health: number | null;
  /** Points of health that the KPI leaves out, or all that lack to 100 where the rule names none. */
  missedPoints: number;
}

/** What a rule says of an account: it fires; what it looks at got worse or went missing; or all is well again. */
export type Verdict = { outcome: 'fires'; cause: Cause } | { outcome: 'worse' | 'recovered' };

const recovered: Verdict = { outcome: 'recovered' };
const worse: Verdict = { outcome: 'worse' };

/** Worse bands are lower. */
export const grade: Record<Band, number> = { unknown: 0, at_risk: 1, attention: 2, healthy: 3 };

/** `isOpen`: it fired before, and so goes on until the score is past the edge by the points of hysteresis. */
export function judge(
  { rule, condition }: Omit<ReadyRule, 'isActive'>,
  account: ScoredAccount,
  isOpen: boolean,
): Verdict {
  if (condition !== null) {
    const valueIn = valuesOf(account);
    if (!ruleHolds(condition, valueIn)) {
      // A figure that went missing is no recovery.
      return fieldsOf(condition).some((field) => valueIn(field) === null) ? worse : recovered;
    }
  }
  const { health, settings } = account;
  if (rule.kpi === null || rule.band === null) {
    const cause = {
      ruleId: rule.id,
      band: bandOf(health.health, settings.bands),
      reading: null,
      n: 0,
      score: null,
      health: health.health,
      missedPoints: health.health === null ? 0 : 100 - health.health,
    };
    return { outcome: 'fires', cause };
  }
  const part = health.parts.find(({ id }) => id === rule.kpi);
  // A KPI without weight costs nobody a point, so nobody is sent after it.
  if (part === undefined || part.score === null || part.weight === 0) return worse;
  const band = isOpen
    ? nextBandShown(rule.band, part.score, settings)
    : bandOfScore(part.score, settings.bands);
  if (band !== rule.band) return grade[band] > grade[rule.band] ? recovered : worse;
  return { outcome: 'fires', cause: causeOf(rule.id, band, part, health) };
}

const causeOf = (ruleId: string, band: Band, part: HealthPart, health: Health): Cause => ({
  ruleId,
  band,
  reading: part.value,
  n: part.n,
  score: part.score,
  health: health.health,
  // Also where so little is known that there is no health: what it would miss among the known ones.
  missedPoints: part.share * (100 - (part.score ?? 100)),
});

const valuesOf = ({ health, settings, attributes, custom }: ScoredAccount) => {
  const readings = new Map(health.parts.map(({ id, value }) => [id, value]));
  return (field: string): RuleValue | null => {
    if (field === 'health') return health.health;
    if (field === 'band') return bandOf(health.health, settings.bands);
    if (field === 'coverage') return health.coverage;
    const column = columnOfCustomField(field);
    if (column !== null) return Object.hasOwn(custom, column) ? (custom[column] ?? null) : null;
    return readings.get(field) ?? attributes[field] ?? null;
  };
};
