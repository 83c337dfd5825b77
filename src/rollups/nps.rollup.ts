import { sql } from 'kysely';
import { accountsIn, dayOf, defineCounterRollup } from './rollup.ts';

/** The newest answer of each contact; answers without a contact stand alone (definitions.md 10, nps). */
export const nps = defineCounterRollup({
  id: 'nps',
  facts: ['survey_responses'],
  windowDays: 180,
  counters: ['nps_contacts', 'nps_promoters', 'nps_detractors'],
  intervals: (scope, windowDays) => sql`
    with answer as (
      select account_id, score, responded_at,
        case when contact_external_id is not null then lead(responded_at) over (
          partition by account_id, source_id, contact_external_id order by responded_at, external_id collate "C"
        ) end as replaced_at
      from fact.survey_response
      where ${accountsIn(scope, 'account_id')}
        and kind = 'nps' and responded_at is not null and score is not null
    )
    select account_id,
      ${dayOf(scope, 'responded_at')} as from_day,
      least(
        ${dayOf(scope, 'replaced_at')},
        ${dayOf(scope, 'responded_at')} + ${windowDays}::int
      ) as until_day,
      1 as nps_contacts,
      (score >= 9)::int as nps_promoters,
      (score <= 6)::int as nps_detractors
    from answer`,
});
