import type { RawBuilder } from 'kysely';
import type { Curve } from '../scoring/scoring.ts';

/** Settings of the company that a reading rests on. */
export interface ReadingSettings {
  /** ISO 4217. */
  currency: string;
  /** Per hour, in the company's currency. */
  defaultHourlyCost: number;
  /** Handling minutes of one public agent reply. */
  minutesPerReply: number;
}

/** Which rows are asked for: those behind one account's reading at the end of `asOf`. */
export interface RowsRequest {
  accountId: number;
  asOf: string;
  timeZone: string;
  settings: ReadingSettings;
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

/** A figure beside the reading, from the same counters. */
export interface KpiFigure {
  id: string;
  unit: Kpi['unit'];
  value: RawBuilder<unknown>;
}

/**
 * One KPI: what it asks, how its reading follows from the counters as of a day, how it scores, and its rows
 * (definitions.md 4). It describes; `measure.ts` computes. Counters are columns of `c`, see rollups/running.ts.
 */
export interface Kpi {
  id: string;
  unit: 'share' | 'ratio' | 'count' | 'points' | 'rating' | 'minutes';
  better: 'up' | 'down';
  /** Raw default weight. */
  weight: number;
  /** Trailing days; null where the KPI looks at no window. */
  windowDays: number | null;
  /** Below this number of rows the reading is null; 0: the reading itself says when it is unknown. */
  minimumRows: number;
  /** Reading → score, piecewise linear, flat outside. */
  curve: Curve;
  /** float8; may be null. */
  value(settings: ReadingSettings): RawBuilder<unknown>;
  /** Number of rows the reading rests on. */
  rowCount: RawBuilder<unknown>;
  figures: readonly KpiFigure[];
  /** Exactly the rows counted by `rowCount`, newest first, in the order of `columns`. */
  rows: {
    /** Trailing days the rows come from, where they are not those of the KPI. */
    windowDays?: number;
    columns: readonly { id: string; type: RowColumnType }[];
    query(request: RowsRequest): RawBuilder<unknown>;
  };
}

export const defineKpi = (kpi: Kpi): Kpi => kpi;
