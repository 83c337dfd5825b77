import { sql } from 'kysely';
import { accountsIn, dayOf, defineCounterRollup } from './rollup.ts';

/**
 * Who matters at a customer, and with whom of them we speak (definitions.md 10, engagement). A contact has no beginning and
 * counts until the day they leave; one is engaged from a two-way interaction until the window has passed without another.
 */
export const relationship = defineCounterRollup({
  id: 'relationship',
  facts: ['contacts', 'interactions'],
  windowDays: 90,
  counters: ['role_contacts', 'engaged_contacts', 'deep_interactions'],
  intervals: (scope, windowDays) => sql`
    with person as (
      select account_id, source_id, external_id, role, ${dayOf(scope, 'left_at')} as left_day
      from account.contact
      where ${accountsIn(scope, 'account_id')} and role is not null
    ),
    met as (
      select distinct spoken.account_id, spoken.source_id, spoken.interaction_id, spoken.day,
        person.external_id, person.left_day
      from (
        select account_id, source_id, external_id as interaction_id, ${dayOf(scope, 'at')} as day,
          unnest(string_to_array(contact_ids, ';')) as contact_id
        from fact.interaction
        where ${accountsIn(scope, 'account_id')}
          and (inbound or kind in ('call', 'meeting', 'training', 'qbr', 'ebr'))
      ) spoken
      join person on person.account_id = spoken.account_id and person.source_id = spoken.source_id
        and person.external_id = btrim(spoken.contact_id)
      where person.role in ('executive', 'decision_maker', 'champion')
    ),
    met_day as (
      select account_id, day, left_day,
        lead(day) over (partition by account_id, source_id, external_id order by day) as next_day
      from (select distinct account_id, source_id, external_id, day, left_day from met) once_a_day
    )
    select account_id, date '0001-01-01' as from_day, null::date as until_day,
      1 as role_contacts, 0 as engaged_contacts, 0 as deep_interactions
    from person
    union all
    select account_id, day, least(next_day, day + ${windowDays}::int, left_day), 0, 1, 0
    from met_day
    union all
    select account_id, day, least(day + ${windowDays}::int, max(coalesce(left_day, 'infinity'))), 0, 0, 1
    from met
    group by account_id, source_id, interaction_id, day`,
});
