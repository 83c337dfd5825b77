import { type Kysely, sql } from 'kysely';

/** What a backtest judged, row by row, so that each of its counts opens. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table proof.judged_row (
      horizon_days int not null,
      first_asked date not null,
      last_asked date not null,
      as_of date not null,
      account_id int not null,
      -- As its source had it when the backtest was made.
      external_id text not null,
      band text not null,
      health float8,
      -- The churn day, where it lies within the horizon.
      left_on date,
      -- The first month-end at risk, up to any month-end looked at.
      first_at_risk_on date,
      probability float8,
      decile smallint,
      primary key (horizon_days, first_asked, last_asked, as_of, account_id),
      foreign key (horizon_days, first_asked, last_asked) references proof.report on delete cascade
    )`.execute(db);
  // Reports without rows, and without figures by range of health: they are made again when asked for.
  await sql`delete from proof.report`.execute(db);
}
