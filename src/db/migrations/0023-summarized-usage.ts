import { type Kysely, sql } from 'kysely';

/**
 * Usage is found by a summary of when it happened, made by vacuum; what is not summed up yet is read whole for every new
 * use. By default that could be a fifth of the table.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table fact.usage_event set (
      autovacuum_vacuum_insert_scale_factor = 0.01, autovacuum_vacuum_insert_threshold = 10000
    )`.execute(db);
}
