/** One KPI of one account as of the end of one day. `value` null: no data, which is never zero (definitions.md 2). */
export interface Reading {
  readonly value: number | null;
  /** Rows the reading rests on. */
  readonly n: number;
}

/** Points (reading, score) with ascending readings; the score is linear between them and flat outside. */
export type Curve = readonly (readonly [reading: number, score: number])[];

export interface KpiSettings {
  readonly id: string;
  /** Raw weight, 0 or more; its share of the sum is what counts. */
  readonly weight: number;
  readonly curve: Curve;
  /** Where its reading stands among the readings of an account: of this KPI, over this window, for ever (decision 0008). */
  readonly place: number;
}

/** Lower edges in points of health, inclusive. */
export interface BandEdges {
  readonly healthy: number;
  readonly attention: number;
}

/** Everything that turns the readings of an account into its health. */
export interface ScoringSettings {
  readonly kpis: readonly KpiSettings[];
  readonly bands: BandEdges;
  /** Points past an edge that `band_shown` needs to change. */
  readonly hysteresis: number;
  /** Share of all weights, 0..1, below which there is no health. */
  readonly minimumCoverage: number;
}

/** Band edges, hysteresis and minimum coverage as shipped (definitions.md 5). */
export const defaultEdges = {
  bands: { healthy: 70, attention: 40 },
  hysteresis: 3,
  minimumCoverage: 0.3,
} as const;
