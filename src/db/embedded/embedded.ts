import type pg from 'pg';
import { DatabaseUnavailable } from '../database-error.ts';
import { type Place, preparePlace } from './place.ts';
import { ends, livePostmaster, stopPostmaster } from './postmaster.ts';
import { connectToServer } from './server.ts';
import type { ServerOptions } from './settings.ts';

/**
 * Who uses the embedded server is counted by the server itself: each client process holds this advisory lock shared on
 * one connection, which ends with the process however it ends. Whoever gets it alone is the last, and stops the server.
 */
const JOIN = 'select pg_try_advisory_lock_shared(7241, 1) as held';
const PART = 'select pg_advisory_unlock_shared(7241, 1) as held';
const BE_ALONE = 'select pg_try_advisory_lock(7241, 1) as held';

export interface ClientOptions extends ServerOptions {
  /** True leaves the server running for the next client, as between two test files. */
  keepRunning?: boolean;
}

export interface ServerUse {
  connection: pg.Client;
  /** Ends the connection; the last one out stops the server. */
  leave(): Promise<void>;
}

/** Joins the server of a data folder, and starts it where none runs. */
export async function joinServer(
  dataDir: string,
  applicationName: string,
  options: ClientOptions = {},
): Promise<ServerUse & { place: Place }> {
  const place = preparePlace(dataDir);
  for (;;) {
    const connection = await connectToServer(place, applicationName, options);
    if (await holds(connection, JOIN)) {
      return { place, connection, leave: () => leave(place, connection, options) };
    }
    // The last client of before is stopping the server this moment.
    await connection.end().catch(() => {});
    if (!(await ends(place.cluster, 60_000))) {
      throw new DatabaseUnavailable(
        `The database in ${place.dataDir} has been stopping for a minute. Its log is ${place.log}.`,
      );
    }
  }
}

async function leave(place: Place, connection: pg.Client, options: ClientOptions): Promise<void> {
  try {
    if (options.keepRunning !== true && livePostmaster(place.cluster) !== null) {
      await holds(connection, PART);
      if (await holds(connection, BE_ALONE)) {
        await stopPostmaster(place.cluster);
      }
    }
  } catch {
    // The connection is gone, and with it our part in the server.
  } finally {
    await connection.end().catch(() => {});
  }
}

async function holds(connection: pg.Client, query: string): Promise<boolean> {
  try {
    const { rows } = await connection.query<{ held: boolean }>(query);
    return rows[0]?.held === true;
  } catch {
    return false;
  }
}
