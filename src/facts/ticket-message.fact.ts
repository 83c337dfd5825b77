import { defineFact, ofTicket, optional, required, requiredOneOf } from './fact.ts';

/** A message on a ticket (definitions.md 3, ticket_messages.csv). `public` empty is true, `opening` empty is false. */
export const ticketMessage = defineFact({
  file: 'ticket_messages',
  table: 'fact.ticket_message',
  columns: {
    message_id: required('text'),
    ticket_id: required('text'),
    at: required('instant'),
    author: requiredOneOf('customer', 'agent', 'system'),
    public: optional('boolean'),
    opening: optional('boolean'),
  },
  key: ['message_id'],
  references: [ofTicket],
});
