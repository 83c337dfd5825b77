import { defineFact, ofTicket, required } from './fact.ts';

/** The calendar that holds for a ticket from an instant on; comes from sources that know calendars. */
export const ticketCalendar = defineFact({
  file: 'ticket_calendars',
  table: 'fact.ticket_calendar',
  columns: {
    ticket_id: required('text'),
    calendar_id: required('text'),
    from_at: required('instant'),
  },
  key: ['ticket_id', 'calendar_id', 'from_at'],
  references: [ofTicket],
  interchange: false,
});
