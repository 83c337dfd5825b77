import { defineFact, ofAccount, required } from './fact.ts';

/** A day's value of any numeric series, for custom KPIs (definitions.md 3, series.csv). */
export const series = defineFact({
  file: 'series',
  table: 'fact.series',
  columns: {
    account_id: required('text'),
    series: required('text'),
    day: required('date'),
    value: required('decimal'),
  },
  key: ['account_id', 'series', 'day'],
  references: [ofAccount],
});
