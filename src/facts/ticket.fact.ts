import { defineFact, ofAccount, optional, required } from './fact.ts';

/** A concern brought to support (definitions.md 3, tickets.csv). */
export const ticket = defineFact({
  file: 'tickets',
  table: 'fact.ticket',
  columns: {
    ticket_id: required('text'),
    account_id: required('text'),
    opened_at: required('instant'),
    subject: optional('text'),
    solved_at: optional('instant'),
    status: optional('text'),
    priority: optional('text'),
    channel: optional('text'),
    requester_id: optional('text'),
    assignee_email: optional('text'),
    reopen_count: optional('integer', { min: 0 }),
    agent_replies: optional('integer', { min: 0 }),
    customer_replies: optional('integer', { min: 0 }),
  },
  key: ['ticket_id'],
  references: [ofAccount, { column: 'requester_id', to: 'contacts', mustExist: false }],
  customFields: true,
});
