import { sql } from 'kysely';
import { contact, twoWayInteraction } from './fact-kinds.ts';
import { defineKpi } from './kpi.ts';
import { dayIn, windowRange } from './window.ts';

/** How deep do our relationships reach? (definitions.md 4 and 10, engagement) */
export const engagement = defineKpi({
  id: 'engagement',
  area: 'relationship',
  unit: 'count',
  better: 'up',
  weight: 5,
  windowDays: 90,
  minimumRows: 0,
  facts: [contact, twoWayInteraction],
  curve: [
    [0, 0],
    [1, 50],
    [2, 80],
    [3, 100],
  ],
  value: () => sql`case when c.role_contacts > 0 then c.engaged_contacts::float8 end`,
  rowCount: sql`c.role_contacts`,
  rollupWindows: (windowDays) => ({ relationship: windowDays }),
  figures: [{ id: 'depth', unit: 'count', value: sql`c.deep_interactions::float8` }],
  rows: {
    columns: [
      { id: 'contact_id', type: 'text' },
      { id: 'contact', type: 'text' },
      { id: 'role', type: 'enum' },
      { id: 'left_on', type: 'day' },
      { id: 'last_day', type: 'day' },
      { id: 'interactions', type: 'integer' },
      { id: 'engaged', type: 'boolean' },
    ],
    query: ({ accountId, asOf, timeZone, windowDays }) => {
      const { isInWindow } = windowRange({ asOf, timeZone, windowDays });
      return sql`
        with spoken as (
          select distinct source_id, external_id as interaction_id, at, btrim(contact_id) as contact_id
          from fact.interaction
          cross join lateral unnest(string_to_array(contact_ids, ';')) contact_id
          where account_id = ${accountId} and ${isInWindow('at')}
            and (inbound or kind in ('call', 'meeting', 'training', 'qbr', 'ebr'))
        ),
        person as (
          select contact.source_id, contact.external_id, name, role,
            case when ${dayIn(timeZone, 'left_at')} <= ${asOf}::date then ${dayIn(timeZone, 'left_at')} end as left_on,
            max(${dayIn(timeZone, 'spoken.at')}) as last_day, count(spoken.at)::int as interactions
          from account.contact
          left join spoken on spoken.source_id = contact.source_id and spoken.contact_id = contact.external_id
          where account_id = ${accountId} and role is not null
          group by contact.source_id, contact.external_id, name, role, left_at
        )
        select external_id, name, role, left_on, last_day, interactions,
          role <> 'user' and left_on is null and interactions > 0
        from person
        order by last_day desc nulls last, external_id`;
    },
  },
});
