import { z } from 'zod';

/** Accounting of one file: read is the sum of the others (definitions.md 10, import). */
export const FileReport = z.object({
  file: z.string(),
  read: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  duplicate: z.int(),
  quarantined: z.int(),
  ignored: z.int(),
  /** Why the file was not read at all; null where it was. */
  refused: z.string().nullable().default(null),
});
export type FileReport = z.infer<typeof FileReport>;

/** Something that runs in the background: demo data, an import, a rebuild, a KPI over another window, a backtest. */
export const Job = z.object({
  id: z.string(),
  kind: z.enum(['demo', 'demo_removal', 'import', 'rebuild', 'window', 'proof', 'backtest']),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  /** Whether it can be stopped now, as if it had never begun. */
  can_cancel: z.boolean(),
  /** Plain names of the uploaded files; empty for other kinds. */
  files: z.array(z.string()),
  progress: z.object({
    done: z.number(),
    /** Null while it is not known. */
    total: z.number().nullable(),
    /** What is being done: a step, or the name of the file being read. */
    step: z.enum([
      'waiting',
      'reading',
      'storing',
      'rollups',
      'readings',
      'health',
      'judging',
      'keeping',
      'removing',
    ]),
    file: z.string().nullable(),
  }),
  created_at: z.iso.datetime(),
  started_at: z.iso.datetime().nullable(),
  finished_at: z.iso.datetime().nullable(),
  /** A sentence for people; null unless failed. */
  error: z.string().nullable(),
  report: z.object({ files: z.array(FileReport) }).nullable(),
});
export type Job = z.infer<typeof Job>;

export const JobParams = z.object({ job: z.string().min(1) });
/** Newest first, at most 50. */
export const JobList = z.object({ jobs: z.array(Job) });
export const JobStarted = z.object({ job: Job });

export const ImportSource = z.enum(['csv', 'zendesk', 'servicenow']);
export type ImportSource = z.infer<typeof ImportSource>;

/** Hale's own number of an account: rows that name it, or a ticket of its. */
const AccountNumber = z.coerce.number().int().min(1).max(2_147_483_647);

export const QuarantineQuery = z.object({
  file: z.string().optional(),
  reason: z.string().optional(),
  account: AccountNumber.optional(),
  /** Plain names of interchange files, separated by commas: rows that would become one of these facts. */
  facts: z
    .string()
    .regex(/^[a-z_]{1,40}(?:,[a-z_]{1,40}){0,39}$/)
    .optional(),
  /** Waiting for a mend, or given up by a person. */
  state: z.enum(['open', 'discarded']).default('open'),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

/** A row that was not taken, and why (definitions.md 10, import). */
export const QuarantineRow = z.object({
  id: z.string(),
  file: z.string(),
  record: z.int(),
  line: z.int(),
  column: z.string(),
  value: z.string(),
  reason: z.string(),
  source: z.string(),
  /** Null where it is open. */
  discarded_at: z.iso.datetime().nullable(),
  discarded_by: z.enum(['command_line', 'screens']).nullable(),
});
export type QuarantineRow = z.infer<typeof QuarantineRow>;

export const QuarantineList = z.object({
  total: z.int(),
  /** Rows of each state, whatever the filter. */
  n_open: z.int(),
  n_discarded: z.int(),
  /** Over all rows of the state, whatever the filter. */
  files: z.array(z.object({ value: z.string(), n: z.int() })),
  reasons: z.array(z.object({ value: z.string(), n: z.int() })),
  rows: z.array(QuarantineRow),
});
export type QuarantineList = z.infer<typeof QuarantineList>;

/** Rows of quarantine to discard or restore: single ones, or all that have what is named. */
export const QuarantineChoice = z
  .object({
    ids: z
      .array(z.string().regex(/^\d{1,18}$/))
      .min(1)
      .max(1000)
      .optional(),
    file: z.string().min(1).optional(),
    reason: z.string().min(1).optional(),
    account: AccountNumber.optional(),
    facts: z
      .array(z.string().regex(/^[a-z_]{1,40}$/))
      .min(1)
      .max(40)
      .optional(),
  })
  .refine(
    ({ ids, ...common }) =>
      (ids === undefined) !== Object.values(common).every((value) => value === undefined),
    {
      path: ['ids'],
      error: 'give either ids, or what the rows have in common',
    },
  );

/** How many rows changed; one that is in that state already is none of them. */
export const QuarantineChanged = z.object({ n: z.int() });
