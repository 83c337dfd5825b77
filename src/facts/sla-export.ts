import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { ticketIds } from './ticket-export.ts';

/** An SLA clock and its verdict (definitions.md 10, sla). Minutes are business minutes where the clock says so. */
export interface SlaClockRow {
  ticket_id: string;
  metric: string;
  applied_at: Date;
  target_minutes: number | null;
  /** Null where the source does not know calendars. */
  in_business_hours: boolean | null;
  /** Null while it runs within its target, and where nothing was promised. */
  breached: boolean | null;
  breached_at: Date | null;
  /** Null while it runs. */
  elapsed_minutes: number | null;
}

/** Every clock as of an instant, by ticket_id, metric and applied_at; facts after it are left out. */
export async function* slaClockRows(db: Db, asOf: Date): AsyncGenerator<SlaClockRow> {
  for (const ids of await ticketIds(db, asOf)) {
    const { rows } = await sql<SlaClockRow>`
      with clock as (
        select ticket.external_id, place, metric, started_at, promised_minutes, in_business_hours,
          case when stopped_at <= ${asOf} then stopped_at end as stopped_at,
          case when stopped_at <= ${asOf} then promised_met end as promised_met,
          case when stopped_at <= ${asOf}
            then coalesce(elapsed_minutes, extract(epoch from stopped_at - started_at) / 60) end as elapsed_minutes,
          coalesce(breached_at, started_at + make_interval(secs => (promised_minutes * 60)::float8)) as deadline
        from unnest(${ids}::bigint[]) with ordinality asked (id, place)
        join fact.sla_clock clock on clock.ticket_id = asked.id
        join fact.ticket on ticket.id = asked.id
        where started_at <= ${asOf}
      ),
      judged as (
        select *,
          case
            when stopped_at is not null then not coalesce(promised_met, elapsed_minutes <= promised_minutes)
            when deadline < ${asOf} then true
          end as breached
        from clock
      )
      select external_id as ticket_id, metric, started_at as applied_at, promised_minutes::float8 as target_minutes,
        in_business_hours, breached, case when breached then least(stopped_at, deadline) end as breached_at,
        elapsed_minutes::float8
      from judged
      order by place, metric collate "C", started_at`.execute(db);
    yield* rows;
  }
}
