import { z } from 'zod';
import { Band } from './account.ts';
import { CurvePoints, Unit } from './kpi.ts';
import { ParameterValue } from './window.ts';

/** A figure that stands beside a reading, such as the reopen rate beside touchpoint. */
const SubFigure = z.object({
  id: z.string(),
  unit: Unit,
  value: z.number().nullable(),
  /** ISO 4217, of an amount. */
  currency: z.string().nullable(),
});

/**
 * One KPI's part of a health. Points are of 100: earned = share × score, maximum = share × 100, both with
 * share = weight ÷ Σ weights with a reading, so that Σ earned = health (definitions.md 5, explanation).
 */
export const HealthPart = z.object({
  id: z.string(),
  unit: Unit,
  better: z.enum(['up', 'down']),
  reading: z.number().nullable(),
  n: z.int(),
  min_n: z.int(),
  window_days: z.int().nullable(),
  /** What the KPI's parameter is set to, such as the agreed days of cadence; null where it has none. */
  parameter: ParameterValue.nullable(),
  /** 0..100; null without a reading. */
  score: z.number().nullable(),
  /** Band of the score alone, by the edges of health. */
  score_band: Band,
  weight: z.number(),
  /** 0..1; null where the KPI does not count. */
  share: z.number().nullable(),
  earned_points: z.number().nullable(),
  maximum_points: z.number().nullable(),
  missed_points: z.number().nullable(),
  curve: CurvePoints,
  /** Smallest change away, in whole steps of the unit: the reading whose score is at least the lower edge of `healthy`. */
  target_reading: z.number().nullable(),
  known: z.boolean(),
  /** no_data: n = 0; too_few: n < min_n; stale: only older data; not_computable: such as a missing currency rate. */
  reason_unknown: z.enum(['no_data', 'too_few', 'stale', 'not_computable']).nullable(),
  /** Since when there has been no reading; null where there is one, or never was. */
  unknown_since: z.iso.date().nullable(),
  /** At the end of each of `trend_days`, scored by the curve above; null where there was no reading. */
  trend: z.object({
    readings: z.array(z.number().nullable()),
    scores: z.array(z.number().nullable()),
  }),
  figures: z.array(SubFigure),
});
export type HealthPart = z.infer<typeof HealthPart>;

/** Why a health is what it is on a day; parts sorted by points missed, unknown ones last. */
export const HealthExplanation = z.object({
  id: z.int(),
  account_id: z.string(),
  name: z.string(),
  as_of: z.iso.date(),
  /** The account's own, after any cap. */
  health: z.number().nullable(),
  /** What the parts add up to, before any cap. */
  uncapped: z.number().nullable(),
  /** The exception that holds health down, and its reason. */
  capped: z.object({ at_most: z.number(), reason: z.string() }).nullable(),
  /** What a parent account shows in its place, from its children; null for all others. */
  parent_health: z.object({ health: z.number().nullable(), band: Band }).nullable(),
  /** Settings version that scored the account; 0: as shipped. */
  settings_version: z.int(),
  /** Its profile that did. */
  profile: z.object({ id: z.string(), name: z.string() }),
  coverage: z.number(),
  band: Band,
  band_shown: Band,
  /** Points past an edge that `band_shown` needs before it changes. */
  hysteresis: z.number(),
  parts: z.array(HealthPart),
  /** Twelve weeks, oldest first; the last is `as_of`. */
  trend_days: z.array(z.iso.date()),
  sums: z.object({
    weight_known: z.number(),
    weight_all: z.number(),
    earned_points: z.number().nullable(),
    missed_points: z.number().nullable(),
    n_known_kpis: z.int(),
    n_kpis: z.int(),
  }),
  /** Points that are missing to enter the next better band (hysteresis included); null in the best or unknown. */
  to_next_band: z.object({ band: Band, edge: z.number(), points: z.number() }).nullable(),
});
export type HealthExplanation = z.infer<typeof HealthExplanation>;

export const HistoryQuery = z.object({
  /** A year before `to` where absent. */
  from: z.iso.date().optional(),
  /** Today where absent. */
  to: z.iso.date().optional(),
  source: z.string().optional(),
  /** Restated under this settings version; absent: under the current one. */
  version: z.coerce.number().int().min(0).optional(),
});

/** One point per day, from the later of `from` and the account's first day with a reading. */
export const History = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  /** The settings version that `health` rests on; 0: as shipped. */
  version: z.int(),
  /** Versions that came into force between the days. */
  versions: z.array(
    z.object({ day: z.iso.date(), id: z.int(), note: z.string(), author: z.string() }),
  ),
  /** Order of `readings` in each point. */
  kpis: z.array(z.string()),
  points: z.array(
    z.object({
      day: z.iso.date(),
      /** Restated under the settings of `version`. */
      health: z.number().nullable(),
      /** As it was shown then: where Hale did not run, under the version in force on the day. */
      health_then: z.number().nullable(),
      coverage: z.number(),
      band_shown: Band,
      readings: z.array(z.number().nullable()),
    }),
  ),
});
export type History = z.infer<typeof History>;
