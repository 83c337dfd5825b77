import { defineFact, ofTicket, optional, required, requiredOneOf } from './fact.ts';

/**
 * One measured promise on a ticket (definitions.md 3, sla_clocks.csv). Minutes are business minutes where
 * `in_business_hours` is true, which only sources with calendars say.
 */
export const slaClock = defineFact({
  file: 'sla_clocks',
  table: 'fact.sla_clock',
  columns: {
    ticket_id: required('text'),
    metric: requiredOneOf(
      'first_reply',
      'next_reply',
      'periodic_update',
      'requester_wait',
      'agent_work',
      'resolution',
    ),
    started_at: required('instant'),
    stopped_at: optional('instant'),
    elapsed_minutes: optional('decimal', { min: 0 }),
    promised_minutes: optional('decimal', { min: 0 }),
    internal_minutes: optional('decimal', { min: 0 }),
    promised_met: optional('boolean'),
    internal_met: optional('boolean'),
    breached_at: optional('instant'),
    superseded_at: optional('instant'),
    in_business_hours: optional('boolean'),
  },
  key: ['ticket_id', 'metric', 'started_at'],
  references: [ofTicket],
});
