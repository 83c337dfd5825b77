import { z } from 'zod';

/**
 * What a reading is counted in, and so how it is shown: a share of 0.93 as 93 %, a ratio as 0.93, an amount in the
 * company's currency.
 */
export const Unit = z.enum([
  'share',
  'ratio',
  'count',
  'points',
  'rating',
  'minutes',
  'number',
  'amount',
]);
export type Unit = z.infer<typeof Unit>;

/** What a KPI tells about, in the order of the screens; it groups KPIs and counts nowhere. */
export const Area = z.enum(['usage', 'support', 'money', 'voice', 'relationship', 'own']);
export type Area = z.infer<typeof Area>;

/** Reading → score, piecewise linear through the points, flat outside (definitions.md 4). */
export const CurvePoints = z.array(z.tuple([z.number(), z.number()]));
export type CurvePoints = z.infer<typeof CurvePoints>;

/** One KPI under the current settings (definitions.md 4). */
export const KpiDefinition = z.object({
  id: z.string(),
  unit: Unit,
  better: z.enum(['up', 'down']),
  /** Raw setting, 0 or more. */
  weight: z.number(),
  /** Trailing days; null where the KPI looks at no window. */
  window_days: z.int().nullable(),
  min_n: z.int(),
  curve: CurvePoints,
});
export type KpiDefinition = z.infer<typeof KpiDefinition>;

/** How a column of rows is to be shown. `enum` values and column ids have words in the screens' catalogue. */
export const ColumnType = z.enum([
  'text',
  'enum',
  'day',
  'instant',
  'integer',
  'number',
  'minutes',
  'amount',
  'currency',
  'boolean',
]);
export type ColumnType = z.infer<typeof ColumnType>;

export const Cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type Cell = z.infer<typeof Cell>;

/**
 * Exactly the `n` rows that a reading rests on, each cell in the order of `columns`. Columns per KPI:
 * touchpoint: ticket_id, subject, opened_at, last_solved_at, agent_replies, customer_replies, extra_reply, met ·
 * sla: ticket_id, metric, started_at, stopped_at, concluded_at, promised_minutes, internal_minutes, elapsed_minutes, met,
 * internal_met ·
 * feedback: response_id, ticket_id, responded_at, score, scale_max, comment, met ·
 * nps: contact_id, contact, response_id, responded_at, score, group, comment ·
 * balance: kind (subscription, time_entry, cost, reply), record_id, from_day, until_day, minutes, amount, currency,
 * company_amount (revenue positive, cost negative) ·
 * open_invoices: invoice_id, issued_on, due_on, paid_on, amount, currency, past_due, days_overdue ·
 * agent_rating: at, csm_email, rating, note · logins: user_id, last_day, active_now, active_before ·
 * ces: response_id, ticket_id, responded_at, score, scale_max, ease (1..7), comment ·
 * response_rate: response_id, survey, sent_at, responded_at, contact_id, in_time ·
 * cadence: interaction_id, at, interaction, inbound, csm_email, summary ·
 * response_time: ticket_id, subject, opened_at, first_reply_at, [calendar: of business minutes], minutes ·
 * onboarding: milestone, due_on, done_on, credit (1 in time, 0.5 late, 0 open) ·
 * commission: csm_email, kind, from_day, until_day, amount, currency, for_account, account_target (of all targets of that
 * CSM and kind together), attained (of that kind), both in the company's currency ·
 * adoption: used_at, used_on, user_id, feature, is_key, in_window, key_features (how many there are) ·
 * licence_use: user_id, last_day, active_now, seats (of all subscriptions), judged_from ·
 * engagement: contact_id, contact, role, left_on, last_day, interactions, engaged ·
 * growth: subscription_id, product, starts_on, ends_on, mrr, currency, company_amount, mrr_now (of the customer).
 * `n` may exceed the rows only where the reading is null.
 */
export const KpiRows = z.object({
  account: z.object({ id: z.int(), account_id: z.string(), name: z.string() }),
  kpi: z.string(),
  as_of: z.iso.date(),
  /** First day of the window, or null where the KPI has none. */
  from: z.iso.date().nullable(),
  reading: z.number().nullable(),
  n: z.int(),
  columns: z.array(z.object({ id: z.string(), type: ColumnType })),
  rows: z.array(z.array(Cell)),
});
export type KpiRows = z.infer<typeof KpiRows>;

/** What a source has of the facts that a KPI rests on. */
const KpiSource = z.object({
  name: z.string(),
  /** Day of its newest such fact by the day; null where its facts have no date, such as contacts. */
  newest_fact_on: z.iso.date().nullable(),
  /** When it delivered last, of whatever kind. */
  last_import_at: z.iso.datetime().nullable(),
});

/** How far the facts behind each KPI of an account reach, apart from its health, since it looks at every fact. */
export const KpiFacts = z.object({
  as_of: z.iso.date(),
  /** In the order of the profile. */
  kpis: z.array(
    z.object({
      id: z.string(),
      /** Plain names of the files whose facts the KPI rests on. */
      facts: z.array(z.string()),
      /** Day on which the newest of them happened, whether it lies in the window or not; null without a dated one. */
      newest_fact_on: z.iso.date().nullable(),
      /** Newest first; facts without an account, such as targets, name none. */
      sources: z.array(KpiSource),
      /** Rows of these files that wait in quarantine now and name the account, or a ticket of its. */
      n_quarantined: z.int(),
    }),
  ),
});
export type KpiFacts = z.infer<typeof KpiFacts>;
