import { preparedCurve, scoreColumn } from '../scoring/curve-column.ts';
import {
  type PortfolioHealth,
  type PortfolioReadings,
  portfolioScorer,
} from '../scoring/portfolio.ts';
import type { ReadyProfile } from '../scoring/rule-model.ts';

/** One month-end scored: by KPI, readings and scores of each account under its profile; NaN: none. */
export interface ScoredMonth extends PortfolioHealth {
  readonly readings: ReadonlyMap<string, Float64Array>;
  readonly scores: ReadonlyMap<string, Float64Array>;
  /** Place of each account's profile; absent where there is one alone. */
  readonly profileOf: Uint8Array | undefined;
}

export function scoreMonth(
  columns: PortfolioReadings,
  profiles: readonly ReadyProfile[],
  profileOf: Uint8Array | undefined,
): ScoredMonth {
  const readings = new Map<string, Float64Array>();
  const scores = new Map<string, Float64Array>();
  for (const [profile, { kpis }] of profiles.entries()) {
    for (const { id, place, curve } of kpis) {
      const column = columns.column(place) ?? without(columns.accounts);
      const scored = scoreColumn(column, preparedCurve(curve));
      if (profileOf === undefined) {
        readings.set(id, column);
        scores.set(id, scored);
        continue;
      }
      const ofKpi = columnIn(readings, id, columns.accounts);
      const scoresOfKpi = columnIn(scores, id, columns.accounts);
      for (const [account, itsProfile] of profileOf.entries()) {
        if (itsProfile !== profile) continue;
        ofKpi[account] = column[account] ?? Number.NaN;
        scoresOfKpi[account] = scored[account] ?? Number.NaN;
      }
    }
  }
  return { ...portfolioScorer(columns)(profiles, profileOf), readings, scores, profileOf };
}

const without = (accounts: number): Float64Array => new Float64Array(accounts).fill(Number.NaN);

function columnIn(columns: Map<string, Float64Array>, id: string, accounts: number): Float64Array {
  const column = columns.get(id) ?? without(accounts);
  columns.set(id, column);
  return column;
}
