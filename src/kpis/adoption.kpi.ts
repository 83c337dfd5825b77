import { type RawBuilder, sql } from 'kysely';
import { featureUse } from './fact-kinds.ts';
import { defineKpi, type ReadingSettings } from './kpi.ts';
import { minimumRowsParameter } from './parameter.ts';
import { dayIn, windowRange } from './window.ts';

const minimumRows = 1;

/** What is known of use reaches back so far. */
const knownDays = 180;

const keyFeatureCount = ({ keyFeatures }: ReadingSettings): RawBuilder<unknown> =>
  keyFeatures === null ? sql`c.company_features` : sql`${keyFeatures.length}::int`;

/** How much of the product do they use? (definitions.md 4 and 10, adoption) */
export const adoption = defineKpi({
  id: 'adoption',
  area: 'usage',
  unit: 'share',
  better: 'up',
  weight: 5,
  windowDays: 30,
  minimumRows,
  facts: [featureUse],
  parameter: minimumRowsParameter(minimumRows),
  curve: [
    [0, 0],
    [0.2, 40],
    [0.5, 80],
    [0.8, 100],
  ],
  value: (settings) => sql`c.used_features::float8 / nullif(${keyFeatureCount(settings)}, 0)`,
  rowCount: sql`c.feature_rows`,
  rollupWindows: (windowDays) => ({ feature: windowDays }),
  figures: [{ id: 'used_features', unit: 'count', value: sql`c.used_features::float8` }],
  rows: {
    windowDays: knownDays,
    columns: [
      { id: 'used_at', type: 'instant' },
      { id: 'used_on', type: 'day' },
      { id: 'user_id', type: 'text' },
      { id: 'feature', type: 'text' },
      { id: 'is_key', type: 'boolean' },
      { id: 'in_window', type: 'boolean' },
      { id: 'key_features', type: 'integer' },
    ],
    query: ({ accountId, asOf, timeZone, settings, windowDays }) => {
      const { isInWindow } = windowRange({ asOf, timeZone, windowDays: knownDays });
      const { keyFeatures } = settings;
      return sql`
        with used as (
          select at, ${dayIn(timeZone, 'at')} as day, user_id, feature
          from fact.usage_event
          where account_id = ${accountId} and ${isInWindow('at')} and feature is not null and coalesce(count, 1) > 0
          union all
          select null, day, user_id, feature
          from fact.usage_day
          where account_id = ${accountId} and day > ${asOf}::date - ${knownDays}::int and day <= ${asOf}::date
            and feature is not null and coalesce(count, 1) > 0
        )
        select at, day, user_id, feature,
          ${keyFeatures}::text[] is null or feature = any(${keyFeatures}::text[]),
          day > ${asOf}::date - ${windowDays}::int,
          coalesce(
            cardinality(${keyFeatures}::text[]),
            (select features from rollup.company_feature where company_feature.day = ${asOf}::date)
          )
        from used
        order by day desc, at desc nulls last, user_id, feature`;
    },
  },
});
