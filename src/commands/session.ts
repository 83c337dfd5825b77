import { sql } from 'kysely';
import type pg from 'pg';
import { connect, connectPool, type Db } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import { migrations } from '../db/migrations/index.ts';
import { type OpenDatabase, openDatabase } from '../db/open-database.ts';
import { Interrupted, interruptible } from '../lib/interruption.ts';
import type { CommandContext } from './command.ts';

export interface Session {
  database: OpenDatabase;
  db: Db;
  pool: pg.Pool;
  ownerDb: Db;
}

/** Opens the database, brings its schema up to date, and closes everything after `work`. */
export async function withSession<T>(
  context: CommandContext,
  name: string,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const config = context.config();
  const database = await openDatabase(config, { name: `hale ${name}` });
  const ownerDb = connect(database.owner);
  const db = connect(database.app);
  const pool = connectPool(database.app);
  let isInterrupted = false;
  try {
    return await interruptible(context.signal, async () => {
      await migrate(ownerDb, migrations);
      await sql`
        insert into app.setting (key, value) values ('time_zone', ${config.TZ}) on conflict do nothing`.execute(
        db,
      );
      return await work({ database, db, pool, ownerDb });
    });
  } catch (error) {
    isInterrupted = error instanceof Interrupted;
    throw error;
  } finally {
    // A pool that is still at work would be waited for.
    if (!isInterrupted) await Promise.all([db.destroy(), ownerDb.destroy(), pool.end()]);
    await database.close();
  }
}
