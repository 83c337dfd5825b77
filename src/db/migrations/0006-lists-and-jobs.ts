import { type Kysely, sql } from 'kysely';

/** What the list of accounts sorts by stands beside the health; jobs tell their steps and files. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table health.current
      add column known_kpis int not null default 0,
      add column mrr float8,
      add column next_renewal date`.execute(db);
  // Without a current day the next start makes everything again, and so fills the columns.
  await sql`update reading.state set current_day = null`.execute(db);
  await sql`
    alter table app.job
      drop column label,
      add column files text[] not null default '{}',
      add column step text not null default 'waiting',
      add column file text,
      add column started_at timestamptz`.execute(db);
}
