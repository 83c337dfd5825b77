import { defineFact, ofAccount, optional, required } from './fact.ts';

/** A day of use by one person (definitions.md 3, usage_daily.csv). `count` empty is 1; 0 or less is no use. */
export const usageDay = defineFact({
  file: 'usage_daily',
  table: 'fact.usage_day',
  columns: {
    account_id: required('text'),
    user_id: required('text'),
    day: required('date'),
    feature: optional('text'),
    count: optional('decimal'),
  },
  key: ['account_id', 'user_id', 'day', 'feature'],
  references: [ofAccount],
});
