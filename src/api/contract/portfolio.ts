import { z } from 'zod';
import { Area, Unit } from './kpi.ts';
import { ParameterValue } from './window.ts';

/** What may be entered as the parameter of a KPI; beside the options of `custom_field`, `custom.NAME` of a column. */
const ParameterForm = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('number'), from: z.number(), to: z.number() }),
  z.object({ kind: z.enum(['choice', 'custom_field']), options: z.array(z.string()) }),
]);

/** Where readings stand: of one KPI, over one window, under one parameter. */
const ReadingPlace = z.object({
  place: z.int(),
  kpi: z.string(),
  area: Area,
  unit: Unit,
  better: z.enum(['up', 'down']),
  /** Trailing days; null where the KPI looks at no window. */
  window_days: z.int().nullable(),
  /** Whether the server can compute the KPI over another window. */
  can_change_window: z.boolean(),
  /** What the KPI's parameter is set to here; null where it has none. */
  parameter: ParameterValue.nullable(),
  /** What the parameter is, and its value as the KPI ships; null where it has none. */
  setting: z.object({ id: z.string(), initial: ParameterValue, form: ParameterForm }).nullable(),
});
export type ReadingPlace = z.infer<typeof ReadingPlace>;

const texts = z.array(z.string().nullable());
const numbers = z.array(z.number().nullable());

/**
 * Readings of every account that has not churned, column by column in the order of `accounts`, so that a browser can
 * score them all under any settings. Numbers are exact doubles.
 */
export const PortfolioReadings = z.object({
  as_of: z.iso.date(),
  currency: z.string(),
  accounts: z.object({
    /** Hale's own numbers, ascending. */
    id: z.array(z.int()),
    account_id: z.array(z.string()),
    name: z.array(z.string()),
    /** In the company's currency; null without a subscription or a rate. */
    mrr: numbers,
    /** What rules of profiles may name, as of the day. */
    segment: texts,
    stage: texts,
    country: texts,
    industry: texts,
    csm: texts,
    /** Days since created_at. */
    age_days: z.array(z.int().nullable()),
    /** By name; a value per account. */
    custom: z.record(z.string(), texts),
  }),
  /** Accounts that belong to groups of companies, by Hale's own numbers; ARR in the company's currency. */
  groups: z.array(
    z.object({ id: z.int(), parent_id: z.int().nullable(), arr: z.number().nullable() }),
  ),
  places: z.array(ReadingPlace),
  /** In the order of `places`; null: no reading. */
  readings: z.array(numbers),
});
export type PortfolioReadings = z.infer<typeof PortfolioReadings>;

/** Where the facts behind readings come from, over all accounts. */
export const ReadingSources = z.object({
  as_of: z.iso.date(),
  places: z.array(
    z.object({
      place: z.int(),
      kpi: z.string(),
      /** Names of sources, such as csv or zendesk; none before there is a fact. Targets, which may name no account, tell none. */
      sources: z.array(z.string()),
    }),
  ),
});
export type ReadingSources = z.infer<typeof ReadingSources>;
