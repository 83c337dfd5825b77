import { sql } from 'kysely';
import type pg from 'pg';
import { readCompany } from '../../accounts/company.ts';
import { overClient } from '../../db/single-client.ts';
import { facts } from '../index.ts';
import { newContext } from './context.ts';
import { layoutFor } from './layout.ts';
import { judgeAgain } from './release.ts';
import { importLock } from './store-facts.ts';

/** Judges every quarantined row of every source again that is not discarded, in one transaction. */
export async function retryQuarantine(pool: pg.Pool): Promise<{ released: number; left: number }> {
  const client = await pool.connect();
  try {
    return await overClient(client)
      .transaction()
      .execute(async (db) => {
        await sql`select pg_advisory_xact_lock(${importLock})`.execute(db);
        const { time_zone: timeZone } = await readCompany(db);
        const sources = await sql<{ source_id: number; run_id: number }>`
          insert into app.import_run (source_id)
          select distinct source_id from app.quarantine where discarded_at is null
          returning source_id, id as run_id`.execute(db);
        let released = 0;
        for (const { source_id: sourceId, run_id: runId } of sources.rows) {
          const context = newContext({ db, sourceId, runId, timeZone });
          for (const { file } of facts) await judgeAgain(client, context, layoutFor(file));
          released += context.accounting.released;
        }
        const { rows } = await sql<{ left: number }>`
          select count(*)::int as left from app.quarantine where discarded_at is null`.execute(db);
        return { released, left: rows[0]?.left ?? 0 };
      });
  } finally {
    client.release();
  }
}
