import type { RawBuilder } from 'kysely';
import type { Curve } from '../scoring/scoring.ts';
import type { FactKind } from './fact-kinds.ts';

/** Settings of the company that a reading rests on. */
export interface ReadingSettings {
  /** ISO 4217. */
  currency: string;
  /** Per hour, in the company's currency. */
  defaultHourlyCost: number;
  /** Handling minutes of one public agent reply. */
  minutesPerReply: number;
  /** The features that adoption counts; null = all seen in the company lately. */
  keyFeatures: readonly string[] | null;
  /** Share of promises kept below which a month counts as breached. */
  slaThreshold: number;
}

/** Which rows are asked for: those behind one account's reading at the end of `asOf`. */
export interface RowsRequest {
  accountId: number;
  asOf: string;
  timeZone: string;
  settings: ReadingSettings;
  /** Trailing days of the reading, where it has a window: a profile may look at another one than ships. */
  windowDays: number;
}

export type RowColumnType =
  | 'text'
  | 'enum'
  | 'day'
  | 'instant'
  | 'integer'
  | 'number'
  | 'minutes'
  | 'amount'
  | 'currency'
  | 'boolean';

/** An amount is in the company's currency. */
type Unit = 'share' | 'ratio' | 'count' | 'points' | 'rating' | 'minutes' | 'number' | 'amount';

/** What a KPI tells about, for screens to group it by; `own`: what a company has made of a series. */
type Area = 'usage' | 'support' | 'money' | 'voice' | 'relationship' | 'own';

/** A figure beside the reading, from the same counters. */
export interface KpiFigure {
  id: string;
  unit: Unit;
  value: RawBuilder<unknown>;
}

/** Figures that no counter holds, from the facts themselves. */
export interface LookedUpFigures {
  figures: readonly { id: string; unit: Unit }[];
  /** Rows `id, value float8, currency` (of an amount); a figure without a row is unknown. */
  query(request: RowsRequest): RawBuilder<unknown>;
}

export type ParameterValue = string | number;

/** What may be entered: a whole number, one of a few words, or such a word or the name of an account's custom field. */
export type ParameterForm =
  | { kind: 'number'; from: number; to: number }
  | { kind: 'choice'; options: readonly string[] }
  | { kind: 'custom_field'; options: readonly string[] };

/** What another value changes of a KPI; everything else stays as it ships. */
type Changed = Partial<
  Pick<Kpi, 'minimumRows' | 'facts' | 'value' | 'rowCount' | 'figures' | 'lookedUp' | 'rows'>
>;

/** The one setting that a KPI has of its own beside weight, curve and window (definitions.md 4). */
export interface KpiParameter {
  /** Its words in the screens are `parameter.<id>`. */
  id: string;
  form: ParameterForm;
  /** As the KPI ships. */
  initial: ParameterValue;
  /** The KPI under a value that has the form. */
  under(value: ParameterValue): Changed;
}

/** What screens and pipes have to know of a KPI, shipped or made of a series of the company's own. */
export interface KpiDescription {
  id: string;
  area: Area;
  unit: Unit;
  better: 'up' | 'down';
  /** Trailing days; null where the KPI looks at no window. */
  windowDays: number | null;
  /** Below this number of rows the reading is null; 0: the reading itself says when it is unknown. */
  minimumRows: number;
  /** What the reading rests on. */
  facts: readonly FactKind[];
  figures: readonly KpiFigure[];
  lookedUp?: LookedUpFigures;
  /** What a profile may set beside weight, curve and window; absent where there is nothing. */
  parameter?: KpiParameter;
  /** What the parameter is set to, where it is not what ships. */
  parameterValue?: ParameterValue;
  /** Windows of the rollups behind a window of the KPI, by id; absent where its window cannot be another. */
  rollupWindows?(windowDays: number): Readonly<Record<string, number>>;
  /** Exactly the rows counted by n, newest first, in the order of `columns`. */
  rows: {
    /** Trailing days the rows come from, where they are not those of the KPI. */
    windowDays?: number;
    columns: readonly { id: string; type: RowColumnType }[];
    query(request: RowsRequest): RawBuilder<unknown>;
  };
}

/**
 * One shipped KPI: what it asks, how its reading follows from the counters as of a day, how it scores, and its rows
 * (definitions.md 4). It describes; `measure.ts` computes. Counters are columns of `c`, see rollups/running.ts.
 */
export interface Kpi extends KpiDescription {
  /** Raw default weight. */
  weight: number;
  /** Reading → score, piecewise linear, flat outside. */
  curve: Curve;
  /** float8; may be null. */
  value(settings: ReadingSettings): RawBuilder<unknown>;
  /** Number of rows the reading rests on. */
  rowCount: RawBuilder<unknown>;
}

export const defineKpi = (kpi: Kpi): Kpi => kpi;
