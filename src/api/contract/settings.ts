import { z } from 'zod';

export const Settings = z.object({
  /** IANA name. */
  time_zone: z.string(),
  /** ISO 4217. */
  currency: z.string(),
  /** Per hour, in the company's currency. */
  default_hourly_cost: z.number(),
  /** Handling minutes of one public agent reply, where a ticket has no time entry. */
  minutes_per_reply: z.number(),
  /** Features that adoption counts, separated by commas; empty = all that were used lately. */
  key_features: z.string(),
  /** 0..1; below it in three months running, an account's SLA is permanently breached. */
  sla_threshold: z.number(),
});
export type Settings = z.infer<typeof Settings>;

export const SettingsChange = z.object({
  time_zone: z.string().min(1).optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  default_hourly_cost: z.number().min(0).optional(),
  minutes_per_reply: z.number().min(0).optional(),
  key_features: z.string().optional(),
  sla_threshold: z.number().gt(0).max(1).optional(),
});
export type SettingsChange = z.infer<typeof SettingsChange>;
