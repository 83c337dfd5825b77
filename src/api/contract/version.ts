import { z } from 'zod';
import { ScoringModel } from '../../scoring/model.ts';

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

export const DraftChange = NewDraft.omit({ based_on: true });

/** Why is asked for; who may be left out. */
export const Publishing = z.object({ author: author.default(''), note: note.min(1) });

export const Discarded = z.object({ discarded: z.int() });

export const CompareQuery = z.object({ before: VersionNumber, after: VersionNumber });
