import { z } from 'zod';
import { AccountParams, Band } from './account.ts';
import { Unit } from './kpi.ts';

const Bilingual = z.object({ en: z.string(), de: z.string() });

const ActionState = z.enum(['suggested', 'task', 'done', 'dismissed', 'recovered', 'lapsed']);
export type ActionState = z.infer<typeof ActionState>;

export const DismissReason = z.enum(['wrong_signal', 'already_handled', 'not_now', 'not_worth_it']);
export type DismissReason = z.infer<typeof DismissReason>;

export const ActionPriority = z.enum(['high', 'medium', 'low']);
const ActionMode = z.enum(['suggested', 'task']);

/**
 * An action for an account, with what fired it. `why` holds the placeholders {value} and {n}, filled by the reader's
 * locale; `unit`, `reading`, `score` and `kpi` are null where the rule names no KPI.
 */
export const Action = z.object({
  /** With the account and `fired_on` its natural key. */
  rule: z.string(),
  /** Null on a past day, and for what has begun to hold a moment ago. */
  fired_on: z.iso.date().nullable(),
  state: ActionState,
  kpi: z.string().nullable(),
  /** Of the KPI's score, or of health, when it fired. */
  band: Band,
  title: Bilingual,
  why: Bilingual,
  /** CEL, as it stood when it fired. */
  condition: z.string().nullable(),
  unit: Unit.nullable(),
  reading: z.number().nullable(),
  n: z.int(),
  score: z.number().nullable(),
  health: z.number().nullable(),
  missed_points: z.number(),
  priority: ActionPriority,
  /** Whoever has it; null: nobody. */
  owner: z.string().nullable(),
  due_on: z.iso.date().nullable(),
  /** The day somebody made it a task; null for a suggestion, and for a task that its rule made. */
  taken_on: z.iso.date().nullable(),
  closed_on: z.iso.date().nullable(),
  dismiss_reason: DismissReason.nullable(),
  /** Of a suggestion: it rests before that day, and is back from it on. */
  snoozed_until: z.iso.date().nullable(),
  /** The newest decision about it that can be undone; null: none. */
  decision: z.int().nullable(),
  /** Of a task: what its KPI has come to since, where that band is worse than `band`; null otherwise. */
  fallen: z
    .object({ band: Band, reading: z.number().nullable(), n: z.int(), score: z.number() })
    .nullable(),
  /** Could be done in place of the open suggestion of the same KPI and band; taking it up makes it one. */
  is_alternative: z.boolean(),
});
export type Action = z.infer<typeof Action>;

/** Of an account and day: what to do, tasks first, then by points missed; what was decided lately beside it. */
export const Actions = z.object({
  as_of: z.iso.date(),
  /** Whether they can be taken, done and dismissed: on the newest day alone. */
  is_current: z.boolean(),
  actions: z.array(Action),
  closed: z.array(Action),
});
export type Actions = z.infer<typeof Actions>;

export const ActionParams = AccountParams.extend({ rule: z.string().min(1).max(200) });

const Which = z.object({ source: z.string().optional() });
export const ActionTaking = Which.extend({
  /** Null: the CSM of the account. As the rule has it where absent. */
  owner: z.string().trim().min(1).max(200).nullable().optional(),
  /** As many days from today as the rule gives where absent. */
  due_on: z.iso.date().optional(),
});
export const ActionFinishing = Which;
export const ActionDismissal = Which.extend({ reason: DismissReason });
export const ActionGivingBack = Which;
/** A day after today and at most 90 days from it; null: back at once. */
export const ActionSnoozing = Which.extend({ until: z.iso.date().nullable() });
export const ActionUndoing = Which.extend({ decision: z.int() });
export const ActionDecided = z.object({
  rule: z.string(),
  fired_on: z.iso.date(),
  /** By which it can be undone; null where everything was so already. */
  decision: z.int().nullable(),
});
export const ActionUndone = z.object({ rule: z.string(), decision: z.int() });

export const TaskQuery = z.object({
  /** `-` stands for those that nobody has; everybody's where absent. */
  owner: z.string().max(200).optional(),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(20),
});

const Task = Action.extend({
  account: z.object({ id: z.int(), name: z.string() }),
  mrr: z.number().nullable(),
});
export type Task = z.infer<typeof Task>;

/** One person's day, or everybody's: what the daily budget holds, and what waits. */
export const TaskList = z.object({
  as_of: z.iso.date(),
  currency: z.string(),
  per_day: z.int(),
  /** Tasks that are due or overdue first, then those whose KPI has fallen, then by MRR × points missed × priority (3, 2, 1). */
  today: z.array(Task),
  later: z.array(Task),
  n_later: z.int(),
  /** Suggestions that rest, those that come back first; 200 at most. */
  snoozed: z.array(Task),
  /** Everybody who has an open action; `-` where nobody has one. */
  owners: z.array(z.string()),
});
export type TaskList = z.infer<typeof TaskList>;

export const RuleDraft = z.object({
  title: Bilingual,
  why: Bilingual,
  kpi: z.string().nullable(),
  band: z.enum(['at_risk', 'attention', 'healthy']).nullable(),
  /** CEL over readings, health, band, coverage and the attributes of the account. */
  condition: z.string().nullable(),
  /** Null: the CSM of the account. */
  owner_email: z.string().nullable(),
  due_days: z.int(),
  mode: ActionMode,
  priority: ActionPriority,
  cool_down_days: z.int(),
  enabled: z.boolean(),
});
export type RuleDraft = z.infer<typeof RuleDraft>;

const ActionRule = RuleDraft.extend({
  id: z.string(),
  origin: z.enum(['shipped', 'own']),
  /** A shipped one that was changed here. */
  edited: z.boolean(),
  fired: z.int(),
  open: z.int(),
  done: z.int(),
  dismissed: z.int(),
  recovered: z.int(),
  wrong_signal: z.int(),
  /** Share of done and dismissed that were not called a wrong signal; null before the first. */
  hit_rate: z.number().nullable(),
});
export type ActionRule = z.infer<typeof ActionRule>;

export const ActionRuleParams = z.object({ rule: z.string().min(1).max(200) });

export const RuleActionsQuery = z.object({
  /** fired: all of them; open: suggested or a task. */
  state: z.enum(['fired', 'open', 'done', 'dismissed', 'recovered', 'lapsed']).default('fired'),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type RuleActionState = z.output<typeof RuleActionsQuery>['state'];

/** The actions behind a count of a rule, open ones first, then newest. */
export const RuleActions = z.object({
  n: z.int(),
  actions: z.array(Action.extend({ account: z.object({ id: z.int(), name: z.string() }) })),
});
export type RuleActions = z.infer<typeof RuleActions>;

export const ActionRuleList = z.object({
  per_day: z.int(),
  rules: z.array(ActionRule),
  /** What a rule may name. */
  kpis: z.array(z.string()),
  fields: z.array(z.object({ name: z.string(), type: z.enum(['text', 'number', 'custom']) })),
});
export type ActionRuleList = z.infer<typeof ActionRuleList>;

export const ActionRuleSaved = z.object({ rule: z.string() });

/** For whom a rule would fire now, or where its condition cannot be read (line and column from 1). */
export const ActionRuleCheck = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    n: z.int(),
    /** Those that miss most points first, 200 at most. */
    accounts: z.array(z.object({ id: z.int(), name: z.string() })),
  }),
  z.object({
    ok: z.literal(false),
    position: z.int(),
    line: z.int(),
    column: z.int(),
    reason: z.object({ code: z.string(), params: z.record(z.string(), z.string()) }),
  }),
]);
export type ActionRuleCheck = z.infer<typeof ActionRuleCheck>;

export const ActionBudget = z.object({ per_day: z.int().min(1).max(200) });

const Side = z.object({
  n: z.int(),
  start: z.number().nullable(),
  after: z.number().nullable(),
});

const Comparison = z.object({
  taken: Side,
  /** Accounts in the same band on the same start day, where it was not taken. */
  others: Side,
  difference: z.number().nullable(),
  left_out: z.int(),
});
export type Comparison = z.infer<typeof Comparison>;

export const OutcomeQuery = z.object({ rule: z.string().max(200).optional() });

/** What became of accounts after an action was done, beside accounts alike without it. Not proof. */
export const ActionOutcomes = z.object({
  as_of: z.iso.date(),
  outcomes: z.array(
    z.object({
      rule: z.string(),
      unit: Unit.nullable(),
      after: z.array(
        z.object({
          days: z.int(),
          score: Comparison.nullable(),
          reading: Comparison.nullable(),
          health: Comparison,
        }),
      ),
    }),
  ),
});
export type ActionOutcomes = z.infer<typeof ActionOutcomes>;

/** Which count of an outcome: `taken` and `others` are the two sides, `left_out` was taken and is on neither. */
export const OutcomeRowFilter = z.object({
  days: z.coerce.number().int().min(1).max(365).default(30),
  figure: z.enum(['reading', 'score', 'health']).default('health'),
  side: z.enum(['taken', 'others', 'left_out']).default('others'),
});
export type OutcomeRowFilter = z.output<typeof OutcomeRowFilter>;

export const OutcomeRowsQuery = OutcomeRowFilter.extend({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

/** The accounts behind the count, the newest start first; an account stands once for each start day. */
export const OutcomeRows = z.object({
  n: z.int(),
  /** Of the reading; null where the rule names no KPI. */
  unit: Unit.nullable(),
  rows: z.array(
    z.object({
      id: z.int(),
      account_id: z.string(),
      name: z.string(),
      start_on: z.iso.date(),
      after_on: z.iso.date(),
      /** At the start: only accounts of one band and start day are compared. */
      band: Band,
      start: z.number().nullable(),
      after: z.number().nullable(),
    }),
  ),
});
export type OutcomeRows = z.infer<typeof OutcomeRows>;
