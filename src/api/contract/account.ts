import { z } from 'zod';
import { SheetQuery } from './sheet.ts';

/** `unknown`: less than 30 % of the weight has data, so there is no number (definitions.md 5). */
export const Band = z.enum(['healthy', 'attention', 'at_risk', 'unknown']);
export type Band = z.infer<typeof Band>;

/** Major units; `currency` is ISO 4217. */
export const Amount = z.object({ amount: z.number(), currency: z.string() });
export type Amount = z.infer<typeof Amount>;

/** Path parameter of every route below an account. */
export const AccountParams = z.object({ account: z.string().min(1) });

/** The day a figure is read on; today in the company's time zone where it is absent. */
export const AsOfQuery = z.object({
  as_of: z.iso.date().optional(),
  /** Tells two accounts with one account_id apart. */
  source: z.string().optional(),
});

export const AccountSort = z.enum([
  'name',
  'health',
  'delta_30_days',
  'mrr',
  'next_renewal',
  'csm',
  'segment',
  'coverage',
]);
export type AccountSort = z.infer<typeof AccountSort>;

export const AccountListQuery = z.object({
  as_of: z.iso.date().optional(),
  /** Part of the name, account_id or domain, without regard to case. */
  q: z.string().max(200).optional(),
  /** Shown bands, separated by commas. */
  band: z
    .string()
    .regex(/^(?:healthy|attention|at_risk|unknown)(?:,(?:healthy|attention|at_risk|unknown)){0,3}$/)
    .optional(),
  /** csm_email; `-` stands for accounts without one. */
  csm: z.string().optional(),
  /** `-` stands for accounts without one. */
  segment: z.string().optional(),
  sort: AccountSort.default('health'),
  /** Accounts without the sorted value come last in both directions; ties by account_id. */
  order: z.enum(['asc', 'desc']).default('asc'),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  churned: z.enum(['exclude', 'include', 'only']).default('exclude'),
});

/** All accounts that match, as CSV: no pages. */
export const AccountSheetQuery = AccountListQuery.omit({ offset: true, limit: true }).extend(
  SheetQuery.shape,
);

export const AccountRow = z.object({
  /** Hale's own number of the account, for paths. */
  id: z.int(),
  account_id: z.string(),
  name: z.string(),
  segment: z.string().nullable(),
  csm_email: z.string().nullable(),
  health: z.number().nullable(),
  /** 0..1 */
  coverage: z.number(),
  band: Band,
  /** With hysteresis; the one to show. */
  band_shown: Band,
  /** Health of the day less that of 30 days before; null where either is unknown. */
  delta_30_days: z.number().nullable(),
  /** 12 weekly healths, oldest first, the last one that of the day. */
  sparkline: z.array(z.number().nullable()),
  mrr: Amount.nullable(),
  /** Due day of the next open renewal on or after the day; else the newest one past due and still open. */
  next_renewal: z.iso.date().nullable(),
  n_known_kpis: z.int(),
  churned_at: z.iso.date().nullable(),
  /** What a person has set beside it: a health or a band, and the last day on which it holds. */
  override: z
    .object({ health: z.number().nullable(), band: Band.nullable(), last_day: z.iso.date() })
    .nullable(),
  is_demo: z.boolean(),
});
export type AccountRow = z.infer<typeof AccountRow>;

const BandTotal = z.object({
  n: z.int(),
  /** In the company's currency; null where no account of the band has a subscription. */
  mrr: z.number().nullable(),
});

export const AccountList = z.object({
  as_of: z.iso.date(),
  currency: z.string(),
  /** KPIs with a weight above 0: the "of 8" in "6 of 8 KPIs". */
  n_kpis: z.int(),
  /** Accounts that match all filters. */
  total: z.int(),
  /** What the other filters leave, per shown band: the band filter itself does not count here. */
  bands: z.object({
    healthy: BandTotal,
    attention: BandTotal,
    at_risk: BandTotal,
    unknown: BandTotal,
  }),
  rows: z.array(AccountRow),
});
export type AccountList = z.infer<typeof AccountList>;

export const FilterValues = z.object({
  segments: z.array(z.object({ value: z.string(), n: z.int() })),
  csms: z.array(z.object({ value: z.string(), n: z.int() })),
});
export type FilterValues = z.infer<typeof FilterValues>;

export const Contact = z.object({
  contact_id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  title: z.string().nullable(),
  role: z.string().nullable(),
  left_at: z.iso.date().nullable(),
});
export type Contact = z.infer<typeof Contact>;

/** Who the account is, as of a day: what stands at the head of its page. */
export const Account = z.object({
  id: z.int(),
  account_id: z.string(),
  name: z.string(),
  as_of: z.iso.date(),
  /** Id of the source that delivered the account: csv, zendesk, servicenow, demo. */
  source: z.string(),
  is_demo: z.boolean(),
  domain: z.string().nullable(),
  segment: z.string().nullable(),
  stage: z.string().nullable(),
  csm_email: z.string().nullable(),
  country: z.string().nullable(),
  industry: z.string().nullable(),
  created_on: z.iso.date().nullable(),
  churned_on: z.iso.date().nullable(),
  churn_reason: z.string().nullable(),
  parent: z.object({ id: z.int().nullable(), account_id: z.string() }).nullable(),
  /** Unknown columns of the import, name → text. */
  custom_fields: z.record(z.string(), z.string()),
  health: z.number().nullable(),
  /** Its own, where a parent account shows what its children come to; else the same. */
  own_health: z.number().nullable(),
  coverage: z.number(),
  band: Band,
  band_shown: Band,
  delta_30_days: z.number().nullable(),
  n_known_kpis: z.int(),
  n_kpis: z.int(),
  mrr: Amount.nullable(),
  arr: Amount.nullable(),
  next_renewal: z.object({ due_on: z.iso.date(), amount: Amount.nullable() }).nullable(),
  newest_fact_on: z.iso.date().nullable(),
  /** Days from the newest fact to the day (definitions.md 10, freshness). */
  freshness_days: z.int().nullable(),
  contacts: z.array(Contact),
  /** Facts of the account by the end of the day; a block of the page appears where its count is above 0. */
  counts: z.object({
    tickets: z.int(),
    open_tickets: z.int(),
    sla_clocks: z.int(),
    survey_responses: z.int(),
    subscriptions: z.int(),
    renewals: z.int(),
    invoices: z.int(),
    interactions: z.int(),
    ratings: z.int(),
    usage: z.int(),
  }),
});
export type Account = z.infer<typeof Account>;
