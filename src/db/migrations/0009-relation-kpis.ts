import { type Kysely, sql } from 'kysely';

/** Counters of engagement, adoption, licence use and commission, by table. */
const counters = {
  relationship: ['role_contacts int', 'engaged_contacts int', 'deep_interactions int'],
  feature: ['used_features int', 'feature_rows int'],
  seat: ['seat_rows int', 'seats numeric', 'judged_contracts int'],
  commission: ['target_rows int', 'target_unknown int', 'target numeric', 'attained numeric'],
} as const;

/** Of growth. */
const moneyColumns = ['mrr_rows int', 'mrr numeric', 'mrr_rows_before int', 'mrr_before numeric'];

/** What they rest on: accounts that exist are rebuilt from these. */
const facts = [
  'contacts',
  'interactions',
  'usage_events',
  'usage_daily',
  'subscriptions',
  'renewals',
  'opportunities',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(db);
  for (const [name, columns] of Object.entries(counters)) {
    await run(
      `create table rollup.${name} (account_id int not null, day date not null, ${columns
        .map((column) => `${column} not null`)
        .join(', ')}, primary key (account_id, day))`,
    );
    await run(`create index on rollup.${name} (day)`);
    for (const column of columns) {
      await run(`alter table rollup.total add column ${column} not null default 0`);
    }
  }
  for (const column of moneyColumns) {
    await run(`alter table rollup.money add column ${column} not null default 0`);
    await run(`alter table rollup.money_total add column ${column} not null default 0`);
  }
  await run(`
    create table rollup.feature_day (
      account_id int not null, feature text not null, day date not null, usage_rows int not null,
      primary key (account_id, feature, day))`);
  // How many accounts used a feature on a day, and what is still to be added to that.
  await run(`
    create table rollup.company_feature_day (
      feature text not null, day date not null, accounts int not null, primary key (feature, day))`);
  await run(
    'create table rollup.feature_change (feature text not null, day date not null, accounts int not null)',
  );
  // Features seen in the company's window up to a day: a row for each day with any, and for the first one without.
  await run(`
    create table rollup.company_feature (
      day date primary key, features int not null, features_before int not null)`);
  await run(`
    create table rollup.target_base (
      csm_email text not null, account_id int not null, from_on date not null, currency text not null,
      mrr numeric not null, primary key (account_id, csm_email, from_on, currency))`);
  await run('create index on rollup.target_base (csm_email)');
  await run(`
    create table rollup.target_share (
      account_id int not null, csm_email text not null, kind text not null, from_on date not null,
      until_on date not null, from_day date not null, until_day date not null, by_hand boolean not null,
      target numeric, target_rows int not null, primary key (account_id, csm_email, kind, from_on, until_on, from_day))`);
  await run('create index on rollup.target_share (csm_email)');
  // Targets of commission with the first day of their period, and the first day after it: of 2026, 2026-Q1 or 2026-03.
  await run(`
    create view rollup.target_period as
    select source_id, csm_email, kind, value, currency, account_external_id, from_on,
      (from_on + make_interval(months => months))::date as until_on
    from fact.target
    cross join lateral (
      select
        make_date(
          left(period, 4)::int,
          case when length(period) = 4 then 1
            when period like '%Q%' then right(period, 1)::int * 3 - 2
            else right(period, 2)::int end,
          1
        ) as from_on,
        case when length(period) = 4 then 12 when period like '%Q%' then 3 else 1 end as months
    ) span
    where kind in ('renewal', 'expansion')`);
  // CSMs whose targets have to be split again.
  await run('create table fact.touched_csm (csm_email text not null)');
  await run('insert into fact.touched_csm (csm_email) select csm_email from fact.target');
  await run('create index on fact.target (csm_email)');
  await run('create index on fact.target (source_id, account_external_id)');
  await sql`
    insert into fact.touched as touched (account_id, facts, readings_from)
    select id, ${facts}::text[], '-infinity'::date from account.account
    on conflict (account_id) do update
      set facts = touched.facts || excluded.facts, usage_from = null, usage_until = null,
        readings_from = excluded.readings_from`.execute(db);
}
