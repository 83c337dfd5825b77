import {
  type BandProof,
  fewestChurned,
  type Proof,
  type Skill,
  type SkillOnBoth,
} from './proof.ts';

const noInterval = { low: null, high: null };

const countsOf = (skill: Skill): Skill => ({ ...skill, value: null, ...noInterval });
const countsOfBand = (band: BandProof): BandProof => ({
  ...band,
  precision: null,
  recall: null,
  lift: null,
  precision_interval: noInterval,
  recall_interval: noInterval,
  lift_interval: noInterval,
});

/** Leaves the counts alone where a rate would rest on too few accounts that left (definitions.md 9). */
export function withoutThinRates(proof: Proof): Proof {
  const whole = proof.churned < fewestChurned ? withoutRates(proof) : proof;
  return proof.judged.churned < fewestChurned ? withoutLearned(whole) : whole;
}

function withoutLearned(proof: Proof): Proof {
  const { health, learned, proposed, kpis } = proof.auc;
  const onAll = (skill: SkillOnBoth): SkillOnBoth => ({
    ...skill,
    on_judged: countsOf(skill.on_judged),
  });
  return {
    ...proof,
    auc: {
      health: onAll(health),
      learned: countsOf(learned),
      proposed: countsOf(proposed),
      kpis: mapped(kpis, onAll),
    },
    brier: { learned: null, base: null },
    calibration: [],
    proposed_weights: null,
    probabilities: [],
  };
}

function withoutRates(proof: Proof): Proof {
  const { bands, auc, health_ranges, lead_time_days } = proof;
  return {
    ...proof,
    auc: {
      ...auc,
      health: { ...auc.health, ...countsOf(auc.health) },
      kpis: mapped(auc.kpis, (skill) => ({ ...skill, ...countsOf(skill) })),
    },
    bands: {
      at_risk: countsOfBand(bands.at_risk),
      attention: countsOfBand(bands.attention),
      healthy: countsOfBand(bands.healthy),
      unknown: countsOfBand(bands.unknown),
    },
    health_ranges: health_ranges.map((range) => ({ ...range, share: null, ...noInterval })),
    lead_time_days: { ...lead_time_days, median: null },
  };
}

const mapped = <T>(record: Readonly<Record<string, T>>, change: (value: T) => T) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
