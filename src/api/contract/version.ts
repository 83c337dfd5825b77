import { z } from 'zod';
import { ScoringModel } from '../../scoring/model.ts';
import { Job } from './job.ts';
import { HorizonDays } from './proof.ts';

/** Number of a version, as an address has it. */
const VersionNumber = z.string().regex(/^\d{1,9}$/);

export const VersionParams = z.object({ version: VersionNumber });

const four = z.array(z.int()).length(4);

/** What one version does to the portfolio that another one scores, on one day; bands without hysteresis. */
export const PortfolioEffect = z.object({
  as_of: z.iso.date(),
  n_accounts: z.int(),
  n_changed: z.int(),
  /** Accounts by band before (row) and after (column): healthy, attention, at_risk, unknown. */
  matrix: z.array(four).length(4),
  /** Mean of the healths that are known; null without any. */
  mean_before: z.number().nullable(),
  mean_after: z.number().nullable(),
});
export type PortfolioEffect = z.infer<typeof PortfolioEffect>;

/** A change of settings: who, when, why, and what it was expected to do (definitions.md 5, Versions). */
export const VersionSummary = z.object({
  /** 0: as shipped. */
  id: z.int(),
  state: z.enum(['draft', 'published']),
  author: z.string(),
  note: z.string(),
  based_on: z.int(),
  created_at: z.iso.datetime(),
  /** How often a draft was saved after it was made, and when last. */
  revision: z.int(),
  saved_at: z.iso.datetime(),
  published_at: z.iso.datetime().nullable(),
  /** As computed when it was published, against the version before; null where none was. */
  effect: PortfolioEffect.nullable(),
});
export type VersionSummary = z.infer<typeof VersionSummary>;

/** Newest first, drafts before them, the shipped settings last. */
export const VersionList = z.object({
  /** The version that scores accounts now. */
  current: z.int(),
  versions: z.array(VersionSummary),
});
export type VersionList = z.infer<typeof VersionList>;

export const Version = VersionSummary.extend({ model: ScoringModel });
export type Version = z.infer<typeof Version>;

const author = z.string().trim().max(200);
const note = z.string().trim().max(2000);

export const NewDraft = z.object({
  model: ScoringModel,
  author: author.default(''),
  note: note.default(''),
  based_on: z.int().min(0),
});

/** How the draft stood when the change began; where it stands otherwise by now the answer is 409. Absent: no matter. */
const revision = z.int().min(0).optional();

export const DraftChange = NewDraft.omit({ based_on: true }).extend({ revision });

/** Why is asked for; who may be left out. */
export const Publishing = z.object({
  author: author.default(''),
  note: note.min(1),
  revision,
  /** The version whose place it was seen to take; 409 where another one scores accounts by now. Absent: no matter. */
  replaces: z.int().min(0).optional(),
});

export const Discarded = z.object({ discarded: z.int() });

/** Each the current version where it is absent. */
export const CompareQuery = z.object({
  before: VersionNumber.optional(),
  after: VersionNumber.optional(),
});

export const BacktestQuery = CompareQuery.extend({
  horizon_days: z.coerce.number().pipe(HorizonDays).default(90),
});

export const BacktestOrder = z.object({
  before: z.int().min(0),
  after: z.int().min(0),
  horizon_days: HorizonDays.default(90),
});

const Interval = z.object({ low: z.number().nullable(), high: z.number().nullable() });

/** What a version saw of those who left; counts of accounts over all month-ends (definitions.md 9). */
const Foresight = z.object({
  /** Were at risk at a month-end from which they left within the horizon. */
  seen: z.int(),
  /** 95 % interval of the share of leavers that were seen; null where nobody left. */
  seen_interval: Interval,
  /** Were at risk at some month-end, and left within the horizon of none of these. */
  false_alarms: z.int(),
  /** Median days from the first month-end at risk to leaving, and of how many; null where nobody was seen. */
  lead_time_days: z.number().nullable(),
  lead_time_n: z.int(),
});
export type Foresight = z.infer<typeof Foresight>;

/** Accounts that only the second version names, and that only the first does. */
const Difference = z.object({
  more: z.int(),
  fewer: z.int(),
  /** How often chance alone makes a difference of this size, 0..1 (sign test). */
  chance: z.number(),
});
export type Difference = z.infer<typeof Difference>;

const Named = z.object({ account_id: z.string(), before: z.boolean(), after: z.boolean() });

/** Two versions judged by the same past: the last twelve month-ends that can be judged. */
export const Backtest = z.object({
  from: z.iso.date().nullable(),
  to: z.iso.date().nullable(),
  horizon_days: z.int(),
  months: z.int(),
  accounts: z.int(),
  /** Accounts that left within the horizon of a month-end. */
  churned: z.int(),
  before: Foresight,
  after: Foresight,
  seen: Difference,
  false_alarms: Difference,
  /** By account_id: everybody who left, and everybody whom either version warned of in vain. */
  leavers: z.array(Named.extend({ left_on: z.iso.date() })).readonly(),
  warned_in_vain: z.array(Named).readonly(),
});
export type Backtest = z.infer<typeof Backtest>;

/** The one made last for two versions; `backtest` null: none was made. */
export const KeptBacktest = z.object({
  backtest: Backtest.nullable(),
  made_at: z.iso.datetime().nullable(),
  /** False: one of the versions or the facts have changed since. */
  is_current: z.boolean(),
  /** The job that makes one now, of whichever versions. */
  job: Job.nullable(),
});
export type KeptBacktest = z.infer<typeof KeptBacktest>;
