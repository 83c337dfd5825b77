import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { DatabaseUnavailable } from './database-error.ts';
import type { ServerUse } from './embedded/embedded.ts';

/** Held by the one process that serves a database; ends with its connection, however the process ends. */
const SERVE_LOCK = 'select pg_try_advisory_lock(7241, 2) as held';

const HOLDER = `select a.application_name as name from pg_locks l join pg_stat_activity a using (pid)
  where l.locktype = 'advisory' and l.classid = 7241 and l.objid = 2 and l.granted limit 1`;

/** The one connection a process keeps as long as it uses the database. It carries its locks and comes back when broken. */
export interface Anchor {
  current(): pg.Client;
  /** Throws DatabaseUnavailable when another process serves this database. */
  claimServing(): Promise<void>;
  leave(): Promise<void>;
}

/**
 * `join` is called again, until it succeeds, when the connection breaks: so a killed embedded server is started anew.
 * `onLost` hears what cannot be had again, such as the right to serve.
 */
export async function keepAnchor(
  join: () => Promise<ServerUse>,
  place: string,
  onLost: (error: Error) => void,
): Promise<Anchor> {
  let use = await join();
  let serving = false;
  let leaving = false;
  let rejoining: Promise<void> | undefined;

  const watch = (watched: ServerUse) => {
    watched.connection.once('end', () => {
      if (!leaving && watched === use) rejoining = rejoin();
    });
  };
  const rejoin = async () => {
    while (!leaving) {
      try {
        use = await join();
      } catch {
        // Whoever asks the database meanwhile gets the error; here only trying again helps.
        await sleep(500);
        continue;
      }
      watch(use);
      if (serving) await claim(use.connection, place).catch(onLost);
      return;
    }
  };
  watch(use);
  return {
    current: () => use.connection,
    claimServing: async () => {
      await claim(use.connection, place);
      serving = true;
    },
    leave: async () => {
      leaving = true;
      await rejoining;
      await use.leave();
    },
  };
}

/** One that is just ending, or was just killed, gives way in this time. */
const PATIENCE_MS = 1_500;

async function claim(connection: pg.Client, place: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  do {
    const { rows } = await connection.query<{ held: boolean }>(SERVE_LOCK);
    if (rows[0]?.held === true) return;
    await sleep(100);
  } while (Date.now() < deadline);
  const holder = await connection.query<{ name: string }>(HOLDER);
  const name = holder.rows[0]?.name ?? 'hale serve';
  throw new DatabaseUnavailable(
    `Hale is already being served from ${place} (${name}). ` +
      'Stop that one first, or give this one a folder of its own by DATA_DIR.',
  );
}
