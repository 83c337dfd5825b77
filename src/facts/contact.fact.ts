import { defineFact, ofAccount, optional, optionalOneOf, required } from './fact.ts';

/** A person at a customer (definitions.md 3, contacts.csv). */
export const contact = defineFact({
  file: 'contacts',
  table: 'account.contact',
  columns: {
    contact_id: required('text'),
    account_id: required('text'),
    name: required('text'),
    email: optional('text'),
    title: optional('text'),
    role: optionalOneOf('executive', 'champion', 'decision_maker', 'user'),
    left_at: optional('instant'),
  },
  key: ['contact_id'],
  references: [ofAccount],
  customFields: true,
});
