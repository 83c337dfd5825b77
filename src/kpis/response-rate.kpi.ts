import { sql } from 'kysely';
import { addDays, parseDay } from '../lib/day.ts';
import { survey } from './fact-kinds.ts';
import { defineKpi } from './kpi.ts';
import { minimumRowsParameter } from './parameter.ts';
import { dayIn, windowRange } from './window.ts';

const minimumRows = 3;

const daysToAnswer = 14;

/** Do they talk to us at all? (definitions.md 4 and 10, response_rate) */
export const responseRate = defineKpi({
  id: 'response_rate',
  area: 'voice',
  unit: 'share',
  better: 'up',
  weight: 5,
  windowDays: 180,
  minimumRows,
  facts: [survey],
  parameter: minimumRowsParameter(minimumRows),
  curve: [
    [0, 0],
    [0.1, 40],
    [0.3, 80],
    [0.5, 100],
  ],
  value: () => sql`c.surveys_answered::float8 / nullif(c.surveys_sent, 0)`,
  rowCount: sql`c.surveys_sent`,
  rollupWindows: (windowDays) => ({ survey: windowDays }),
  figures: [
    { id: 'surveys_answered', unit: 'count', value: sql`c.surveys_answered::float8` },
    { id: 'surveys_sent', unit: 'count', value: sql`c.surveys_sent::float8` },
  ],
  rows: {
    windowDays: 180 + daysToAnswer,
    columns: [
      { id: 'response_id', type: 'text' },
      { id: 'survey', type: 'enum' },
      { id: 'sent_at', type: 'instant' },
      { id: 'responded_at', type: 'instant' },
      { id: 'contact_id', type: 'text' },
      { id: 'in_time', type: 'boolean' },
    ],
    query: ({ accountId, asOf, timeZone, windowDays }) => {
      const { until } = windowRange({ asOf, timeZone, windowDays });
      // The newest that count are those whose days to answer have just passed.
      const lastSent = addDays(parseDay(asOf), -daysToAnswer);
      const { isInWindow } = windowRange({ asOf: lastSent, timeZone, windowDays });
      return sql`
        select external_id, kind, sent_at, case when responded_at < ${until} then responded_at end,
          contact_external_id,
          coalesce(
            ${dayIn(timeZone, 'responded_at')} <= ${dayIn(timeZone, 'sent_at')} + ${daysToAnswer}::int, false
          )
        from fact.survey_response
        where account_id = ${accountId} and ${isInWindow('sent_at')}
        order by sent_at desc, external_id`;
    },
  },
});
