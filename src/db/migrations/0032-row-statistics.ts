import { type Kysely, sql } from 'kysely';

/**
 * An import goes on with tables that it has filled, or that the one before it has, before anybody could count their rows;
 * and only the owner of a table may have them counted. The function does so where `rows` are many more than are known of.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function fact.count_rows(counted regclass, rows bigint) returns void
    language plpgsql security definer set search_path = pg_catalog
    as $body$
    begin
      if (select reltuples from pg_class where oid = counted) * 10 < rows then
        execute format('analyze %s', counted);
      end if;
    end
    $body$`.execute(db);
}
