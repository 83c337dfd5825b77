import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connect, type Db } from '../connect.ts';
import { openDatabase } from '../open-database.ts';
import { MAJOR } from './place.ts';
import { livePostmaster, stopPostmaster } from './postmaster.ts';

// Setting up a server writes through to the disk, which may be busy.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

let folder: string;
let cluster: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), `hale-test-${process.pid}-`));
  cluster = join(folder, 'postgres', String(MAJOR));
});

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }
  await stopPostmaster(cluster);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Another process on the same folder; resolves with the first line it prints. */
async function client(...args: string[]): Promise<{ child: ChildProcess; said: string }> {
  const fixture = new URL('client.fixture.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [fixture, folder, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [output] = await once(child.stdout, 'data');
  return { child, said: String(output).trim() };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

test('starts on an empty folder, keeps what was committed, and stops', async () => {
  const first = await openDatabase({ DATA_DIR: folder });
  const db = connect(first.owner);
  await sql`create table kept as select 7 as number`.execute(db);
  const { rows } = await sql`
    select current_setting('fsync') as fsync, current_setting('full_page_writes') as pages,
      current_setting('synchronous_commit') as commit, current_setting('data_checksums') as checksums,
      current_setting('listen_addresses') as network`.execute(db);
  await db.destroy();
  await first.close();
  expect(rows).toEqual([{ fsync: 'on', pages: 'on', commit: 'on', checksums: 'on', network: '' }]);
  expect(livePostmaster(cluster)).toBeNull();

  const second = await openDatabase({ DATA_DIR: folder });
  await using again = connect(second.owner);
  expect((await sql`select number from kept`.execute(again)).rows).toEqual([{ number: 7 }]);
  await again.destroy();
  await second.close();
});

test('processes share the server, and the last one out stops it', async () => {
  const [one, two] = await Promise.all([client(), client()]);
  expect([one.said, two.said]).toEqual(['ready', 'ready']);
  const pid = livePostmaster(cluster);
  await end(one.child, 'SIGTERM');
  expect(livePostmaster(cluster)).toBe(pid);
  await end(two.child, 'SIGTERM');
  expect(livePostmaster(cluster)).toBeNull();
});

test('clients that come and go at the same moment all get their database', async () => {
  const rounds = Array.from({ length: 12 }, async () => {
    const database = await openDatabase({ DATA_DIR: folder });
    const db = connect(database.app);
    const { rows } = await sql<{ one: number }>`select 1 as one`.execute(db);
    await db.destroy();
    await database.close();
    return rows[0]?.one;
  });
  expect(await Promise.all(rounds)).toEqual(Array(12).fill(1));
  expect(livePostmaster(cluster)).toBeNull();
});

test('a server whose last client was killed is used by the next', async () => {
  const { child } = await client('serve');
  const orphan = livePostmaster(cluster);
  await end(child, 'SIGKILL');
  expect(livePostmaster(cluster)).toBe(orphan);

  const next = await openDatabase({ DATA_DIR: folder });
  await next.claimServing();
  expect(livePostmaster(cluster)).toBe(orphan);
  await next.close();
  expect(livePostmaster(cluster)).toBeNull();
});

test('a second one that would serve the same folder is refused', async () => {
  await client('serve');
  const second = await client('serve');
  expect(second.said).toContain('already being served');
  expect(second.said).toContain('DATA_DIR');
  const reader = await client();
  expect(reader.said).toBe('ready');
});

test('a killed server is started again under a process that uses it', async () => {
  const database = await openDatabase({ DATA_DIR: folder });
  await database.claimServing();
  const db = connect(database.owner);
  await sql`create table kept as select 7 as number`.execute(db);
  const killed = livePostmaster(cluster);
  if (killed !== null) process.kill(killed, 'SIGKILL');
  // The old server's processes answer for a moment longer.
  await expect
    .poll(() => [null, killed].includes(livePostmaster(cluster)), { timeout: 30_000 })
    .toBe(false);
  await expect.poll(() => served(db), { timeout: 30_000 }).toBe(`hale, process ${process.pid}`);
  expect((await sql`select number from kept`.execute(db)).rows).toEqual([{ number: 7 }]);
  const rival = await client('serve');
  expect(rival.said).toContain('already being served');
  await db.destroy();
  await database.close();
});

async function served(db: Db): Promise<string> {
  try {
    const { rows } = await sql<{ name: string }>`
      select application_name as name from pg_locks join pg_stat_activity using (pid)
      where classid = 7241 and objid = 2`.execute(db);
    return String(rows[0]?.name);
  } catch (error) {
    return String(error);
  }
}

test('a process number left in the folder that now belongs to another program does not hinder', async () => {
  await (await openDatabase({ DATA_DIR: folder })).close();
  writeFileSync(join(cluster, 'postmaster.pid'), `${process.pid}\n${cluster}\n`);
  const database = await openDatabase({ DATA_DIR: folder });
  expect(livePostmaster(cluster)).not.toBe(process.pid);
  await database.close();
});

test('a folder whose path is too long for a socket works', async () => {
  chmodSync(folder, 0o711);
  const long = join(folder, 'long'.repeat(20), 'and-longer'.repeat(5));
  cluster = join(long, 'postgres', String(MAJOR));
  const database = await openDatabase({ DATA_DIR: long });
  await using db = connect(database.app);
  expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
  await db.destroy();
  await database.close();
});

test.runIf(process.getuid?.() === 0)(
  'as root, a folder the server could not enter is refused with the mend',
  async () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    chmodSync(folder, 0o755);
    await expect(openDatabase({ DATA_DIR: join(closed, 'data') })).rejects.toThrow(
      /may not enter .*closed\. Set DATA_DIR/,
    );
  },
);
