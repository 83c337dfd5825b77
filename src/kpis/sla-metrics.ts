import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { judgedClocks, slaMonths } from './concluded-clock.ts';
import { windowRange } from './window.ts';

interface SlaRequest {
  asOf: string;
  timeZone: string;
  /** Trailing days of the figures per metric. */
  windowDays: number;
}

/** One metric's clocks concluded in the window; a share is null where there are none, minutes are medians. */
export interface MetricFigures {
  metric: string;
  n: number;
  met: number;
  share: number;
  /** Of the clocks that have an internal target as well. */
  n_internal: number;
  internal_met: number;
  internal_share: number | null;
  /** Share that kept the promise less share that kept the internal target, among those that have both. */
  margin: number | null;
  promised_minutes: number | null;
  internal_minutes: number | null;
  margin_minutes: number | null;
}

/** An account's promises metric by metric (definitions.md 4, sla). */
export async function slaByMetric(
  db: Db,
  accountId: number,
  { asOf, timeZone, windowDays }: SlaRequest,
): Promise<MetricFigures[]> {
  const { until, isInWindow } = windowRange({ asOf, timeZone, windowDays });
  const clocks = judgedClocks({ accounts: sql`clock.account_id = ${accountId}`, until });
  const { rows } = await sql<MetricFigures>`
    select metric, count(*)::int as n, (count(*) filter (where met))::int as met, avg(met::int)::float8 as share,
      (count(*) filter (where has_internal))::int as n_internal,
      (count(*) filter (where internal_met))::int as internal_met,
      (avg(internal_met::int) filter (where has_internal))::float8 as internal_share,
      (avg(met::int - internal_met::int) filter (where has_internal))::float8 as margin,
      (percentile_disc(0.5) within group (order by promised_minutes))::float8 as promised_minutes,
      (percentile_disc(0.5) within group (order by internal_minutes))::float8 as internal_minutes,
      (percentile_disc(0.5) within group (order by promised_minutes - internal_minutes))::float8 as margin_minutes
    from (${clocks}) clock
    where ${isInWindow('concluded_at')}
    group by metric
    order by metric`.execute(db);
  return rows;
}

export interface SlaMonth {
  /** First day of the month. */
  month: string;
  n: number;
  met: number;
  share: number | null;
}

/** An account's last three complete months, oldest first; without conclusions n is 0. */
export async function slaByMonth(
  db: Db,
  accountId: number,
  { asOf, timeZone }: Omit<SlaRequest, 'windowDays'>,
): Promise<SlaMonth[]> {
  const { until } = windowRange({ asOf, timeZone, windowDays: 1 });
  const clocks = judgedClocks({ accounts: sql`clock.account_id = ${accountId}`, until });
  const { rows } = await sql<SlaMonth>`
    with clock as (${clocks}),
    counted as (${slaMonths({ clocks: sql`clock`, asOf, timeZone })})
    select month, coalesce(n, 0) as n, coalesce(met, 0) as met, share
    from (
      select (date_trunc('month', ${asOf}::date + 1) - make_interval(months => back))::date as month
      from generate_series(1, 3) back
    ) calendar
    left join counted using (month)
    order by month`.execute(db);
  return rows;
}
