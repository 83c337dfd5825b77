import { defineFact, optional, required } from './fact.ts';

/** Company-currency units per one unit, from a day on; without a day, since ever (definitions.md 3, fx_rates.csv). */
export const fxRate = defineFact({
  file: 'fx_rates',
  table: 'fact.fx_rate',
  columns: {
    currency: required('currency'),
    rate: required('decimal', { above: 0 }),
    from_on: optional('date'),
  },
  key: ['currency', 'from_on'],
});
