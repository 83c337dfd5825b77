import { defineFact, optional, required } from './fact.ts';

/** A customer (definitions.md 3, accounts.csv). */
export const account = defineFact({
  file: 'accounts',
  table: 'account.account',
  columns: {
    account_id: required('text'),
    name: required('text'),
    domain: optional('text'),
    segment: optional('text'),
    stage: optional('text'),
    csm_email: optional('text'),
    currency: optional('currency'),
    country: optional('text'),
    industry: optional('text'),
    parent_account_id: optional('text'),
    created_at: optional('instant'),
    churned_at: optional('instant'),
    churn_reason: optional('text'),
  },
  key: ['account_id'],
  references: [{ column: 'parent_account_id', to: 'accounts', mustExist: false }],
  customFields: true,
});
