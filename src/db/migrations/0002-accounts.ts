import { type Kysely, sql } from 'kysely';

/** Who is looked after. Outside ids become one int per account; names of columns follow definitions.md 3. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema if not exists account`.execute(db);
  await sql`
    create table account.account (
      id int generated always as identity primary key,
      source_id smallint not null references app.source,
      external_id text not null,
      name text not null,
      domain text,
      segment text,
      stage text,
      csm_email text,
      currency text,
      country text,
      industry text,
      parent_account_external_id text,
      created_at timestamptz,
      churned_at timestamptz,
      churn_reason text,
      custom jsonb not null default '{}',
      withdrawn boolean not null default false,
      unique (source_id, external_id)
    )`.execute(db);
  await sql`
    create table account.contact (
      account_id int not null,
      source_id smallint not null,
      external_id text not null,
      name text not null,
      email text,
      title text,
      role text,
      left_at timestamptz,
      custom jsonb not null default '{}'
    )`.execute(db);
  await sql`create index on account.contact (source_id, external_id)`.execute(db);
  await sql`create index on account.contact (account_id)`.execute(db);
}
