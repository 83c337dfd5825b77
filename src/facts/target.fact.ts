import { defineFact, optional, required, requiredOneOf } from './fact.ts';

/** What a CSM is to reach in a period, for one account or for all of theirs (definitions.md 3, targets.csv). */
export const target = defineFact({
  file: 'targets',
  table: 'fact.target',
  columns: {
    csm_email: required('text'),
    kind: requiredOneOf('renewal', 'expansion', 'retention_rate'),
    period: required('period'),
    value: required('decimal'),
    currency: optional('currency'),
    account_id: optional('text'),
  },
  key: ['csm_email', 'kind', 'period', 'account_id'],
  references: [{ column: 'account_id', to: 'accounts', mustExist: false }],
});
