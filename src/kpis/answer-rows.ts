import { type RawBuilder, sql } from 'kysely';
import type { Kpi } from './kpi.ts';
import { windowRange } from './window.ts';

type Column = Kpi['rows']['columns'][number];

/** The answers in the window to questions on a scale, with what each of them says as `meaning`. */
export const answerRows = (
  kind: 'csat' | 'ces',
  meaning: Column,
  value: RawBuilder<unknown>,
): Kpi['rows'] => ({
  columns: [
    { id: 'response_id', type: 'text' },
    { id: 'ticket_id', type: 'text' },
    { id: 'responded_at', type: 'instant' },
    { id: 'score', type: 'number' },
    { id: 'scale_max', type: 'number' },
    meaning,
    { id: 'comment', type: 'text' },
  ],
  query: ({ accountId, asOf, timeZone, windowDays }) => {
    const { isInWindow } = windowRange({ asOf, timeZone, windowDays });
    return sql`
      select external_id, ticket_external_id, responded_at, score::float8, highest::float8, ${value}, comment
      from fact.scaled_answer
      where account_id = ${accountId} and kind = ${kind} and ${isInWindow('responded_at')}
      order by responded_at desc, external_id`;
  },
});
