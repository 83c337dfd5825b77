import { defineFact, inOrder, ofAccount, optional, required } from './fact.ts';

/** A period of constant MRR, last active on the day before `ends_on` (definitions.md 3, subscriptions.csv). */
export const subscription = defineFact({
  file: 'subscriptions',
  table: 'fact.subscription',
  columns: {
    subscription_id: required('text'),
    account_id: required('text'),
    starts_on: required('date'),
    mrr: required('decimal', { min: 0 }),
    currency: required('currency'),
    ends_on: optional('date'),
    product: optional('text'),
    seats: optional('decimal', { min: 0 }),
    renews_on: optional('date'),
    auto_renew: optional('boolean'),
    status: optional('text'),
  },
  key: ['subscription_id'],
  references: [ofAccount],
  checks: [inOrder('starts_on', 'ends_on')],
});
