import { defineFact, ofAccount, optional, required } from './fact.ts';

/** Money spent on an account, credits negative (definitions.md 3, costs.csv). */
export const cost = defineFact({
  file: 'costs',
  table: 'fact.cost',
  columns: {
    cost_id: required('text'),
    account_id: required('text'),
    at: required('instant'),
    amount: required('decimal'),
    currency: required('currency'),
    kind: optional('text'),
  },
  key: ['cost_id'],
  references: [ofAccount],
});
