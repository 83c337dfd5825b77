import { z } from 'zod';
import { Band } from './account.ts';
import { Cell, ColumnType, CurvePoints, Unit } from './kpi.ts';

export const ChangeQuery = z.object({
  /** 30 days before `to` where absent. */
  from: z.iso.date().optional(),
  /** Today where absent. */
  to: z.iso.date().optional(),
  source: z.string().optional(),
});

/** One end of the comparison. */
const ChangeDay = z.object({
  day: z.iso.date(),
  /** As it was shown, else as it stands today; null without health on one of the days. */
  health: z.number().nullable(),
  /** By the readings as they stand today, under the settings in force on the day. */
  standing: z.number().nullable(),
  /** What stood on the screens at the end of the day; null where nothing did. */
  shown: z.object({ health: z.number().nullable(), band_shown: Band }).nullable(),
  /** What held health down; null where nothing did. */
  cap: z.object({ at_most: z.number(), reason: z.string(), uncapped: z.number() }).nullable(),
  coverage: z.number(),
  band: Band,
  band_shown: Band,
  /** Id of the settings version in force; 0: as shipped. */
  version: z.int(),
  profile: z.string(),
});

/** `data`: a KPI's score moved; the others stand for all KPIs together. Bars add up to the change of health. */
export const ChangeBarKind = z.enum(['data', 'coverage', 'settings', 'cap', 'late_facts']);
export type ChangeBarKind = z.infer<typeof ChangeBarKind>;

const ChangeBar = z.object({
  kind: ChangeBarKind,
  /** Of a data bar. */
  kpi: z.string().nullable(),
  points: z.number(),
});
export type ChangeBar = z.infer<typeof ChangeBar>;

const ReadingOfDay = z.object({
  reading: z.number().nullable(),
  n: z.int(),
  score: z.number().nullable(),
  weight: z.number(),
  /** 0..1 */
  share: z.number(),
  /** The reading that was shown at the end of the day; null without one, or where nothing was shown. */
  shown_reading: z.number().nullable(),
});

/** One KPI of both days; its points are null where one of the days has no health (definitions.md 10, Why it moved). */
const KpiChange = z.object({
  id: z.string(),
  unit: Unit,
  better: z.enum(['up', 'down']),
  /** Null where the settings of the day have no such KPI. */
  before: ReadingOfDay.nullable(),
  after: ReadingOfDay.nullable(),
  points: z
    .object({ data: z.number(), coverage: z.number(), settings: z.number(), total: z.number() })
    .nullable(),
});
export type KpiChange = z.infer<typeof KpiChange>;

const ReachingReading = z.object({
  kpi: z.string(),
  unit: Unit,
  better: z.enum(['up', 'down']),
  from: z.number().nullable(),
  to: z.number(),
});
export type ReachingReading = z.infer<typeof ReachingReading>;

/** Smallest changes of readings, in steps of the KPI's unit, that lead to the next better band. */
const Reach = z.object({
  band: Band,
  edge: z.number(),
  /** Each does alone; shortest way first. */
  single: z.array(ReachingReading),
  /** Two that do together, where none does alone; else empty. */
  pair: z.array(ReachingReading),
  /** KPIs without data of which a first reading at least this good would do alone. */
  without_data: z.array(ReachingReading),
});
export type Reach = z.infer<typeof Reach>;

export const ScoreChange = z.object({
  id: z.int(),
  account_id: z.string(),
  name: z.string(),
  from: ChangeDay,
  to: ChangeDay,
  /** to.health − from.health; null where one of the days has no health. */
  points: z.number().nullable(),
  /** Without those of 0 points: data by size, then coverage, settings, cap, late_facts. */
  bars: z.array(ChangeBar),
  /** In the order of the later day's settings. */
  kpis: z.array(KpiChange),
  /** From the later day on; null in the best band and without health. */
  reach: Reach.nullable(),
  /** What scores the later day: enough to score other readings in the browser. */
  scoring: z.object({
    kpis: z.array(z.object({ id: z.string(), weight: z.number(), curve: CurvePoints })),
    bands: z.object({ healthy: z.number(), attention: z.number() }),
    hysteresis: z.number(),
    minimum_coverage: z.number(),
    /** Health is at most `at_most` while the rule holds (CEL over readings). */
    exceptions: z.array(z.object({ rule: z.string(), at_most: z.number(), reason: z.string() })),
  }),
});
export type ScoreChange = z.infer<typeof ScoreChange>;

/** Which facts moved a reading: rows of account.kpi_rows on both days, compared by what identifies them. */
export const ChangeRows = z.object({
  kpi: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  columns: z.array(z.object({ id: z.string(), type: ColumnType })),
  /** Only on the later day; those that pull the reading the way it went come first. */
  entered: z.array(z.array(Cell)),
  /** Only on the earlier day. */
  left: z.array(z.array(Cell)),
  /** On both days, and judged differently. */
  changed: z.array(z.object({ before: z.array(Cell), after: z.array(Cell) })),
  n_unchanged: z.int(),
});
export type ChangeRows = z.infer<typeof ChangeRows>;
