import { defineFact, ofAccount, optional, required, requiredOneOf } from './fact.ts';

/** A chance to grow with a customer (definitions.md 3, opportunities.csv). */
export const opportunity = defineFact({
  file: 'opportunities',
  table: 'fact.opportunity',
  columns: {
    opportunity_id: required('text'),
    account_id: required('text'),
    kind: requiredOneOf('upsell', 'cross_sell'),
    amount: required('decimal'),
    currency: required('currency'),
    created_at: required('instant'),
    stage: optional('text'),
    closed_on: optional('date'),
    won: optional('boolean'),
    sourced_by_email: optional('text'),
    closed_by_email: optional('text'),
  },
  key: ['opportunity_id'],
  references: [ofAccount],
});
