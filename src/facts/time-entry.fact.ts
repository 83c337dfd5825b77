import { defineFact, ofAccount, optional, required } from './fact.ts';

/** Work spent on an account (definitions.md 3, time_entries.csv). An empty currency is the company's. */
export const timeEntry = defineFact({
  file: 'time_entries',
  table: 'fact.time_entry',
  columns: {
    entry_id: required('text'),
    account_id: required('text'),
    at: required('instant'),
    minutes: required('decimal', { min: 0 }),
    ticket_id: optional('text'),
    user_email: optional('text'),
    hourly_cost: optional('decimal', { min: 0 }),
    currency: optional('currency'),
    kind: optional('text'),
  },
  key: ['entry_id'],
  references: [ofAccount, { column: 'ticket_id', to: 'tickets', mustExist: false }],
});
