import { defineFact, ofAccount, optional, required } from './fact.ts';

/** One use of the product (definitions.md 3, usage_events.csv). `count` empty is 1; 0 or less is no use. */
export const usageEvent = defineFact({
  file: 'usage_events',
  table: 'fact.usage_event',
  columns: {
    account_id: required('text'),
    user_id: required('text'),
    at: required('instant'),
    feature: optional('text'),
    count: optional('decimal'),
  },
  key: ['account_id', 'user_id', 'at', 'feature'],
  references: [ofAccount],
  repeats: 'duplicate',
});
