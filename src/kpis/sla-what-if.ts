import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { judgedClocks } from './concluded-clock.ts';
import { windowRange } from './window.ts';

export interface WhatIfRequest {
  asOf: string;
  timeZone: string;
  windowDays: number;
  metric: string;
  /** The target that is tried instead of the promised ones. */
  targetMinutes: number;
  /** A customer is new in the days up to `asOf` after their creation. */
  createdWithinDays: number;
}

export interface Compliance {
  n: number;
  met: number;
  share: number | null;
}

export interface WhatIfGroup {
  customers: 'new' | 'all';
  n_accounts: number;
  /** Under the target that is tried. */
  tried: Compliance;
  /** Under the targets that were promised. */
  promised: Compliance;
  /** Clocks still running in business hours, of which the target tried says nothing yet. */
  left_out: number;
}

/**
 * How many clocks of a metric would have kept another target, for new customers and for all: minutes are those the source
 * measured, else calendar minutes; a clock that ran beyond concludes when the target passes, in business hours at its stop.
 */
export async function slaWhatIf(db: Db, request: WhatIfRequest): Promise<WhatIfGroup[]> {
  const { asOf, timeZone, windowDays, metric, targetMinutes, createdWithinDays } = request;
  const { until, isInWindow } = windowRange({ asOf, timeZone, windowDays });
  const created = windowRange({ asOf, timeZone, windowDays: createdWithinDays });
  const ofMetric = sql`clock.metric = ${metric}
    and clock.account_id in (select id from account.account where not withdrawn)`;
  const { rows } = await sql<WhatIfGroup>`
    with customer as (
      select id as account_id, coalesce(${created.isInWindow('created_at')}, false) as is_new
      from account.account
      where not withdrawn and (created_at is null or created_at < ${until})
    ),
    measured as (
      select clock.account_id, known.stopped_at, coalesce(in_business_hours, false) as in_business_hours,
        case when known.stopped_at is not null then coalesce(
          elapsed_minutes, extract(epoch from known.stopped_at - started_at) / 60
        ) end as minutes,
        started_at + make_interval(secs => ${targetMinutes}::float8 * 60) as deadline,
        case when promised_minutes >= ${targetMinutes}::numeric and breached_at < ${until} then breached_at end
          as surely_breached_at
      from fact.sla_clock clock
      join fact.ticket on ticket.id = clock.ticket_id and not ticket.withdrawn
      cross join lateral (
        select case when clock.stopped_at < ${until} then clock.stopped_at end as stopped_at
      ) known
      where ${ofMetric} and started_at < ${until} and (superseded_at is null or superseded_at >= ${until})
    ),
    tried as (
      select *, coalesce(minutes <= ${targetMinutes}::numeric, false) as met,
        case
          when minutes <= ${targetMinutes}::numeric then stopped_at
          when in_business_hours then coalesce(stopped_at, surely_breached_at)
          else least(stopped_at, case when deadline < ${until} then deadline end)
        end as concluded_at
      from measured
    ),
    tried_sum as (
      select account_id, count(*) filter (where ${isInWindow('concluded_at')}) as n,
        count(*) filter (where ${isInWindow('concluded_at')} and met) as met,
        count(*) filter (where in_business_hours and concluded_at is null) as left_out
      from tried
      group by account_id
    ),
    promised_sum as (
      select account_id, count(*) as n, count(*) filter (where met) as met
      from (${judgedClocks({ accounts: ofMetric, until })}) clock
      where ${isInWindow('concluded_at')}
      group by account_id
    ),
    summed as (
      select customers, count(account_id)::int as n_accounts,
        coalesce(sum(tried_sum.n), 0) as n, coalesce(sum(tried_sum.met), 0) as met,
        coalesce(sum(promised_sum.n), 0) as promised_n, coalesce(sum(promised_sum.met), 0) as promised_met,
        coalesce(sum(left_out), 0) as left_out
      from (values ('new'), ('all')) kind (customers)
      left join customer on customers = 'all' or is_new
      left join tried_sum using (account_id)
      left join promised_sum using (account_id)
      group by customers
    )
    select customers, n_accounts,
      json_build_object('n', n, 'met', met, 'share', met / nullif(n, 0)) as tried,
      json_build_object('n', promised_n, 'met', promised_met, 'share', promised_met / nullif(promised_n, 0))
        as promised,
      left_out::int
    from summed
    order by customers desc`.execute(db);
  return rows;
}
