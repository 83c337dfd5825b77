import { z } from 'zod';
import { Band } from './account.ts';
import { Job } from './job.ts';

/** Days ahead in which a customer leaves or stays. */
export const HorizonDays = z.int().min(1).max(730);

export const ProofQuery = z.object({
  horizon_days: z.coerce.number().pipe(HorizonDays).default(90),
  /** First and last month-end; all that can be judged where absent. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});

export const ProofOrder = z.object({
  horizon_days: HorizonDays.default(90),
  from: z.iso.date().nullable().default(null),
  to: z.iso.date().nullable().default(null),
});

const share = z.number().nullable();
const Interval = z.object({ low: share, high: share });
const Counts = { n: z.int(), churned: z.int() };

/** An AUC with its 95 % interval; `n` are rows (account and month-end), `left_out` rows without the figure. */
const Skill = Interval.extend({
  value: share,
  ...Counts,
  /** Different accounts that left; under 20 of them the figure is no finding. */
  churned_accounts: z.int(),
  left_out: z.int(),
});
export type ProofSkill = z.infer<typeof Skill>;
/** On all month-ends, and on those that the learned model judged. */
const SkillOnBoth = Skill.extend({ on_judged: Skill });

const BandProof = z.object({
  ...Counts,
  accounts: z.int(),
  churned_accounts: z.int(),
  precision: share,
  recall: share,
  lift: share,
  precision_interval: Interval,
  recall_interval: Interval,
  lift_interval: Interval,
});
export type BandProof = z.infer<typeof BandProof>;

/** A backtest of the health score (definitions.md 9; 10, proof), as `hale proof` prints it without probabilities. */
export const Proof = z.object({
  from: z.iso.date().nullable(),
  to: z.iso.date().nullable(),
  horizon_days: z.int(),
  months: z.int(),
  accounts: z.int(),
  churned: z.int(),
  rows: z.int(),
  churned_rows: z.int(),
  judged: z.object({
    from: z.iso.date().nullable(),
    to: z.iso.date().nullable(),
    months: z.int(),
    accounts: z.int(),
    churned: z.int(),
    rows: z.int(),
    churned_rows: z.int(),
  }),
  verdict: z.enum(['supported', 'not_supported', 'too_thin']),
  auc: z.object({
    health: SkillOnBoth,
    learned: Skill,
    proposed: Skill,
    kpis: z.record(z.string(), SkillOnBoth),
  }),
  brier: z.object({ learned: share, base: share }),
  calibration: z
    .array(
      z.object({
        decile: z.int(),
        ...Counts,
        accounts: z.int(),
        predicted: z.number(),
        observed: z.number(),
        low: z.number(),
        high: z.number(),
      }),
    )
    .readonly(),
  bands: z.object({
    at_risk: BandProof,
    attention: BandProof,
    healthy: BandProof,
    unknown: BandProof,
  }),
  /** Ten of ten points each: `from` ≤ health < `to`, 100 in the last; `share` of the rows that left. */
  health_ranges: z
    .array(
      Interval.extend({
        from: z.int(),
        to: z.int(),
        ...Counts,
        accounts: z.int(),
        churned_accounts: z.int(),
        share,
      }),
    )
    .readonly(),
  lead_time_days: z.object({ median: share, n: z.int(), of: z.int() }),
  proposed_weights: z.record(z.string(), z.number()).nullable(),
  settings_version: z.int(),
  rules_without_history: z
    .array(z.object({ profile: z.string(), rule: z.string(), fields: z.array(z.string()) }))
    .readonly(),
});
export type Proof = z.infer<typeof Proof>;

/** The backtest made last for what is asked; `proof` null: none was made. */
export const KeptProof = z.object({
  proof: Proof.nullable(),
  made_at: z.iso.datetime().nullable(),
  /** False: settings or facts have changed since. */
  is_current: z.boolean(),
  /** False: other settings score accounts by now, so that its ranges of health are others too. */
  settings_are_current: z.boolean(),
  /** The job that makes one now, whatever is asked of it. */
  job: Job.nullable(),
});
export type KeptProof = z.infer<typeof KeptProof>;

const flag = z
  .enum(['true', 'false'])
  .transform((word) => word === 'true')
  .optional();

/** Which rows of a kept backtest; what is absent is no condition. */
export const ProofRowFilter = ProofQuery.extend({
  band: Band.optional(),
  /** A month-end. */
  month: z.iso.date().optional(),
  /** Part 1 … 10 by probability. */
  decile: z.coerce.number().pipe(z.int().min(1).max(10)).optional(),
  /** Lower edge of a range of ten points of health. */
  health_from: z.coerce.number().pipe(z.int().min(0).max(90).multipleOf(10)).optional(),
  /** Whether the account left within the horizon. */
  churned: flag,
  /** Whether the learned model judged the row. */
  judged: flag,
  /** Whether the account had a health. */
  scored: flag,
  /** Whether the account was at risk at any month-end looked at. */
  warned: flag,
  /** Whether it had a health under the proposed weights. */
  proposed: flag,
  /** A KPI whose readings are looked at. */
  kpi: z.string().min(1).max(60).optional(),
  /** Whether the row had a reading of it, true where absent. */
  read: flag,
});

export const ProofRowsQuery = ProofRowFilter.extend({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

/** An account at a month-end. */
const ProofRow = z.object({
  account_id: z.string(),
  /** Hale's own number. */
  id: z.int(),
  /** Null once the account is gone. */
  name: z.string().nullable(),
  as_of: z.iso.date(),
  /** Without hysteresis. */
  band: Band,
  health: z.number().nullable(),
  /** The day the account left; null where that was not within the horizon. */
  left_on: z.iso.date().nullable(),
  first_at_risk_on: z.iso.date().nullable(),
  /** Probability to leave, by a model that had not seen the row; null where there is none. */
  p: z.number().nullable(),
  decile: z.int().nullable(),
  /** Health under weights that were learned before what they are judged on. */
  proposed_health: z.number().nullable(),
  /** Of the KPI asked for, in its unit; null where none was asked for or there is none. */
  reading: z.number().nullable(),
});

/** By account_id, then day: the order of `hale proof`. `made_at` null: no backtest was made of what is asked. */
export const ProofRows = z.object({
  made_at: z.iso.datetime().nullable(),
  ...Counts,
  accounts: z.int(),
  churned_accounts: z.int(),
  rows: z.array(ProofRow),
});
export type ProofRows = z.infer<typeof ProofRows>;
