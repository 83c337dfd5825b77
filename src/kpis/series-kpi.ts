import { sql } from 'kysely';
import { z } from 'zod';
import type { Curve } from '../scoring/scoring.ts';
import { seriesValue } from './fact-kinds.ts';
import type { KpiDescription } from './kpi.ts';

/** What a custom KPI reads: a numeric series of series.csv, put together over a window (definitions.md 4). */
export const SeriesDefinition = z.object({
  kind: z.literal('series'),
  series: z.string().min(1),
  aggregation: z.enum(['last', 'sum', 'mean', 'distinct']),
  windowDays: z.int().min(1).max(1095),
});
export type SeriesDefinition = z.infer<typeof SeriesDefinition>;

/** A custom KPI as screens and pipes see it; which way is better follows from its curve. */
export const seriesKpi = (
  id: string,
  { series, aggregation, windowDays }: SeriesDefinition,
  curve: Curve,
): KpiDescription => ({
  id,
  area: 'own',
  unit: 'number',
  better: (curve.at(-1)?.[1] ?? 0) >= (curve[0]?.[1] ?? 0) ? 'up' : 'down',
  windowDays,
  minimumRows: 1,
  facts: [seriesValue(series)],
  figures: [],
  rows: {
    columns: [
      { id: 'day', type: 'day' },
      { id: 'value', type: 'number' },
    ],
    // The newest value alone stands behind `last`, every row of the window behind the others.
    query: ({ accountId, asOf }) => sql`
      select day, value::float8
      from fact.series
      where account_id = ${accountId} and series = ${series}
        and day > ${asOf}::date - ${windowDays}::int and day <= ${asOf}::date
      order by day desc, source_id desc
      limit ${aggregation === 'last' ? 1 : null}::int`,
  },
});
