import { z } from 'zod';
import { Job } from './job.ts';
import { KpiDefinition } from './kpi.ts';
import { Settings } from './settings.ts';

/** What a screen has to know before it can show anything. */
export const Status = z.object({
  version: z.string(),
  /** Today in the company's time zone. */
  today: z.iso.date(),
  time_zone: z.string(),
  currency: z.string(),
  has_data: z.boolean(),
  has_demo: z.boolean(),
  n_accounts: z.int(),
  /** Day of the first and newest dated fact by today; null without any. */
  first_fact_on: z.iso.date().nullable(),
  newest_fact_on: z.iso.date().nullable(),
  n_quarantined: z.int(),
  running_jobs: z.array(Job),
  /** Of the profile that matches every account, in its order. */
  kpis: z.array(KpiDefinition),
  /** Lower edges, and the share of weight that needs data. */
  bands: z.object({
    healthy: z.number(),
    attention: z.number(),
    minimum_coverage: z.number(),
  }),
});
export type Status = z.infer<typeof Status>;

/** `job` rebuilds readings where the change touches them; null where nothing needs rebuilding. */
export const SettingsSaved = z.object({ settings: Settings, job: Job.nullable() });
export type SettingsSaved = z.infer<typeof SettingsSaved>;
