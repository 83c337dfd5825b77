import { defineFact, ofAccount, optional, required, requiredOneOf } from './fact.ts';

/** A contact between us and a customer (definitions.md 3, interactions.csv). `contact_ids` are separated by `;`. */
export const interaction = defineFact({
  file: 'interactions',
  table: 'fact.interaction',
  columns: {
    interaction_id: required('text'),
    account_id: required('text'),
    at: required('instant'),
    kind: requiredOneOf('call', 'meeting', 'email', 'training', 'qbr', 'ebr', 'other'),
    contact_ids: optional('text'),
    csm_email: optional('text'),
    minutes: optional('decimal', { min: 0 }),
    inbound: optional('boolean'),
    summary: optional('text'),
  },
  key: ['interaction_id'],
  references: [ofAccount],
});
