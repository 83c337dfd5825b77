import { z } from 'zod';
import { Amount } from './account.ts';

export const TimelineKind = z.enum([
  'ticket_opened',
  'ticket_solved',
  'ticket_reopened',
  'sla_breached',
  'survey_answered',
  'invoice_issued',
  'invoice_paid',
  'subscription_started',
  'subscription_ended',
  'renewal_closed',
  'interaction',
  'rating',
  'churned',
]);
export type TimelineKind = z.infer<typeof TimelineKind>;

export const TimelineQuery = z.object({
  as_of: z.iso.date().optional(),
  source: z.string().optional(),
  /** Kinds, separated by commas; all where absent. */
  kinds: z.string().optional(),
  /** `next` of the page before. */
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

export const TimelineItem = z.object({
  kind: TimelineKind,
  /** An instant (ISO 8601, UTC), or a day where the fact has no time of day. */
  at: z.string(),
  /** Id of the fact in its source. */
  record_id: z.string(),
  /** Subject, comment, summary or note, as received. */
  text: z.string().nullable(),
  /** Further word: the survey's kind (nps, csat, ces), the interaction's kind, the clock's metric, the outcome. */
  detail: z.string().nullable(),
  /** Score of an answer, 1..5 of a rating. */
  value: z.number().nullable(),
  /** Highest step of the scale of `value`. */
  value_max: z.number().nullable(),
  amount: Amount.nullable(),
});
export type TimelineItem = z.infer<typeof TimelineItem>;

/** Newest first. */
export const Timeline = z.object({
  items: z.array(TimelineItem),
  /** Null on the last page. */
  next: z.string().nullable(),
});
export type Timeline = z.infer<typeof Timeline>;

/** Contracts and invoices as of a day; each list newest first and at most 100 long. */
export const AccountMoney = z.object({
  as_of: z.iso.date(),
  mrr: Amount.nullable(),
  arr: Amount.nullable(),
  subscriptions: z.array(
    z.object({
      subscription_id: z.string(),
      product: z.string().nullable(),
      starts_on: z.iso.date(),
      ends_on: z.iso.date().nullable(),
      seats: z.number().nullable(),
      mrr: Amount,
      active: z.boolean(),
    }),
  ),
  renewals: z.array(
    z.object({
      renewal_id: z.string(),
      due_on: z.iso.date(),
      closed_on: z.iso.date().nullable(),
      outcome: z.string().nullable(),
      amount: Amount,
    }),
  ),
  invoices: z.array(
    z.object({
      invoice_id: z.string(),
      issued_on: z.iso.date(),
      due_on: z.iso.date(),
      paid_on: z.iso.date().nullable(),
      amount: Amount,
      /** As of the day. */
      state: z.enum(['open', 'past_due', 'paid', 'void']),
      days_overdue: z.int().nullable(),
    }),
  ),
});
export type AccountMoney = z.infer<typeof AccountMoney>;
