import type { Day } from '../lib/day.ts';
import { scoreOf } from '../scoring/curve.ts';
import type { Curve } from '../scoring/scoring.ts';
import type { StoredReadings } from './reading-rows.ts';

/** Readings of one place at the ends of some days, scored by today's curve; null where there was none. */
export interface ReadingTrend {
  readings: (number | null)[];
  scores: (number | null)[];
}

/** How a place stood on `days`, from an account's rows in order of days. */
export function trendOf(
  rows: readonly StoredReadings[],
  { days, place, curve }: { days: readonly Day[]; place: number; curve: Curve },
): ReadingTrend {
  const readings = days.map(
    (day) => rows.findLast((row) => row.day <= day)?.readings[place] ?? null,
  );
  return {
    readings,
    scores: readings.map((reading) => (reading === null ? null : scoreOf(reading, curve))),
  };
}

/** The first day of the gap in which the rows end at a place; null where they end with a reading, or never had one. */
export function unknownSince(rows: readonly StoredReadings[], place: number): Day | null {
  const known = rows.findLastIndex((row) => row.readings[place] != null);
  return known === -1 ? null : (rows[known + 1]?.day ?? null);
}
