import { once } from 'node:events';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { pino } from 'pino';
import { createServer } from '../api/server.ts';
import { connect, type Db } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import { migrations } from '../db/migrations/index.ts';
import { type OpenDatabase, openDatabase } from '../db/open-database.ts';
import { watchForNextDay } from '../jobs/nightly.ts';
import { startQueue } from '../jobs/queue.ts';
import type { Config } from '../lib/config.ts';
import { Refusal } from '../lib/refusal.ts';
import type { CommandContext, RegisterCommand } from './command.ts';

export const registerServe: RegisterCommand = (program, context) => {
  program
    .command('serve')
    .description('open the screens and the API, and run what has to run in the background')
    .action(async () => {
      const config = context.config();
      const lost = new AbortController();
      const database = await openDatabase(config, {
        name: 'hale serve',
        onLost: (error) => lost.abort(error),
      });
      try {
        await database.claimServing();
        await serve(context, {
          config,
          database,
          lost: lost.signal,
          version: program.version() ?? '',
        });
      } finally {
        await database.close();
      }
    });
};

interface Serving {
  config: Config;
  database: OpenDatabase;
  /** Aborted when another process has taken the right to serve. */
  lost: AbortSignal;
  version: string;
}

/** Requests that take longer when the server stops are cut off. */
const drainWithinMs = 20_000;

/** Recovers, migrates, serves until told to stop, and stops in order. */
async function serve(
  context: CommandContext,
  { config, database, lost, version }: Serving,
): Promise<void> {
  for (const notice of database.notices) context.tell(notice);
  await migrated(database, config.TZ);
  const logger = pino({ level: config.LOG_LEVEL }, pino.destination(2));
  const onError = (error: unknown) => logger.error({ err: error }, 'background work failed');
  const db = connect(database.app);
  const uploads = join(config.DATA_DIR, 'uploads');
  await clearUploads(db, uploads);
  const queue = await startQueue({
    app: database.app,
    owner: database.owner,
    log: {
      error: onError,
      warn: (message: unknown) => logger.warn(message),
      debug: (message: unknown) => logger.debug(message),
    },
  });
  let isStopping = false;
  const app = await createServer({
    db,
    queue,
    uploads,
    version,
    now: () => new Date(),
    appUrl: config.APP_URL,
    screens: fileURLToPath(new URL('../../dist/screens', import.meta.url)),
    logger,
    isReady: () => !isStopping && queue.isUpToDate(),
  });
  try {
    await app.listen({ port: config.PORT, host: config.HOST }).catch((error: unknown) => {
      throw portRefusal(error, config);
    });
    await queue.refresh();
    const stopWatching = watchForNextDay({ db, queue, onError });
    await context.print(`Hale is at ${addressOf(app.server.address(), config)}\n`);
    await Promise.race([ended(context.signal), ended(lost)]);
    stopWatching();
    if (lost.aborted) throw lost.reason;
  } finally {
    isStopping = true;
    const slow = setTimeout(() => app.server.closeAllConnections(), drainWithinMs);
    await app.close();
    clearTimeout(slow);
    await queue.stop();
    await db.destroy();
  }
}

async function migrated(database: OpenDatabase, timeZone: string): Promise<void> {
  const owner = connect(database.owner);
  try {
    await migrate(owner, migrations);
    await sql`
      insert into app.setting (key, value) values ('time_zone', ${timeZone}) on conflict do nothing`.execute(
      owner,
    );
  } finally {
    await owner.destroy();
  }
}

/** Takes away what a crash has left: uploads that no job waits for. */
async function clearUploads(db: Db, uploads: string): Promise<void> {
  await mkdir(uploads, { recursive: true, mode: 0o700 });
  const { rows } = await sql<{ folder: string }>`
    select input ->> 'folder' as folder from app.job
    where kind = 'import' and state in ('queued', 'running')`.execute(db);
  const wanted = new Set(rows.map(({ folder }) => folder));
  for (const name of await readdir(uploads)) {
    const folder = join(uploads, name);
    if (!wanted.has(folder)) await rm(folder, { recursive: true, force: true });
  }
}

const ended = (signal: AbortSignal): Promise<unknown> =>
  signal.aborted ? Promise.resolve() : once(signal, 'abort');

function portRefusal(error: unknown, { HOST, PORT }: Config): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new Refusal(
      `Port ${PORT} of ${HOST} is taken by another program. Stop it, or set PORT to another one.`,
    );
  }
  if (code === 'EACCES')
    return new Refusal(`Port ${PORT} may not be used by this user. Set PORT above 1023.`);
  return error;
}

type Address = string | { port: number } | null;

/** The address people open; with PORT=0 the port that was picked. */
function addressOf(address: Address, { APP_URL, HOST, PORT }: Config): string {
  if (PORT !== 0 || address === null || typeof address === 'string') return APP_URL;
  return `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${address.port}`;
}
