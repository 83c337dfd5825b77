import { type Kysely, sql } from 'kysely';

/** A suggestion may rest until a day: it stays the open one, and comes back by itself. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table app.action
      add column snoozed_until date,
      add constraint action_snoozed check (snoozed_until is null or state <> 'task')`.execute(db);
  await sql`
    alter table app.action_decision
      drop constraint action_decision_kind_check,
      add constraint action_decision_kind_check
        check (kind in ('take', 'finish', 'dismiss', 'give_back', 'snooze'))`.execute(db);
}
