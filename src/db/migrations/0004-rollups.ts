import { type Kysely, sql } from 'kysely';

const counters = {
  ticket_solve: [
    'solved_tickets int',
    'one_touch_tickets int',
    'unanswered_tickets int',
    'agent_replies int',
    'customer_replies int',
  ],
  sla_clock: ['sla_clocks int', 'sla_met int', 'sla_internal_clocks int', 'sla_internal_met int'],
  csat: ['csat_answers int', 'csat_satisfied int'],
  nps: ['nps_contacts int', 'nps_promoters int', 'nps_detractors int'],
  effort: ['effort_rows int', 'unpriced_minutes numeric', 'costed_replies int'],
  invoice: ['invoices int', 'overdue_invoices int'],
  rating: ['ratings int', 'rating_sum numeric'],
  usage: ['active_users_30 int', 'active_users_before_30 int', 'active_users_180 int'],
} as const;

/** Each rollup holds changes: the running sum over the days of an account is the counter as of the end of a day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(db);
  await run('create schema if not exists rollup');
  for (const [name, columns] of Object.entries(counters)) {
    await run(
      `create table rollup.${name} (account_id int not null, day date not null, ${columns
        .map((column) => `${column} not null`)
        .join(', ')}, primary key (account_id, day))`,
    );
    await run(`create index on rollup.${name} (day)`);
  }
  await run(`
    create table rollup.money (
      account_id int not null, currency text not null, day date not null,
      money_rows int not null, mrr_rate numeric not null, mrr_offset numeric not null, cost numeric not null,
      primary key (account_id, currency, day))`);
  await run('create index on rollup.money (day)');
  await run(`
    create table rollup.user_day (
      account_id int not null, user_id text not null, day date not null, primary key (account_id, user_id, day))`);
  await run('create table rollup.first_cost (account_id int primary key, day date not null)');

  await run(`
    create view rollup.rate as
    select currency, coalesce(from_on, '-infinity'::date) as from_day,
      lead(from_on, 1, 'infinity'::date) over (partition by currency order by from_on nulls first) as until_day, rate
    from fact.fx_rate`);

  const all = Object.values(counters).flat();
  await run(`
    create table rollup.total (account_id int primary key, ${all
      .map((column) => `${column} not null`)
      .join(', ')}) with (fillfactor = 60)`);
  await run(`
    create table rollup.money_total (
      account_id int not null, currency text not null, money_rows int not null, mrr_rate numeric not null,
      mrr_offset numeric not null, cost numeric not null, primary key (account_id, currency))
      with (fillfactor = 60)`);
}
