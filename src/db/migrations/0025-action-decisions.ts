import { type Kysely, sql } from 'kysely';

/** What people decided about actions, each with the rows it changed, so that it can be undone to the letter. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table app.action_decision (
      id bigint generated always as identity primary key,
      account_id int not null,
      rule_id text not null,
      fired_on date not null,
      kind text not null check (kind in ('take', 'finish', 'dismiss', 'give_back')),
      decided_on date not null,
      -- [{"before": a row of app.action or null where it was not there, "after": the row as it was left}]
      changes jsonb not null
    )`.execute(db);
  await sql`create index action_decision_of on app.action_decision (account_id, rule_id, fired_on)`.execute(
    db,
  );
  await sql`
    insert into app.action_decision (account_id, rule_id, fired_on, kind, decided_on, changes)
    select account_id, rule_id, fired_on, case state when 'done' then 'finish' else 'dismiss' end, closed_on,
      jsonb_build_array(jsonb_build_object(
        'before', to_jsonb(action) - 'closed_from' || jsonb_build_object(
          'state', closed_from, 'closed_on', null, 'cool_until', null, 'dismiss_reason', null),
        'after', to_jsonb(action) - 'closed_from'))
    from app.action
    where state in ('done', 'dismissed') and closed_from is not null
    order by closed_on, account_id, rule_id`.execute(db);
  await sql`alter table app.action drop column closed_from`.execute(db);
}
