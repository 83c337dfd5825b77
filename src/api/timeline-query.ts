import { type RawBuilder, sql } from 'kysely';
import { type AsOf, endOf } from './as-of.ts';
import type { TimelineKind } from './contract/timeline.ts';

/** An entry of a timeline; `sort_at` to the microsecond, as text that sorts. */
export interface TimelineRow {
  kind: TimelineKind;
  sort_at: string;
  at: string;
  record_id: string;
  text: string | null;
  detail: string | null;
  value: number | null;
  value_max: number | null;
  amount: number | null;
  currency: string | null;
}

interface Entry {
  from: RawBuilder<unknown>;
  /** When it happened: an instant, or a day that stands at its first moment. */
  at: RawBuilder<unknown>;
  isDay?: boolean;
  recordId?: RawBuilder<unknown>;
  where?: RawBuilder<unknown>;
  text?: RawBuilder<unknown>;
  detail?: RawBuilder<unknown>;
  value?: RawBuilder<unknown>;
  valueMax?: RawBuilder<unknown>;
  amount?: RawBuilder<unknown>;
  currency?: RawBuilder<unknown>;
}

const yes = sql`true`;
const settledOn = sql`coalesce(paid_on, case when status = 'paid' then due_on end)`;
const ticketEvents = sql`fact.ticket_event event join fact.ticket on ticket.id = event.ticket_id and not ticket.withdrawn`;
const deadline = sql`coalesce(breached_at, started_at + make_interval(secs => (promised_minutes * 60)::float8))`;
/** Kept by its stop, as in definitions.md 10, sla; null while it runs. */
const kept = sql`case when stopped_at is not null then coalesce(
  promised_met, elapsed_minutes <= promised_minutes,
  extract(epoch from stopped_at - started_at) / 60 <= promised_minutes) end`;

const entries: Record<TimelineKind, Entry> = {
  ticket_opened: {
    from: sql`fact.ticket`,
    at: sql`opened_at`,
    where: sql`not withdrawn`,
    text: sql`subject`,
    detail: sql`priority`,
  },
  ticket_solved: {
    from: sql`(
      select event.account_id, ticket.external_id, event.at, ticket.subject from ${ticketEvents}
      where event.event = 'solved'
      union all
      select account_id, external_id, solved_at, subject from fact.ticket
      where not withdrawn and not exists (
        select 1 from fact.ticket_event event where event.ticket_id = ticket.id and event.event = 'solved')
    ) solve`,
    at: sql`at`,
    text: sql`subject`,
  },
  ticket_reopened: {
    from: sql`(
      select event.account_id, ticket.external_id, event.at, ticket.subject from ${ticketEvents}
      where event.event = 'reopened'
    ) reopening`,
    at: sql`at`,
    text: sql`subject`,
  },
  sla_breached: {
    from: sql`(
      select clock.*, ticket.external_id, ticket.subject
      from fact.sla_clock clock join fact.ticket on ticket.id = clock.ticket_id and not ticket.withdrawn
    ) clock`,
    at: sql`least(stopped_at, ${deadline})`,
    where: sql`(promised_minutes is not null or promised_met is not null) and ${kept} is not true
      and (superseded_at is null or superseded_at > least(stopped_at, ${deadline}))`,
    text: sql`subject`,
    detail: sql`metric`,
  },
  survey_answered: {
    from: sql`fact.survey_response`,
    at: sql`responded_at`,
    text: sql`comment`,
    detail: sql`kind`,
    value: sql`score`,
    valueMax: sql`coalesce(scale_max, case kind when 'nps' then 10 when 'ces' then 7 else 5 end)`,
  },
  invoice_issued: {
    from: sql`fact.invoice`,
    at: sql`issued_on`,
    isDay: true,
    where: sql`status is distinct from 'void'`,
    amount: sql`amount`,
    currency: sql`currency`,
  },
  invoice_paid: {
    from: sql`fact.invoice`,
    at: settledOn,
    isDay: true,
    where: sql`status is distinct from 'void'`,
    amount: sql`amount`,
    currency: sql`currency`,
  },
  subscription_started: {
    from: sql`fact.subscription`,
    at: sql`starts_on`,
    isDay: true,
    text: sql`product`,
    amount: sql`mrr`,
    currency: sql`currency`,
  },
  subscription_ended: {
    from: sql`fact.subscription`,
    at: sql`ends_on`,
    isDay: true,
    text: sql`product`,
    amount: sql`mrr`,
    currency: sql`currency`,
  },
  renewal_closed: {
    from: sql`fact.renewal`,
    at: sql`coalesce(closed_on, case when outcome <> 'open' then due_on end)`,
    isDay: true,
    detail: sql`outcome`,
    amount: sql`case when outcome = 'lost' then amount else coalesce(renewed_amount, amount) end`,
    currency: sql`currency`,
  },
  interaction: {
    from: sql`fact.interaction`,
    at: sql`at`,
    text: sql`summary`,
    detail: sql`kind`,
  },
  rating: {
    from: sql`fact.rating`,
    at: sql`at`,
    recordId: sql`csm_email`,
    text: sql`note`,
    detail: sql`csm_email`,
    value: sql`rating`,
    valueMax: sql`5`,
  },
  churned: {
    from: sql`(select id as account_id, external_id, churned_at, churn_reason from account.account) churned`,
    at: sql`churned_at`,
    text: sql`churn_reason`,
  },
};

/** Where a page begins: after this entry. */
export interface TimelinePlace {
  sort_at: string;
  kind: string;
  record_id: string;
  detail: string;
}

interface TimelineRequest extends Pick<AsOf, 'day' | 'company'> {
  accountId: number;
  kinds: readonly TimelineKind[];
  after: TimelinePlace | null;
  limit: number;
}

/** What happened to an account by the end of a day, the newest first. */
export const timelineQuery = (request: TimelineRequest): RawBuilder<TimelineRow> => {
  const { accountId, day, company, after } = request;
  const zone = company.time_zone;
  const parts = request.kinds.map((kind) => {
    const entry = entries[kind];
    const instant = entry.isDay ? sql`(${entry.at})::timestamp at time zone ${zone}` : entry.at;
    const shown = entry.isDay
      ? sql`to_char(${entry.at}, 'YYYY-MM-DD')`
      : sql`to_char(${entry.at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
    return sql`
      select ${kind}::text as kind,
        to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as sort_at, ${shown} as at,
        ${entry.recordId ?? sql`external_id`} as record_id, ${entry.text ?? sql`null::text`} as text,
        ${entry.detail ?? sql`null::text`} as detail, (${entry.value ?? sql`null`})::float8 as value,
        (${entry.valueMax ?? sql`null`})::float8 as value_max, (${entry.amount ?? sql`null`})::float8 as amount,
        ${entry.currency ?? sql`null::text`} as currency
      from ${entry.from}
      where account_id = ${accountId} and ${instant} < ${endOf(day, zone)} and ${entry.where ?? yes}`;
  });
  const isAfter =
    after === null
      ? yes
      : sql`(sort_at, kind, record_id, coalesce(detail, ''))
          < (${after.sort_at}, ${after.kind}, ${after.record_id}, ${after.detail})`;
  return sql<TimelineRow>`
    select * from (
      select kind, sort_at collate "C" as sort_at, at, record_id collate "C" as record_id, text,
        detail collate "C" as detail, value, value_max, amount, currency
      from (${sql.join(parts, sql` union all `)}) happened
    ) entry
    where ${isAfter}
    order by sort_at desc, kind desc, record_id desc, coalesce(detail, '') desc
    limit ${request.limit}`;
};
