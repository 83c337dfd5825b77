import { type Kysely, sql } from 'kysely';

/** Rules of actions that people wrote or changed, and every action that ever fired for an account. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table app.action_rule (
      id text primary key,
      definition jsonb not null,
      removed boolean not null default false,
      changed_at timestamptz not null default now()
    )`.execute(db);
  await sql`create sequence app.action_rule_number`.execute(db);
  await sql`
    create table app.action (
      account_id int not null,
      rule_id text not null,
      fired_on date not null,
      state text not null check (state in ('suggested', 'task', 'done', 'dismissed', 'recovered', 'lapsed')),
      band text not null,
      reading float8,
      n int not null,
      score float8,
      health float8,
      missed_points float8 not null,
      condition text,
      owner_email text,
      due_on date,
      taken_on date,
      closed_on date,
      closed_from text check (closed_from in ('suggested', 'task')),
      cool_until date,
      dismiss_reason text
        check (dismiss_reason in ('wrong_signal', 'already_handled', 'not_now', 'not_worth_it')),
      primary key (account_id, rule_id, fired_on),
      check ((state in ('suggested', 'task')) = (closed_on is null)),
      check ((state = 'dismissed') = (dismiss_reason is not null))
    )`.execute(db);
  // However often and by however many an account is scored, a rule has one open action for it.
  await sql`create unique index action_open on app.action (account_id, rule_id) where closed_on is null`.execute(
    db,
  );
  await sql`create index action_closed on app.action (rule_id, closed_on) where state in ('done', 'dismissed')`.execute(
    db,
  );
}
