import { type Kysely, sql } from 'kysely';

/** Pairs of score settings judged by the same past, and jobs that somebody stopped. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table proof.comparison (
      version_before int not null,
      version_after int not null,
      horizon_days int not null,
      comparison jsonb not null,
      -- The two models and the state of the facts that it was made of: a draft changes under its number.
      made_of text not null,
      made_at timestamptz not null default now(),
      primary key (version_before, version_after, horizon_days)
    )`.execute(db);
  await sql`
    alter table app.job
      drop constraint job_state_check,
      add constraint job_state_check check (state in ('queued', 'running', 'done', 'failed', 'cancelled'))`.execute(
    db,
  );
}
