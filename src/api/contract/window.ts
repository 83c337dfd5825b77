import { z } from 'zod';
import { Job } from './job.ts';

/** A shipped KPI over another window than its own; asking twice gives the same place. */
export const NewWindow = z.object({
  kpi: z.string().min(1),
  window_days: z.int().min(1).max(1095),
});

/** Where its readings stand; `job` computes them for every account, null where they are there already. */
export const WindowTaken = z.object({ place: z.int(), job: Job.nullable() });
export type WindowTaken = z.infer<typeof WindowTaken>;
