import { bandMatrix, type PortfolioHealth } from './portfolio.ts';

/** What other settings do to a portfolio on one day; bands without hysteresis (definitions.md 10, Health). */
export interface PortfolioEffect {
  /** Accounts by band before (row) and after (column), in `bandOrder`. */
  readonly matrix: readonly (readonly number[])[];
  /** Accounts whose band is another one. */
  readonly changed: number;
  /** Mean of the healths that are known; null without any. */
  readonly meanBefore: number | null;
  readonly meanAfter: number | null;
}

export function portfolioEffect(before: PortfolioHealth, after: PortfolioHealth): PortfolioEffect {
  const matrix = bandMatrix(before.band, after.band);
  const stayed = matrix.reduce((sum, row, band) => sum + (row[band] ?? 0), 0);
  return {
    matrix,
    changed: before.band.length - stayed,
    meanBefore: meanOf(before.health),
    meanAfter: meanOf(after.health),
  };
}

/** Places of the accounts that go from one band or to one band, or both; of all whose band changes where none is named. */
export function movedAccounts(
  before: PortfolioHealth,
  after: PortfolioHealth,
  way: { from?: number | undefined; to?: number | undefined } = {},
): number[] {
  const moved: number[] = [];
  for (let account = 0; account < before.band.length; account += 1) {
    const [from, to] = [before.band[account], after.band[account]];
    const isNamed = way.from !== undefined || way.to !== undefined;
    const goesThatWay = (way.from ?? from) === from && (way.to ?? to) === to;
    if (isNamed ? goesThatWay : from !== to) moved.push(account);
  }
  return moved;
}

function meanOf(values: Float64Array): number | null {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  return count === 0 ? null : sum / count;
}
