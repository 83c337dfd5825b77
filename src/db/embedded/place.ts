import { createHash } from 'node:crypto';
import { chmodSync, chownSync, lstatSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { DatabaseUnavailable } from '../database-error.ts';
import { closedFolder, type ServerUser, serverUser } from './server-user.ts';

/** Major version of the packaged server; a cluster of another major lies in a folder of its own. */
export const MAJOR = 18;

/** The port only names the socket file; nothing listens on a network. */
export const SOCKET_NAME_PORT = 5432;

/** sun_path holds 108 bytes with its closing zero; macOS four less. */
const LONGEST_SOCKET_PATH = 103;

/** Where one embedded server keeps what is its own. */
export interface Place {
  dataDir: string;
  /** The PostgreSQL data directory; does not exist before the first start. */
  cluster: string;
  /** Folder of the unix socket, open to the server's user alone: who may enter it may connect. */
  sockets: string;
  log: string;
  /** Root only: where the binaries are copied to, since the user of the server may not reach ours. */
  binaryCopies: string;
  user: ServerUser | null;
}

/** Makes the folders. Throws DatabaseUnavailable when they cannot be made, or the user of the server could not enter them. */
export function preparePlace(dataDirectory: string): Place {
  const dataDir = resolve(dataDirectory);
  try {
    return madePlace(dataDir);
  } catch (error) {
    if (error instanceof DatabaseUnavailable) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatabaseUnavailable(
      `The data folder ${dataDir} cannot be used (${reason}). Set DATA_DIR to a folder you may write.`,
    );
  }
}

function madePlace(dataDir: string): Place {
  mkdirSync(dataDir, { recursive: true });
  const user = serverUser(join(dataDir, 'postgres'));
  if (user !== null) openTo(user, dataDir);
  const real = realpathSync(dataDir);
  const home = join(real, 'postgres');
  ownFolder(home, user);
  const sockets = socketFolder(real, user);
  ownFolder(sockets, user);
  return {
    dataDir: real,
    cluster: join(home, String(MAJOR)),
    sockets,
    log: join(home, 'postgres.log'),
    binaryCopies: '/var/lib/hale/binaries',
    user,
  };
}

function openTo(user: ServerUser, dataDir: string): void {
  const closed = closedFolder(dataDir, user);
  if (closed === null) return;
  // A data folder made by `mktemp -d` is ours to open for passing through; folders above it are not.
  if (resolve(closed) === dataDir && closedFolder(dirname(dataDir), user) === null) {
    chmodSync(dataDir, statSync(dataDir).mode | 0o111);
    return;
  }
  throw new DatabaseUnavailable(
    `Started by root, the database server runs as user ${user.name}, who may not enter ${closed}. ` +
      'Set DATA_DIR to a folder outside it (default for root: /var/lib/hale), or start Hale as a normal user.',
  );
}

function ownFolder(folder: string, user: ServerUser | null): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stat = lstatSync(folder);
  const owner = user?.uid ?? process.getuid?.();
  if (!stat.isDirectory()) throw new DatabaseUnavailable(`${folder} is not a folder. Remove it.`);
  if (stat.uid !== owner) {
    if (user === null) {
      throw new DatabaseUnavailable(
        `${folder} belongs to another user, so the database cannot be started there. ` +
          'Run Hale as the user who started it first, or set DATA_DIR to a folder of your own.',
      );
    }
    chownSync(folder, user.uid, user.gid);
  }
  if ((stat.mode & 0o777) !== 0o700) chmodSync(folder, 0o700);
}

function socketFolder(dataDir: string, user: ServerUser | null): string {
  const beside = join(dataDir, 'run');
  if (Buffer.byteLength(`${beside}/.s.PGSQL.${SOCKET_NAME_PORT}`) <= LONGEST_SOCKET_PATH) {
    return beside;
  }
  // The name follows from the folder, so that every process finds the same socket.
  const digest = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const short = join(tmpdir(), `hale-${user?.uid ?? process.getuid?.() ?? 0}-${digest}`);
  if (Buffer.byteLength(`${short}/.s.PGSQL.${SOCKET_NAME_PORT}`) <= LONGEST_SOCKET_PATH) {
    return short;
  }
  return join('/tmp', `hale-${digest}`);
}
