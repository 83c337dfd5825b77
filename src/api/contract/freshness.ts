import { z } from 'zod';

/** Hale's own numbers of up to 200 accounts, separated by commas; today where the day is absent. */
export const FreshnessQuery = z.object({
  as_of: z.iso.date().optional(),
  accounts: z
    .string()
    .regex(/^\d{1,9}(?:,\d{1,9}){0,199}$/)
    .optional(),
});

/** Apart from the list, since it looks at every fact of an account. */
export const Freshness = z.object({
  as_of: z.iso.date(),
  /** Days from the newest fact to the day, by Hale's own number; accounts without a fact are left out. */
  days: z.record(z.string(), z.int()),
});
export type Freshness = z.infer<typeof Freshness>;
