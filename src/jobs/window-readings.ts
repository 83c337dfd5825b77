import { type RawBuilder, sql } from 'kysely';
import { type Company, keyFeatures, toReadingSettings } from '../accounts/company.ts';
import { kpiOf } from '../kpis/index.ts';
import { readingOf } from '../kpis/measure.ts';
import { addDays, type Day } from '../lib/day.ts';
import { counterRollups } from '../rollups/index.ts';
import { moneyChanges } from '../rollups/money.rollup.ts';
import { runningCounters } from '../rollups/running.ts';

interface WindowRequest {
  kpi: string;
  windowDays: number;
  accountIds: readonly number[];
  company: Company;
  /** The day readings stand on. */
  currentDay: Day;
  firstCostDay: Day | null;
}

/** Whether readings of this KPI can be had over another window than its own. */
export const canChangeWindow = (kpi: string): boolean => kpiOf(kpi)?.rollupWindows !== undefined;

/**
 * `account_id, day, value, n` of a shipped KPI over another window, from the facts, on each day on which it changes: up to
 * the day on which the last of today's facts has left the window, after which nothing moves by itself.
 */
export function windowReadings(request: WindowRequest): RawBuilder<unknown> {
  const { windowDays, accountIds, company, currentDay, firstCostDay } = request;
  const kpi = kpiOf(request.kpi);
  const windows = kpi?.rollupWindows?.(windowDays);
  if (kpi === undefined || windows === undefined) {
    throw new RangeError(`${request.kpi} has no other window`);
  }
  const scope = {
    accountIds,
    timeZone: company.time_zone,
    currency: company.currency,
    keyFeatures: keyFeatures(company),
    usage: null,
  };
  const counters = runningCounters({
    accountIds,
    until: addDays(currentDay, windowDays + 1),
    currency: company.currency,
    firstCostDay,
    changes: Object.fromEntries(
      Object.entries(windows).map(([id, days]) => [id, changesOf(id, scope, days)]),
    ),
    accruedDays: windowDays,
  });
  const { rowCount } = kpi;
  return sql`
    select account_id, day, value, n
    from (
      select *, lag(value) over history as value_before, lag(n) over history as n_before
      from (
        select c.account_id, c.day, ${readingOf(kpi, toReadingSettings(company))} as value, (${rowCount})::int as n
        from (${counters}) c
      ) measured
      window history as (partition by account_id order by day)
    ) measured
    where (value, n) is distinct from (value_before, n_before)`;
}

function changesOf(
  id: string,
  scope: Parameters<typeof moneyChanges>[0],
  windowDays: number,
): RawBuilder<unknown> {
  if (id === 'money') return moneyChanges(scope, windowDays);
  const rollup = counterRollups.find((counter) => counter.id === id);
  if (rollup === undefined) throw new RangeError(`there is no rollup ${id}`);
  return rollup.changes(scope, windowDays);
}
