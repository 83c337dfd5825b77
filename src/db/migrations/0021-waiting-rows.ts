import { type Kysely, sql } from 'kysely';

/** Rows in quarantine are found by the account or ticket they wait for, however many others wait. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const owner of ['account', 'ticket']) {
    await sql`
      create index on app.quarantine (source_id, md5(cells ->> ${sql.lit(`${owner}_id`)}))
      where reason = ${sql.lit(`unknown_${owner}`)}`.execute(db);
  }
}
