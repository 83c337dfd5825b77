import { z } from 'zod';
import { AccountParams, Band } from './account.ts';

/** A health or band that a person has set beside the score (definitions.md 5, Override). */
export const Override = z.object({
  id: z.string(),
  /** 0..100; null where only a band was set. */
  health: z.number().nullable(),
  /** As set, or the band of the health. */
  band: Band,
  reason: z.string(),
  author: z.string(),
  set_on: z.iso.date(),
  /** The last day it holds. */
  last_day: z.iso.date(),
  /** The day it was taken back, on which it no longer holds. */
  removed_on: z.iso.date().nullable(),
  removed_by: z.string().nullable(),
});
export type Override = z.infer<typeof Override>;

/** As of a day; the score stands beside it, unchanged. */
export const AccountOverrides = z.object({
  as_of: z.iso.date(),
  in_force: Override.nullable(),
  /** Those of before: expired or taken back, newest first. */
  past: z.array(Override),
});
export type AccountOverrides = z.infer<typeof AccountOverrides>;

export const OverrideParams = AccountParams.extend({ override: z.string().regex(/^\d{1,15}$/) });

const person = z.string().trim().max(200).default('');

/** Either a health or a band; why, and until when. */
export const NewOverride = z
  .object({
    health: z.number().min(0).max(100).optional(),
    band: Band.exclude(['unknown']).optional(),
    reason: z.string().trim().min(1).max(2000),
    last_day: z.iso.date(),
    author: person,
  })
  .refine(({ health, band }) => (health === undefined) !== (band === undefined), {
    path: ['health'],
    error: 'give either a health or a band',
  });

export const OverrideRemoval = z.object({ source: z.string().optional(), author: person });
