import { sql } from 'kysely';
import { npsAnswer } from './fact-kinds.ts';
import { defineKpi } from './kpi.ts';
import { minimumRowsParameter } from './parameter.ts';
import { windowRange } from './window.ts';

const minimumRows = 1;

/** Would they recommend us? (definitions.md 4 and 10, nps) */
export const nps = defineKpi({
  id: 'nps',
  area: 'voice',
  unit: 'points',
  better: 'up',
  weight: 5,
  windowDays: 180,
  minimumRows,
  facts: [npsAnswer],
  parameter: minimumRowsParameter(minimumRows),
  curve: [
    [-100, 0],
    [0, 45],
    [50, 90],
    [80, 100],
  ],
  value: () => sql`(c.nps_promoters - c.nps_detractors) * 100::float8 / nullif(c.nps_contacts, 0)`,
  rowCount: sql`c.nps_contacts`,
  rollupWindows: (windowDays) => ({ nps: windowDays }),
  figures: [],
  rows: {
    columns: [
      { id: 'contact_id', type: 'text' },
      { id: 'contact', type: 'text' },
      { id: 'response_id', type: 'text' },
      { id: 'responded_at', type: 'instant' },
      { id: 'score', type: 'number' },
      { id: 'group', type: 'enum' },
      { id: 'comment', type: 'text' },
    ],
    query: ({ accountId, asOf, timeZone, windowDays }) => {
      const { isInWindow } = windowRange({ asOf, timeZone, windowDays });
      return sql`
        with newest as (
          select distinct on (source_id, contact_external_id, case when contact_external_id is null then external_id end)
            *
          from fact.survey_response
          where account_id = ${accountId} and kind = 'nps' and score is not null and ${isInWindow('responded_at')}
          order by source_id, contact_external_id, case when contact_external_id is null then external_id end,
            responded_at desc, external_id collate "C" desc
        )
        select newest.contact_external_id, contact.name, newest.external_id, responded_at, score::float8,
          case when score >= 9 then 'promoter' when score <= 6 then 'detractor' else 'passive' end, comment
        from newest
        left join account.contact
          on contact.source_id = newest.source_id and contact.external_id = newest.contact_external_id
        order by responded_at desc, newest.external_id`;
    },
  },
});
