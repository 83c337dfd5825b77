import { defineFact, ofTicket, required, requiredOneOf } from './fact.ts';

/** A change of a ticket (definitions.md 3, ticket_events.csv). */
export const ticketEvent = defineFact({
  file: 'ticket_events',
  table: 'fact.ticket_event',
  columns: {
    ticket_id: required('text'),
    at: required('instant'),
    event: requiredOneOf('solved', 'reopened', 'pending', 'on_hold', 'open'),
  },
  key: ['ticket_id', 'at', 'event'],
  references: [ofTicket],
});
