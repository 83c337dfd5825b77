import type { AsOfSearch } from '../app/search.ts';

/** What is asked of a backtest: everything a copied address has to carry. */
export interface ProofSearch extends AsOfSearch {
  /** Days within which somebody has to leave; 90 where absent. */
  horizon?: string | undefined;
  /** First and last month-end. */
  from?: string | undefined;
  to?: string | undefined;
  /** The rows that are open, as `wordsOfRows` has them. */
  rows?: string | undefined;
}

type Raw = Record<string, unknown>;

const day = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : undefined;

const horizon = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[1-9]\d{0,2}$/.test(value) && Number(value) <= 730
    ? value
    : undefined;

export const proofSearch = (raw: Raw): ProofSearch => {
  const search: ProofSearch = {
    horizon: horizon(raw.horizon),
    from: day(raw.from),
    to: day(raw.to),
    rows: typeof raw.rows === 'string' && raw.rows !== '' ? raw.rows : undefined,
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
};

export const usualHorizon = '90';
