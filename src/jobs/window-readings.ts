import { type RawBuilder, sql } from 'kysely';
import { type Company, keyFeatures, toReadingSettings } from '../accounts/company.ts';
import { kpiOf } from '../kpis/index.ts';
import type { Kpi, KpiDescription } from '../kpis/kpi.ts';
import { readingOf } from '../kpis/measure.ts';
import { underParameter } from '../kpis/parameter.ts';
import type { WindowDefinition } from '../kpis/places.ts';
import type { Day } from '../lib/day.ts';
import { counterRollups } from '../rollups/index.ts';
import { invoicedChanges, moneyChanges } from '../rollups/money.rollup.ts';
import type { Parameter, Scope } from '../rollups/rollup.ts';
import { runningCounters } from '../rollups/running.ts';

interface CountersRequest {
  accountIds: readonly number[];
  company: Company;
  firstCostDay: Day | null;
  /** The first day wanted of each account, in the order of `accountIds`; absent = all days. */
  fromDays?: readonly Day[];
  /** The last day wanted. */
  until: Day | 'infinity';
}

interface WindowRequest extends Omit<CountersRequest, 'until'> {
  kpi: string;
  definition: WindowDefinition;
  /** The day readings stand on. */
  currentDay: Day;
}

/** Whether readings of this KPI can be had over another window than its own. */
export const canChangeWindow = (kpi: string): boolean => kpiOf(kpi)?.rollupWindows !== undefined;

/** A shipped KPI as a further place has it. Throws RangeError where nobody knows it or it cannot be had so. */
export function kpiUnder(id: string, { windowDays, parameter }: WindowDefinition): Kpi {
  const shipped = kpiOf(id);
  if (shipped === undefined) throw new RangeError(`there is no KPI ${id}`);
  if (windowDays !== undefined && shipped.rollupWindows === undefined) {
    throw new RangeError(`${id} has no other window`);
  }
  const kpi = underParameter(shipped, parameter ?? null);
  return windowDays === undefined ? kpi : { ...kpi, windowDays };
}

/** Whether its readings move by themselves for ever, as days pass: nothing leaves a window that is none. */
export const movesForEver = ({ windowDays }: Pick<Kpi, 'windowDays'>): boolean =>
  windowDays === null;

/**
 * `account_id, day, value, n` of a shipped KPI over another window or under another parameter, from the facts, on each day
 * on which it changes: also on days to come, when facts leave the window or booked ones begin; without a window up to today.
 */
export function windowReadings({ kpi: id, definition, currentDay, ...request }: WindowRequest) {
  const kpi = kpiUnder(id, definition);
  return readingsUntil(kpi, { ...request, until: movesForEver(kpi) ? currentDay : 'infinity' });
}

/** `account_id, day, value, n` of a KPI on each day up to `until` on which it changes. */
export const readingsUntil = (kpi: Kpi, request: CountersRequest): RawBuilder<unknown> => sql`
  select account_id, day, value, n
  from (
    select *, lag(value) over history as value_before, lag(n) over history as n_before
    from (
      select c.account_id, c.day, ${readingOf(kpi, toReadingSettings(request.company))} as value, (${kpi.rowCount})::int as n
      from (${countersUnder(kpi, request)}) c
    ) measured
    window history as (partition by account_id order by day)
  ) measured
  where (value, n) is distinct from (value_before, n_before)`;

/** Counters as of each day, counted as this KPI counts them: over its window and under its parameter. */
export function countersUnder(
  kpi: Pick<KpiDescription, 'windowDays' | 'rollupWindows' | 'parameterValue'>,
  { accountIds, company, firstCostDay, until, fromDays }: CountersRequest,
): RawBuilder<unknown> {
  const { windowDays, rollupWindows, parameterValue } = kpi;
  const { currency, time_zone: timeZone } = company;
  const days = { until, ...(fromDays !== undefined && { fromDays }) };
  const counted = { accountIds, currency, firstCostDay, ...days };
  if (windowDays === null || rollupWindows === undefined) return runningCounters(counted);
  const scope = { accountIds, timeZone, currency, keyFeatures: keyFeatures(company), usage: null };
  const changes = Object.entries(rollupWindows(windowDays)).map(
    ([id, days]) => [id, changesOf(id, scope, days, parameterValue)] as const,
  );
  return runningCounters({
    ...counted,
    changes: Object.fromEntries(changes),
    accruedDays: windowDays,
    isWithoutCadence: true,
  });
}

function changesOf(
  id: string,
  scope: Scope,
  windowDays: number,
  parameter: Parameter,
): RawBuilder<unknown> {
  if (id === 'money') {
    return parameter === 'invoices'
      ? invoicedChanges(scope, windowDays)
      : moneyChanges(scope, windowDays);
  }
  const rollup = counterRollups.find((counter) => counter.id === id);
  if (rollup === undefined) throw new RangeError(`there is no rollup ${id}`);
  return rollup.changes(scope, windowDays, parameter);
}
