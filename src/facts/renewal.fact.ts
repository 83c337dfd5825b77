import { defineFact, ofAccount, optional, optionalOneOf, required } from './fact.ts';

/** A contract that comes up for renewal (definitions.md 3, renewals.csv). */
export const renewal = defineFact({
  file: 'renewals',
  table: 'fact.renewal',
  columns: {
    renewal_id: required('text'),
    account_id: required('text'),
    due_on: required('date'),
    amount: required('decimal'),
    currency: required('currency'),
    closed_on: optional('date'),
    outcome: optionalOneOf(
      'renewed',
      'renewed_with_expansion',
      'renewed_with_contraction',
      'lost',
      'open',
    ),
    renewed_amount: optional('decimal'),
  },
  key: ['renewal_id'],
  references: [ofAccount],
});
