import { z } from 'zod';
import { Band } from './account.ts';

export const BandHistoryQuery = z.object({
  /** The last day; today where absent. */
  as_of: z.iso.date().optional(),
  weeks: z.coerce.number().pipe(z.int().min(2).max(157)).default(53),
});

const Week = z.object({
  day: z.iso.date(),
  healthy: z.int(),
  attention: z.int(),
  at_risk: z.int(),
  unknown: z.int(),
  /** Of the customers with a health; null where there is none. */
  mean_health: z.number().nullable(),
});

/**
 * Customers per band at the end of every seventh day, oldest first, restated under the current settings and without
 * hysteresis (definitions.md 10, health): those who were there and had not churned. Empty before the first readings.
 */
export const BandHistory = z.object({
  as_of: z.iso.date(),
  /** The settings version; 0: as shipped. */
  version: z.int(),
  weeks: z.array(Week),
});
export type BandHistory = z.infer<typeof BandHistory>;

export const BandMembersQuery = z.object({
  as_of: z.iso.date().optional(),
  band: Band.optional(),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

/** Who makes up a week of the band history, the lowest health first, then by account_id. */
export const BandMembers = z.object({
  as_of: z.iso.date(),
  version: z.int(),
  total: z.int(),
  rows: z.array(
    z.object({
      account_id: z.string(),
      /** Hale's own number. */
      id: z.int(),
      name: z.string(),
      band: Band,
      health: z.number().nullable(),
    }),
  ),
});
export type BandMembers = z.infer<typeof BandMembers>;
