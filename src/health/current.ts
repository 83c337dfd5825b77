import type { Day } from '../lib/day.ts';
import { type Band, nextBandShown } from '../scoring/bands.ts';
import { type Health, healthOf } from '../scoring/health.ts';
import type { Reading, ScoringSettings } from '../scoring/scoring.ts';
import type { StoredReadings } from './reading-rows.ts';
import type { Scorer } from './scorer.ts';

/** Stored arrays as readings at their places; a place added later is a reading without data. */
export const readingsOf = (row: Pick<StoredReadings, 'readings' | 'row_counts'>): Reading[] =>
  row.readings.map((value, place) => ({ value: value ?? null, n: row.row_counts[place] ?? 0 }));

/** KPIs that count: those with a weight above 0. */
export const countedKpis = ({ kpis }: Pick<ScoringSettings, 'kpis'>): number =>
  kpis.filter(({ weight }) => weight > 0).length;

/** Of those that count, how many have a reading. */
export const knownKpis = ({ parts }: Health): number =>
  parts.filter(({ weight, score }) => weight > 0 && score !== null).length;

/**
 * Health after each of an account's rows up to `day`, which come in order of days, with the band shown. A row holds
 * until the next one; before the first there is no health.
 */
export function* healthAfterRows(
  rows: readonly StoredReadings[],
  day: Day,
  scorer: Scorer,
): Generator<{ row: StoredReadings; health: Health; shown: Band }> {
  let shown: Band | null = null;
  for (const row of withTurns(rows, scorer)) {
    if (row.day > day) return;
    const profile = scorer.profileOn(row.account_id, row.day);
    const health = healthOf(readingsOf(row), profile);
    shown = nextBandShown(shown, health.health, profile);
    yield { row, health, shown };
  }
}

/** The rows, and once more the row that holds on each day from which another profile scores the account. */
function* withTurns(rows: readonly StoredReadings[], scorer: Scorer): Generator<StoredReadings> {
  const [first] = rows;
  const turns = first === undefined ? [] : scorer.turnsOf(first.account_id);
  for (const [index, row] of rows.entries()) {
    yield row;
    const until = rows[index + 1]?.day;
    for (const turn of turns) {
      if (turn > row.day && (until === undefined || turn < until)) yield { ...row, day: turn };
    }
  }
}

/** Before an account's first row. */
export const noHealthYet = (accountId: number, day: Day, scorer: Scorer): Health =>
  healthOf([], scorer.profileOn(accountId, day));
