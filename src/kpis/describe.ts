import type { ProfileKpi } from '../scoring/model.ts';
import { kpiOf } from './index.ts';
import type { KpiDescription } from './kpi.ts';
import type { FurtherPlace } from './places.ts';
import { seriesKpi } from './series-kpi.ts';

/** A KPI of a profile as screens and pipes see it; undefined where neither the registry nor a series knows it. */
export function describeKpi(
  { id, curve, place, windowDays }: Pick<ProfileKpi, 'id' | 'curve' | 'place' | 'windowDays'>,
  places: readonly FurtherPlace[],
): KpiDescription | undefined {
  const shipped = kpiOf(id);
  if (shipped !== undefined) {
    return windowDays === null ? shipped : { ...shipped, windowDays };
  }
  const definition = places.find((further) => further.place === place)?.definition;
  return definition?.kind === 'series' ? seriesKpi(id, definition, curve) : undefined;
}
