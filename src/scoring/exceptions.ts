import type { Band } from './bands.ts';
import { type FieldValue, type Rule, type RuleValue, ruleHolds } from './rule.ts';
import type { KpiSettings, Reading } from './scoring.ts';

/** An exception whose rule has been read. */
export interface Exception {
  readonly rule: Rule;
  readonly atMost: number;
  readonly reason: string;
}

/** What holds health down. */
export interface Cap {
  readonly atMost: number;
  readonly reason: string;
  /** Place in the profile's exceptions. */
  readonly index: number;
}

/** What readings come to before any cap. */
export interface Uncapped {
  readonly health: number | null;
  readonly coverage: number;
  readonly band: Band;
}

/**
 * The lowest cap whose rule holds and that lies below health; of equal ones the first (definitions.md 5, Exceptions).
 * Null where nothing holds health down, and where there is no health. Health is then `atMost`.
 */
export function capOf(
  exceptions: readonly Exception[],
  readings: readonly (Reading | undefined)[],
  kpis: readonly KpiSettings[],
  uncapped: Uncapped,
): Cap | null {
  if (exceptions.length === 0 || uncapped.health === null) return null;
  const valueIn = readingValues(readings, kpis, uncapped);
  let lowest = uncapped.health;
  let cap: Cap | null = null;
  for (const [index, { rule, atMost, reason }] of exceptions.entries()) {
    if (atMost >= lowest || !ruleHolds(rule, valueIn)) continue;
    lowest = atMost;
    cap = { atMost, reason, index };
  }
  return cap;
}

/** The fields of `readingFields` for one account and day. */
export const readingValues =
  (
    readings: readonly (Reading | undefined)[],
    kpis: readonly KpiSettings[],
    uncapped: Uncapped,
  ): FieldValue =>
  (field): RuleValue | null => {
    if (field === 'health' || field === 'coverage' || field === 'band') return uncapped[field];
    const kpi = kpis.find(({ id }) => id === field);
    return kpi === undefined ? null : (readings[kpi.place]?.value ?? null);
  };
