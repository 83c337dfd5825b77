import { useMemo } from 'react';
import type { PortfolioReadings } from '../../api/contract/portfolio.ts';
import { portfolioOf } from '../../api/contract/portfolio-columns.ts';
import type { ScoringModel } from '../../scoring/model.ts';
import { type PortfolioEffect, portfolioEffect } from '../../scoring/portfolio-effect.ts';
import {
  modelScorer,
  type Portfolio,
  type ScoredPortfolio,
} from '../../scoring/portfolio-model.ts';

/** Today's accounts, ready to be scored under one model after the other. */
export interface Scored {
  readings: PortfolioReadings;
  portfolio: Portfolio;
  score: (model: ScoringModel) => ScoredPortfolio;
}

export const useScored = (readings: PortfolioReadings): Scored =>
  useMemo(() => {
    const portfolio = portfolioOf(readings);
    return { readings, portfolio, score: modelScorer(portfolio) };
  }, [readings]);

/** What a model does to the portfolio that another one scores. */
export interface Effect extends PortfolioEffect {
  before: ScoredPortfolio;
  after: ScoredPortfolio;
  accounts: number;
}

export function useEffectOf(scored: Scored, current: ScoringModel, model: ScoringModel): Effect {
  const before = useMemo(() => scored.score(current), [scored, current]);
  const after = useMemo(() => scored.score(model), [scored, model]);
  return useMemo(
    () => ({ ...portfolioEffect(before, after), before, after, accounts: before.band.length }),
    [before, after],
  );
}
