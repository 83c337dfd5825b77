import { defineFact, ofAccount, optional, optionalOneOf, required } from './fact.ts';

/** A bill (definitions.md 3, invoices.csv). */
export const invoice = defineFact({
  file: 'invoices',
  table: 'fact.invoice',
  columns: {
    invoice_id: required('text'),
    account_id: required('text'),
    issued_on: required('date'),
    due_on: required('date'),
    amount: required('decimal'),
    currency: required('currency'),
    paid_on: optional('date'),
    status: optionalOneOf('open', 'paid', 'void', 'uncollectible'),
  },
  key: ['invoice_id'],
  references: [ofAccount],
});
