import { type ChildProcess, spawn } from 'node:child_process';
import {
  closeSync,
  fstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DatabaseUnavailable } from '../database-error.ts';
import { type Binaries, prepareBinaries } from './binaries.ts';
import { ensureCluster, SUPERUSER } from './cluster.ts';
import { type Place, SOCKET_NAME_PORT } from './place.ts';
import { hasLiveProcess, livePostmaster, recordedPid } from './postmaster.ts';
import { type ServerOptions, serverSettings } from './settings.ts';
import { asUser } from './spawn-options.ts';

/** Recovery after a crash in the middle of heavy writing may take a while. */
const START_WITHIN_MS = 120_000;
const LARGEST_LOG = 10 * 1_048_576;

/** Words of the server when another one stands in its way, which may pass. */
const IN_THE_WAY = ['" already exists', 'pre-existing shared memory block'];

/** Nobody listens on the socket; or the server is just starting or stopping. */
const NOT_YET = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P03', '57P01']);

/**
 * A superuser connection to the server on this place: the one that runs, also an orphan of a killed process, else one
 * started now. Throws DatabaseUnavailable with the server's own reason.
 */
export async function connectToServer(
  place: Place,
  applicationName: string,
  options: ServerOptions = {},
): Promise<pg.Client> {
  const deadline = Date.now() + START_WITHIN_MS;
  let started: Start | undefined;
  for (;;) {
    const client = await connect(place, applicationName);
    if (client !== null) return client;
    if (Date.now() > deadline) throw noAnswer(place, started);
    if (started?.failed() === true) started = retryOrThrow(started);
    if (started === undefined && livePostmaster(place.cluster) === null) {
      if (clearedLeftovers(place)) started = start(place, options);
    }
    await sleep(started === undefined ? 100 : 20);
  }
}

async function connect(place: Place, applicationName: string): Promise<pg.Client | null> {
  const client = new pg.Client({
    host: place.sockets,
    port: SOCKET_NAME_PORT,
    user: SUPERUSER,
    database: 'postgres',
    application_name: applicationName,
  });
  // A connection that breaks later reports it here too; whoever uses the client listens as well.
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    if (error instanceof Error && error.message.includes('terminated unexpectedly')) return null;
    if (error instanceof Error && 'code' in error && NOT_YET.has(String(error.code))) return null;
    throw error;
  }
}

interface Start {
  failed(): boolean;
  reason(): string;
}

function start(place: Place, options: ServerOptions): Start {
  const binaries: Binaries = prepareBinaries(place);
  ensureCluster(place, binaries, options);
  const log = openLog(place.log);
  const from = fstatSync(log).size;
  const settings = Object.entries(serverSettings(options)).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const child: ChildProcess = spawn(
    binaries.postgres,
    ['-D', place.cluster, '-k', place.sockets, '-p', String(SOCKET_NAME_PORT), ...settings],
    // A process group of its own: Ctrl-C at the terminal must reach Hale alone, which then stops the server in order.
    { ...asUser(place), stdio: ['ignore', log, log], detached: true },
  );
  let spawnError = '';
  child.on('error', (error) => {
    spawnError = error.message;
  });
  child.unref();
  closeSync(log);
  return {
    failed: () => spawnError !== '' || child.exitCode !== null || child.signalCode !== null,
    reason: () =>
      spawnError !== '' ? spawnError : readFileSync(place.log).subarray(from).toString().trim(),
  };
}

function openLog(path: string): number {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LARGEST_LOG) renameSync(path, `${path}.old`);
  return openSync(path, 'a', 0o600);
}

/** Another process may have started the server at the same moment, or an unreaped dead one stands in the way for a while. */
function retryOrThrow(started: Start): undefined {
  const reason = started.reason();
  if (IN_THE_WAY.some((words) => reason.includes(words))) return undefined;
  throw new DatabaseUnavailable(`The embedded database does not start: ${reason}`);
}

const noAnswer = (place: Place, started: Start | undefined) =>
  new DatabaseUnavailable(
    `The embedded database in ${place.dataDir} gave no answer within ${START_WITHIN_MS / 1000} seconds. ` +
      `Its log is ${place.log}. ${started?.reason() ?? ''}`.trim(),
  );

/**
 * PostgreSQL takes over the files of a dead server by itself, except where the recorded process number still exists: as
 * an unreaped zombie (a container without init), or given to another program since. False while a server's last
 * processes are still ending.
 */
function clearedLeftovers(place: Place): boolean {
  const stale = recordedPid(place.cluster);
  if (stale === null) return true;
  if (hasLiveProcess(place.cluster)) return false;
  const file = join(place.cluster, 'postmaster.pid');
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (Number(readFileSync(aside, 'utf8').split('\n')[0]) !== stale) {
      // A new server wrote it between the two looks: it is not ours to take.
      renameSync(aside, file);
      return false;
    }
  } catch {
    return false;
  }
  rmSync(aside, { force: true });
  for (const name of [`.s.PGSQL.${SOCKET_NAME_PORT}`, `.s.PGSQL.${SOCKET_NAME_PORT}.lock`]) {
    rmSync(join(place.sockets, name), { force: true });
  }
  return true;
}
