import type { KnownBand } from '../scoring/bands.ts';

export interface Text {
  readonly en: string;
  readonly de: string;
}

export interface RecommendedAction {
  /** Stable, unique over all KPIs, begins with the KPI's id. */
  readonly id: string;
  /** Band of the KPI's own score in which the action is recommended. */
  readonly band: KnownBand;
  readonly title: Text;
  /** Names the figure that fired it: `{value}` is the reading in the KPI's unit, `{n}` the rows it rests on. */
  readonly why: Text;
}

/** The actions Hale ships for one KPI (definitions.md 6). */
export interface KpiActions {
  readonly kpiId: string;
  readonly actions: readonly RecommendedAction[];
}
