import { z } from 'zod';
import { Job } from './job.ts';

/** What a KPI's parameter is set to: a number, a word, or `custom.NAME` for a column of accounts.csv. */
export const ParameterValue = z.union([z.string().min(1), z.number()]);

/**
 * A shipped KPI over another window or under another parameter than its own; what is absent or null is as it ships. Asking
 * twice gives the same place.
 */
export const NewWindow = z.object({
  kpi: z.string().min(1),
  window_days: z.int().min(1).max(1095).nullable().optional(),
  parameter: ParameterValue.nullable().optional(),
});

/** Where its readings stand; `job` computes them for every account, null where they are there already. */
export const WindowTaken = z.object({ place: z.int(), job: Job.nullable() });
export type WindowTaken = z.infer<typeof WindowTaken>;
