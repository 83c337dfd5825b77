import { type Kysely, sql } from 'kysely';

const tables = {
  ticket: `
    id bigint generated always as identity primary key, external_id text not null,
    opened_at timestamptz not null, subject text, solved_at timestamptz, status text, priority text, channel text,
    requester_external_id text, assignee_email text, reopen_count int, agent_replies int, customer_replies int,
    custom jsonb not null default '{}', withdrawn boolean not null default false`,
  ticket_message: `
    external_id text not null, ticket_id bigint not null, at timestamptz not null, author text not null,
    public boolean, opening boolean`,
  ticket_event: `ticket_id bigint not null, at timestamptz not null, event text not null`,
  sla_clock: `
    ticket_id bigint not null, metric text not null, started_at timestamptz not null, stopped_at timestamptz,
    elapsed_minutes numeric, promised_minutes numeric, internal_minutes numeric, promised_met boolean,
    internal_met boolean, breached_at timestamptz, superseded_at timestamptz, in_business_hours boolean`,
  time_entry: `
    external_id text not null, at timestamptz not null, minutes numeric not null, ticket_external_id text,
    user_email text, hourly_cost numeric, currency text, kind text`,
  cost: `external_id text not null, at timestamptz not null, amount numeric not null, currency text, kind text`,
  subscription: `
    external_id text not null, starts_on date not null, mrr numeric not null, currency text, ends_on date,
    product text, seats numeric, renews_on date, auto_renew boolean, status text`,
  renewal: `
    external_id text not null, due_on date not null, amount numeric not null, currency text, closed_on date,
    outcome text, renewed_amount numeric`,
  invoice: `
    external_id text not null, issued_on date not null, due_on date not null, amount numeric not null, currency text,
    paid_on date, status text`,
  usage_event: `user_id text not null, at timestamptz not null, feature text, count numeric`,
  usage_day: `user_id text not null, day date not null, feature text, count numeric`,
  survey_response: `
    external_id text not null, kind text not null, sent_at timestamptz not null, responded_at timestamptz,
    score numeric, scale_max numeric, comment text, contact_external_id text, ticket_external_id text`,
  interaction: `
    external_id text not null, at timestamptz not null, kind text not null, contact_ids text, csm_email text,
    minutes numeric, inbound boolean, summary text`,
  rating: `csm_email text not null, at timestamptz not null, rating numeric not null, note text`,
  opportunity: `
    external_id text not null, kind text not null, amount numeric not null, currency text, created_at timestamptz not null,
    stage text, closed_on date, won boolean, sourced_by_email text, closed_by_email text`,
  milestone: `milestone text not null, due_on date not null, done_on date`,
  series: `series text not null, day date not null, value numeric not null`,
  ticket_calendar: `ticket_id bigint not null, calendar_id text not null, from_at timestamptz not null`,
} as const;

/** Facts that belong to the company, not to an account. */
const companyTables = {
  fx_rate: `currency text not null, rate numeric not null, from_on date`,
  target: `
    csm_email text not null, kind text not null, period text not null, value numeric not null, currency text,
    account_external_id text`,
  calendar_hours: `
    calendar_id text not null, start_minute int not null, end_minute int not null, name text, time_zone text not null,
    is_default boolean`,
  calendar_holiday: `external_id text not null, calendar_id text not null, starts_on date not null, ends_on date not null, name text`,
} as const;

/** How a stored row is found again by its source's key. */
const keyIndexes: Record<string, string> = {
  ticket: 'source_id, external_id',
  ticket_message: 'source_id, external_id',
  ticket_event: 'ticket_id, at',
  sla_clock: 'ticket_id, metric',
  time_entry: 'source_id, external_id',
  cost: 'source_id, external_id',
  subscription: 'source_id, external_id',
  renewal: 'source_id, external_id',
  invoice: 'source_id, external_id',
  survey_response: 'source_id, external_id',
  interaction: 'source_id, external_id',
  opportunity: 'source_id, external_id',
  ticket_calendar: 'ticket_id',
};

/** Rows that are read with their ticket are found by account and ticket. */
const accountIndexes: Record<string, string> = {
  ticket_message: 'account_id, ticket_id',
  series: 'account_id, series, day',
};

/** Usage is found by time (BRIN): a btree on events costs most of an import, and only the builder of user days reads them. */
const timeOnly = new Set(['usage_event']);

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(db);
  await run('create schema if not exists fact');
  for (const [name, columns] of Object.entries(tables)) {
    await run(
      `create table fact.${name} (account_id int not null, source_id smallint not null, ${columns})`,
    );
    if (timeOnly.has(name)) {
      await run(`create index on fact.${name} using brin (at) with (pages_per_range = 16)`);
    } else {
      await run(`create index on fact.${name} (${accountIndexes[name] ?? 'account_id'})`);
    }
  }
  for (const [name, columns] of Object.entries(companyTables)) {
    await run(`create table fact.${name} (source_id smallint not null, ${columns})`);
  }
  for (const [name, columns] of Object.entries(keyIndexes)) {
    await run(`create index on fact.${name} (${columns})`);
  }
  await run('create index on fact.time_entry (source_id, ticket_external_id)');
  // Accounts whose facts changed since their readings were made; no facts = only the readings are to be made again,
  // from readings_from on (null = all).
  await run(`
    create table fact.touched (
      account_id int primary key, facts text[] not null, usage_from date, usage_until date, readings_from date)`);
}
