import { sql } from 'kysely';
import { accountsIn, dayOf, defineCounterRollup } from './rollup.ts';

const daysToAnswer = 14;

/** Surveys sent, each counted once its days to answer have passed (definitions.md 10, response_rate). */
export const survey = defineCounterRollup({
  id: 'survey',
  facts: ['survey_responses'],
  windowDays: 180,
  counters: ['surveys_sent', 'surveys_answered'],
  intervals: (scope, windowDays) => sql`
    select account_id,
      sent_on + ${daysToAnswer}::int as from_day,
      sent_on + ${daysToAnswer + windowDays}::int as until_day,
      1 as surveys_sent,
      coalesce(responded_on <= sent_on + ${daysToAnswer}::int, false)::int as surveys_answered
    from (
      select account_id, ${dayOf(scope, 'sent_at')} as sent_on, ${dayOf(scope, 'responded_at')} as responded_on
      from fact.survey_response
      where ${accountsIn(scope, 'account_id')}
    ) sent`,
});
