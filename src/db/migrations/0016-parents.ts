import { type Kysely, sql } from 'kysely';

/** What parent accounts show today in place of their own health, where the settings take it from their children. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table health.parent (
      account_id int primary key,
      health float8,
      band text not null
    )`.execute(db);
  // What a parent shows from its children has no days before.
  await sql`
    create view health.listed as
    select current.account_id, current.day, current.coverage, current.known_kpis, current.mrr, current.next_renewal,
      current.sparkline,
      case when parent.account_id is null then current.health else parent.health end as health,
      coalesce(parent.band, current.band) as band,
      coalesce(parent.band, current.band_shown) as band_shown,
      case when parent.account_id is null then current.health_30_days_ago end as health_30_days_ago
    from health.current
    left join health.parent on parent.account_id = current.account_id`.execute(db);
}
