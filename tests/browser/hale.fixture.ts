import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import { paths, type RouteId } from '../../src/api/contract/paths.ts';
import { type Routes, routes } from '../../src/api/contract/routes.ts';
import { connect, type Db } from '../../src/db/connect.ts';
import { openDatabase } from '../../src/db/open-database.ts';
import { tool } from './tool.ts';

const START_WITHIN_MS = 90_000;
const JOB_WITHIN_MS = 120_000;
/** Of thousands of customers, on a machine that is slow or busy. */
const IMPORT_WITHIN_MS = 600_000;

export interface Hale extends AsyncDisposable {
  /** Such as http://127.0.0.1:41234; stays the same when Hale is stopped and started again. */
  address: string;
  /** Answer of a route without a body, parsed by its contract. */
  ask<R extends RouteId>(route: R, input?: Asked): Promise<z.output<Routes[R]['response']>>;
  /** Loads the demo data and waits until they are there. */
  loadDemo(): Promise<void>;
  /** Imports CSV files by name and waits until their readings are there. */
  importFiles(files: Record<string, string>): Promise<void>;
  /** Waits until no job runs any more; throws when one failed. */
  jobsDone(): Promise<void>;
  /** Does to its database what takes weeks, or a second person at the right moment: as the role that owns the tables. */
  inDatabase(work: (db: Db) => Promise<void>): Promise<void>;
  /** What the `hale` command prints, run beside the server on the same data. Throws where it fails. */
  print(...args: string[]): Promise<string>;
  stop(): Promise<void>;
  startAgain(): Promise<void>;
}

interface Asked {
  params?: Record<string, string>;
  query?: Record<string, string>;
}

/** The real `hale serve` with an empty database of its own. Disposing fails where it has logged an error. */
export async function startHale(): Promise<Hale> {
  const { screensAreBuilt } = await tool<{ screensAreBuilt(): boolean }>('screens');
  if (!screensAreBuilt()) {
    throw new Error('The screens are not built from their sources as they are: npm test does it.');
  }
  const folder = await mkdtemp(join(tmpdir(), 'hale-browser-'));
  let running = await serve(folder, 0);
  const { address } = running;
  const logged: string[] = [];

  const stop = async () => {
    await running.stop();
    logged.push(...running.errors.splice(0));
  };
  const ask = async <R extends RouteId>(route: R, { params = {}, query = {} }: Asked = {}) => {
    const { method, path } = paths[route];
    const filled = path.replace(/:([a-z]+)/g, (_, name: string) => params[name] ?? '');
    const response = await fetch(`${address}${filled}?${new URLSearchParams(query)}`, { method });
    if (!response.ok) throw new Error(`${method} ${filled}: ${await response.text()}`);
    return routes[route].response.parse(await response.json()) as z.output<Routes[R]['response']>;
  };
  const jobsDone = async (withinMs = JOB_WITHIN_MS) => {
    const until = Date.now() + withinMs;
    for (;;) {
      const { jobs } = await ask('job.list');
      const failed = jobs.find(({ state }) => state === 'failed');
      if (failed) throw new Error(`The job ${failed.kind} failed: ${failed.error}`);
      if (jobs.every(({ state }) => state === 'done' || state === 'cancelled')) return;
      if (Date.now() > until) throw new Error('The jobs do not come to an end.');
      await pause(100);
    }
  };
  return {
    address,
    ask,
    jobsDone,
    inDatabase: (work) => inDatabase(folder, work),
    print: (...args) => printed(folder, args),
    stop,
    importFiles: async (files) => {
      const form = new FormData();
      form.set('source', 'csv');
      for (const [name, text] of Object.entries(files)) form.append('file', new Blob([text]), name);
      const { method, path } = paths['import.run'];
      const response = await fetch(`${address}${path}`, { method, body: form });
      if (!response.ok) throw new Error(`The import was refused: ${await response.text()}`);
      await jobsDone(IMPORT_WITHIN_MS);
    },
    loadDemo: async () => {
      await ask('demo.create');
      await jobsDone();
    },
    startAgain: async () => {
      running = await serve(folder, Number(new URL(address).port));
    },
    [Symbol.asyncDispose]: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
      if (logged.length > 0) throw new Error(`The server has logged errors:\n${logged.join('')}`);
    },
  };
}

async function inDatabase(folder: string, work: (db: Db) => Promise<void>): Promise<void> {
  const database = await openDatabase({ DATA_DIR: folder }, { name: 'browser test' });
  const db = connect(database.owner);
  try {
    await work(db);
  } finally {
    await db.destroy();
    await database.close();
  }
}

async function printed(folder: string, args: readonly string[]): Promise<string> {
  const { DATABASE_URL: _, ...env } = process.env;
  const root = join(import.meta.dirname, '../..');
  const child = spawn(join(root, 'bin/hale'), args, {
    env: { ...env, DATA_DIR: folder, TZ: 'Europe/Berlin', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [[code], out, problem] = await Promise.all([
    once(child, 'exit'),
    text(child.stdout),
    text(child.stderr),
  ]);
  if (code !== 0) throw new Error(`hale ${args.join(' ')}: ${problem}`);
  return out;
}

interface Running {
  address: string;
  /** What it has written to its log at the level of errors. */
  errors: string[];
  stop(): Promise<void>;
}

async function serve(folder: string, port: number): Promise<Running> {
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, ['src/main.ts', 'serve'], {
    cwd: join(import.meta.dirname, '../..'),
    env: {
      ...env,
      DATA_DIR: folder,
      HOST: '127.0.0.1',
      PORT: String(port),
      TZ: 'Europe/Berlin',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errors: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  try {
    return { address: await addressOf(child, errors), errors, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address that it prints once it listens. */
async function addressOf(child: ChildProcess, errors: readonly string[]): Promise<string> {
  const until = Date.now() + START_WITHIN_MS;
  let printed = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  while (Date.now() < until && child.exitCode === null) {
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0];
    if (address !== undefined) return address;
    await pause(50);
  }
  throw new Error(`hale serve does not start:\n${printed}${errors.join('')}`);
}
