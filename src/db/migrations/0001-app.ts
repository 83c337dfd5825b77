import { type Kysely, sql } from 'kysely';

/** Sources, settings, runs of imports, quarantine and jobs. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema if not exists app`.execute(db);
  await sql`
    create table app.source (
      id smallint generated always as identity primary key,
      name text not null unique
    )`.execute(db);
  await sql`create table app.setting (key text primary key, value text not null)`.execute(db);
  await sql`
    create table app.import_run (
      id int generated always as identity primary key,
      source_id smallint not null references app.source,
      started_at timestamptz not null default now(),
      report jsonb
    )`.execute(db);
  await sql`
    create table app.quarantine (
      id bigint generated always as identity primary key,
      source_id smallint not null references app.source,
      run_id int not null references app.import_run,
      fact text not null,
      file text not null,
      record int not null,
      line int not null,
      column_name text not null,
      value text not null,
      reason text not null,
      cells jsonb not null,
      raw text not null,
      fact_key text,
      seen_at timestamptz not null default now()
    )`.execute(db);
  await sql`create index on app.quarantine (source_id, fact, md5(fact_key))`.execute(db);
  await sql`
    create table app.job (
      id bigint generated always as identity primary key,
      kind text not null,
      state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed')),
      input jsonb not null default '{}',
      done_count bigint not null default 0,
      total_count bigint,
      label text not null default '',
      report jsonb,
      error text,
      created_at timestamptz not null default now(),
      finished_at timestamptz
    )`.execute(db);
}
