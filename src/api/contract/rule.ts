import { z } from 'zod';

/** Profiles look at attributes of an account, exceptions at its readings (definitions.md 10, Profiles and attributes). */
export const RuleKind = z.enum(['profile', 'exception']);

/** A name that a rule may use; `custom` compares with texts and numbers alike. */
const Field = z.object({
  name: z.string(),
  type: z.enum(['text', 'number', 'custom']),
  /** All there is to compare with, where that is a fixed list. */
  values: z.array(z.string()).readonly().optional(),
});

export const RuleFields = z.object({ profile: z.array(Field), exception: z.array(Field) });
export type RuleFields = z.infer<typeof RuleFields>;

export const RuleToCheck = z.object({ kind: RuleKind, text: z.string().max(10_000) });

/** Whether a rule can be read; where not, the place (offset from 0, line and column from 1) and the reason. */
export const CheckedRule = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    /** Accounts that a profile's rule finds today, and all there are; null for an exception. */
    n_accounts: z.int().nullable(),
    n_all: z.int().nullable(),
  }),
  z.object({
    ok: z.literal(false),
    position: z.int(),
    line: z.int(),
    column: z.int(),
    reason: z.object({ code: z.string(), params: z.record(z.string(), z.string()) }),
  }),
]);
export type CheckedRule = z.infer<typeof CheckedRule>;
