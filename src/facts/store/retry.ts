import { sql } from 'kysely';
import type pg from 'pg';
import { readCompany } from '../../accounts/company.ts';
import { overClient } from '../../db/single-client.ts';
import { Accounting } from './import-report.ts';
import { releaseWaiting } from './release.ts';
import { importLock, layoutFor } from './store-facts.ts';

/** Judges every quarantined row of every source again, in one transaction. */
export async function retryQuarantine(pool: pg.Pool): Promise<{ released: number; left: number }> {
  const client = await pool.connect();
  const db = overClient(client);
  try {
    return await db.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(${importLock})`.execute(tx);
      const { time_zone: timeZone } = await readCompany(tx);
      const sources = await sql<{ source_id: number }>`
        select distinct source_id from app.quarantine`.execute(tx);
      let released = 0;
      for (const { source_id: sourceId } of sources.rows) {
        const run = await sql<{ id: number }>`
          insert into app.import_run (source_id) values (${sourceId}) returning id`.execute(tx);
        const accounting = new Accounting();
        const runId = run.rows[0]?.id ?? 0;
        await releaseWaiting(client, { db: tx, sourceId, runId, timeZone, accounting }, layoutFor, true);
        released += accounting.released;
      }
      const { rows } = await sql<{ left: number }>`
        select count(*)::int as left from app.quarantine`.execute(tx);
      return { released, left: rows[0]?.left ?? 0 };
    });
  } finally {
    client.release();
  }
}
