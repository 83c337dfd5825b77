import type pg from 'pg';
import { type Anchor, keepAnchor } from './anchor.ts';
import { joinServer } from './embedded/embedded.ts';
import { SOCKET_NAME_PORT } from './embedded/place.ts';
import { externalConfig, joinExternal, prepareExternalRoles } from './external.ts';
import { APP_ROLE, DATABASE, OWNER_ROLE, prepareEmbeddedRoles } from './roles.ts';

export interface DatabaseConfig {
  DATA_DIR: string;
  DATABASE_URL?: string | undefined;
}

export interface OpenDatabase {
  /** Connections of the role that owns the tables: for migrations and the job queue. */
  owner: pg.PoolConfig;
  /** Connections of the role that owns nothing: for everything else. */
  app: pg.PoolConfig;
  kind: 'embedded' | 'external';
  /** What is worth telling at the start, such as missing rights; a sentence each. */
  notices: readonly string[];
  /** Makes this process the one that serves. Throws DatabaseUnavailable when there is another. */
  claimServing: Anchor['claimServing'];
  /** After all pools are closed. The last process out stops the embedded server. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** What this process calls itself in the list of connections, such as `hale serve`. */
  name?: string;
  /** Hears when the right to serve is lost for good. */
  onLost?: (error: Error) => void;
}

/**
 * The database of a configuration: DATABASE_URL, else the embedded server in DATA_DIR, used where it runs and started
 * where not. Throws DatabaseUnavailable.
 */
export async function openDatabase(
  config: DatabaseConfig,
  { name = 'hale', onLost = () => {} }: OpenOptions = {},
): Promise<OpenDatabase> {
  const applicationName = `${name}, process ${process.pid}`;
  return config.DATABASE_URL === undefined
    ? openEmbedded(config.DATA_DIR, applicationName, onLost)
    : openExternal(config.DATABASE_URL, applicationName, onLost);
}

async function openEmbedded(
  dataDir: string,
  applicationName: string,
  onLost: (error: Error) => void,
): Promise<OpenDatabase> {
  let sockets = '';
  const anchor = await keepAnchor(
    async () => {
      const use = await joinServer(dataDir, applicationName);
      sockets = use.place.sockets;
      return use;
    },
    dataDir,
    onLost,
  );
  try {
    await prepareEmbeddedRoles(anchor.current());
  } catch (error) {
    await anchor.leave();
    throw error;
  }
  const shared = {
    host: sockets,
    port: SOCKET_NAME_PORT,
    database: DATABASE,
    application_name: applicationName,
    options: '-c TimeZone=UTC',
  };
  return {
    owner: { ...shared, user: OWNER_ROLE },
    app: { ...shared, user: APP_ROLE },
    kind: 'embedded',
    notices: [],
    claimServing: anchor.claimServing,
    close: anchor.leave,
  };
}

async function openExternal(
  url: string,
  applicationName: string,
  onLost: (error: Error) => void,
): Promise<OpenDatabase> {
  const place = new URL(url).pathname.slice(1) || 'the database of DATABASE_URL';
  const anchor = await keepAnchor(() => joinExternal(url, applicationName), place, onLost);
  try {
    const notices = await prepareExternalRoles(anchor.current());
    const appRole = notices.length === 0 ? APP_ROLE : undefined;
    return {
      owner: externalConfig(url, applicationName),
      app: externalConfig(url, applicationName, appRole),
      kind: 'external',
      notices,
      claimServing: anchor.claimServing,
      close: anchor.leave,
    };
  } catch (error) {
    await anchor.leave();
    throw error;
  }
}
