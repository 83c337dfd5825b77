import type { ReachingReading } from '../../api/contract/change.ts';
import type { Formats } from '../../lib/format/format.ts';
import { kpiName, readingText } from '../text/kpi-words.ts';
import type { Say } from '../text/text.ts';
import { readingValues } from './change-words.ts';

/** A change of a reading that would do, in the KPI's own words: “close 2 overdue invoices”. */
export const reachText = (
  { say, formats }: { say: Say; formats: Formats },
  { kpi, unit, from, to }: ReachingReading,
): string => {
  const name = kpiName(say, kpi);
  if (from === null)
    return say('reach.first', { kpi: name, after: readingText(formats, unit, to) });
  const own = `kpi.${kpi}.reach`;
  return say(say.has(own) ? own : 'kpi.any.reach', {
    kpi: name,
    ...readingValues(formats, unit, from, to),
    difference_count: Math.abs(to - from),
  });
};
