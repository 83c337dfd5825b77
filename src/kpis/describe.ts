import type { ProfileKpi } from '../scoring/model.ts';
import { kpiOf } from './index.ts';
import type { KpiDescription } from './kpi.ts';
import { underParameter } from './parameter.ts';
import type { FurtherPlace } from './places.ts';
import { seriesKpi } from './series-kpi.ts';

/** A KPI of a profile as screens and pipes see it; undefined where neither the registry nor a series knows it. */
export function describeKpi(
  { id, curve, place, windowDays, parameter }: Omit<ProfileKpi, 'weight'>,
  places: readonly FurtherPlace[],
): KpiDescription | undefined {
  const shipped = kpiOf(id);
  if (shipped !== undefined) {
    const set = underParameter(shipped, parameter);
    return windowDays === null ? set : { ...set, windowDays };
  }
  const definition = places.find((further) => further.place === place)?.definition;
  return definition?.kind === 'series' ? seriesKpi(id, definition, curve) : undefined;
}
