import type { Day } from '../lib/day.ts';
import type { Interval } from './statistics/quantile.ts';
import type { CalibrationDecile, Rates } from './statistics/rates.ts';

/** What a backtest looks at: readings and health of all accounts on some month-ends, and who left when. */
export interface ProofData {
  readonly horizonDays: number;
  /** Ascending. */
  readonly monthEnds: readonly Day[];
  /** Outside account_id; every list by account follows this order. */
  readonly accountIds: readonly string[];
  /** Days since 1970-01-01: the first on which the account exists, and the day it left (`never` while it has not). */
  readonly existsFrom: Int32Array;
  readonly churnDay: Int32Array;
  /** Part 0 … 4 of each account, for judging a single month-end. */
  readonly folds: Uint8Array;
  readonly kpis: readonly ProofKpi[];
  /** By month-end, then by account; NaN: no health. */
  readonly health: readonly Float64Array[];
  /** By month-end, then by account: place in `bandOrder`, without hysteresis. */
  readonly bands: readonly Uint8Array[];
}

/** One KPI of the current settings. By month-end, then by account; NaN: no reading. */
export interface ProofKpi {
  readonly id: string;
  readonly better: 'up' | 'down';
  readonly readings: readonly Float64Array[];
  readonly scores: readonly Float64Array[];
}

/** The churn day of accounts that have not left. */
export const never = 2 ** 31 - 1;
/** The first day of accounts of which no beginning is known. */
export const ever = -(2 ** 31);

/** How well a figure tells those who leave from those who stay; all null where there is no pair to compare. */
export interface Skill extends Interval {
  readonly value: number | null;
  /** Rows (account and month-end) with the figure, those of them that left, and rows without it. */
  readonly n: number;
  readonly churned: number;
  /** Different accounts among those that left; under 20 of them the figure is no finding. */
  readonly churned_accounts: number;
  readonly left_out: number;
}

/** On all month-ends, and on those that the learned model judged. */
export interface SkillOnBoth extends Skill {
  readonly on_judged: Skill;
}

/** How well a band picks out those who leave; intervals rest on the number of accounts, not of rows. */
export interface BandProof extends Rates {
  readonly n: number;
  readonly churned: number;
  readonly accounts: number;
  readonly churned_accounts: number;
  readonly precision_interval: Interval;
  readonly recall_interval: Interval;
  readonly lift_interval: Interval;
}

/** Of the rows with `from` ≤ health < `to` (100 in the last range), the share that left and its interval. */
export interface HealthRange extends Interval {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  readonly churned: number;
  readonly accounts: number;
  readonly churned_accounts: number;
  readonly share: number | null;
}

export type Verdict = 'supported' | 'not_supported' | 'too_thin';

/** The backtest of a health score; counts are of rows (account and month-end) unless they say accounts. */
export interface Proof {
  readonly from: Day | null;
  readonly to: Day | null;
  readonly horizon_days: number;
  readonly months: number;
  readonly accounts: number;
  /** Accounts that left within the horizon of a month-end. */
  readonly churned: number;
  readonly rows: number;
  readonly churned_rows: number;
  /** What the learned model judged, without having learned from it. */
  readonly judged: {
    readonly from: Day | null;
    readonly to: Day | null;
    readonly months: number;
    readonly accounts: number;
    readonly churned: number;
    readonly rows: number;
    readonly churned_rows: number;
  };
  readonly verdict: Verdict;
  readonly auc: {
    readonly health: SkillOnBoth;
    readonly learned: Skill;
    /** Health under weights that were learned before what they are judged on. */
    readonly proposed: Skill;
    readonly kpis: Readonly<Record<string, SkillOnBoth>>;
  };
  readonly brier: { readonly learned: number | null; readonly base: number | null };
  readonly calibration: readonly CalibrationDecile[];
  readonly bands: Readonly<Record<'healthy' | 'attention' | 'at_risk' | 'unknown', BandProof>>;
  /** Ten of ten points each, the lowest first. */
  readonly health_ranges: readonly HealthRange[];
  /** From the first month-end at risk to the churn day; `of`: accounts that left. */
  readonly lead_time_days: {
    readonly median: number | null;
    readonly n: number;
    readonly of: number;
  };
  readonly proposed_weights: Readonly<Record<string, number>> | null;
  /** By account_id, in the order of the data, then by day. */
  readonly probabilities: readonly Probability[];
}

export interface Probability {
  readonly account_id: string;
  readonly as_of: Day;
  readonly p: number;
}

/** Under so many accounts that left, no rate is a finding (definitions.md 9). */
export const fewestChurned = 20;
