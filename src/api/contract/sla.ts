import { z } from 'zod';

export const SlaMetric = z.enum([
  'first_reply',
  'next_reply',
  'periodic_update',
  'requester_wait',
  'agent_work',
  'resolution',
]);
export type SlaMetric = z.infer<typeof SlaMetric>;

const Share = z.number().nullable();

/** An account's promises on a day (definitions.md 4 and 10, sla). Shares 0..1, minutes are medians. */
export const AccountSla = z.object({
  as_of: z.iso.date(),
  /** First day of the window of `metrics`. */
  from: z.iso.date(),
  metrics: z.array(
    z.object({
      metric: z.string(),
      n: z.int(),
      met: z.int(),
      share: z.number(),
      /** Of the clocks that have an internal target too. */
      n_internal: z.int(),
      internal_met: z.int(),
      internal_share: Share,
      /** Share that kept the promise less share that kept the internal target, among those that have both. */
      margin: Share,
      promised_minutes: z.number().nullable(),
      internal_minutes: z.number().nullable(),
      margin_minutes: z.number().nullable(),
    }),
  ),
  /** The last three complete calendar months, oldest first. */
  months: z.array(
    z.object({
      month: z.iso.date(),
      n: z.int(),
      met: z.int(),
      share: Share,
      below_threshold: z.boolean(),
    }),
  ),
  threshold: z.number(),
  /** Below the threshold in each of the three months, each with a conclusion. */
  permanent: z.boolean(),
  /** Breaches concluded in the seven days up to the day. */
  breaches_this_week: z.int(),
});
export type AccountSla = z.infer<typeof AccountSla>;

const OfAccount = { id: z.int(), account_id: z.string(), name: z.string() };

/** Who was breached lately, and who is breached all the time. */
export const SlaBreaches = z.object({
  as_of: z.iso.date(),
  systemic: z.object({
    /** First of the seven days. */
    from: z.iso.date(),
    n_accounts: z.int(),
    n_breaches: z.int(),
    /** Most breaches first. */
    accounts: z.array(z.object({ ...OfAccount, n_breaches: z.int(), n_concluded: z.int() })),
  }),
  permanent: z.object({
    threshold: z.number(),
    n_accounts: z.int(),
    /** The lowest first; `shares` of the last three complete months, oldest first, `n` clocks in all. */
    accounts: z.array(z.object({ ...OfAccount, n: z.int(), shares: z.array(z.number()) })),
  }),
});
export type SlaBreaches = z.infer<typeof SlaBreaches>;

const days = z.coerce.number().int().min(1).max(1095);

export const SlaWhatIfQuery = z.object({
  metric: SlaMetric.default('first_reply'),
  /** Eight hours where absent. */
  target_minutes: z.coerce.number().min(0).max(525_600).default(480),
  /** Customers created in so many days up to the day are new. */
  created_within_days: days.default(90),
  window_days: days.default(90),
  as_of: z.iso.date().optional(),
});

const Compliance = z.object({ n: z.int(), met: z.int(), share: Share });

/** What compliance with another target would have been: `tried` beside `promised`, for new customers and for all. */
export const SlaWhatIf = z.object({
  as_of: z.iso.date(),
  metric: SlaMetric,
  target_minutes: z.number(),
  created_within_days: z.int(),
  window_days: z.int(),
  groups: z.array(
    z.object({
      customers: z.enum(['new', 'all']),
      n_accounts: z.int(),
      tried: Compliance,
      promised: Compliance,
      /** Clocks still running in business hours, of which the target tried says nothing yet. */
      left_out: z.int(),
    }),
  ),
});
export type SlaWhatIf = z.infer<typeof SlaWhatIf>;
