import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect, type Db } from '../src/db/connect.ts';
import { openDatabase } from '../src/db/open-database.ts';

const ROOT = join(import.meta.dirname, '..');

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** The `hale` command on a data folder of its own, whose database runs as long as this does. */
export interface Hale extends AsyncDisposable {
  /** As the product connects, and as the tables' owner. */
  db: Db;
  ownerDb: Db;
  /** Runs bin/hale to its end. */
  run(...args: string[]): Promise<Ended>;
  /** Starts the program itself, without the launcher, so that a kill hits it. */
  start(...args: string[]): ChildProcess;
}

export async function hale(): Promise<Hale> {
  const folder = await mkdtemp(join(tmpdir(), `hale-test-${process.pid}-`));
  await chmod(folder, 0o711);
  const database = await openDatabase({ DATA_DIR: folder }, { name: 'test' });
  const db = connect(database.app);
  const ownerDb = connect(database.owner);
  const { DATABASE_URL: _url, ...inherited } = process.env;
  const env = { ...inherited, DATA_DIR: folder, TZ: 'UTC', PORT: '0', LOG_LEVEL: 'fatal' };
  const children = new Set<ChildProcess>();
  const started = (command: string, args: readonly string[]) => {
    const child = spawn(command, args, { env, cwd: tmpdir(), stdio: ['ignore', 'pipe', 'pipe'] });
    children.add(child);
    child.once('exit', () => children.delete(child));
    return child;
  };
  return {
    db,
    ownerDb,
    async run(...args) {
      const child = started(join(ROOT, 'bin', 'hale'), args);
      const [[code], out, err] = await Promise.all([
        once(child, 'exit'),
        text(child.stdout),
        text(child.stderr),
      ]);
      return { code: typeof code === 'number' ? code : null, out, err };
    },
    start: (...args) => started(process.execPath, [join(ROOT, 'src', 'main.ts'), ...args]),
    async [Symbol.asyncDispose]() {
      await Promise.all([...children].map(killed));
      await Promise.all([db.destroy(), ownerDb.destroy()]);
      await database.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Ends a process at once, as a failure of power would. */
export async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
