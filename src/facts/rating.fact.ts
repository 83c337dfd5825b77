import { defineFact, ofAccount, optional, required } from './fact.ts';

/** What the CSM feels, 1 to 5, halves allowed (definitions.md 3, ratings.csv). */
export const rating = defineFact({
  file: 'ratings',
  table: 'fact.rating',
  columns: {
    account_id: required('text'),
    csm_email: required('text'),
    at: required('instant'),
    rating: required('decimal', { min: 1, max: 5 }),
    note: optional('text'),
  },
  key: ['account_id', 'csm_email', 'at'],
  references: [ofAccount],
});
