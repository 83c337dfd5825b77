import { type Kysely, sql } from 'kysely';

/** What each figure of a backtest was on its rows, so that the counts of single KPIs open too. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Reports whose rows say nothing of single KPIs: they are made again when asked for.
  await sql`delete from proof.report`.execute(db);
  await sql`
    alter table proof.report
      -- The KPIs judged, in the order of the readings of each row.
      add column kpis text[] not null`.execute(db);
  await sql`
    alter table proof.judged_row
      -- Whether the learned model judged the row, also where its probability is no finding.
      add column judged boolean not null,
      -- Under weights that were learned before; null where the row had none.
      add column proposed_health float8,
      -- Null: the account had no reading of the KPI.
      add column readings float8[] not null`.execute(db);
}
