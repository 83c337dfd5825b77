import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RawBuilder, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectPool, type Db } from '../db/connect.ts';
import { freshDatabase, type TestDatabase } from '../db/test-database.ts';
import { importLock } from '../facts/store/store-facts.ts';
import { furtherPlaces } from '../kpis/places.ts';
import { csvSource } from '../sources/csv/csv.source.ts';
import { fillWindow, takeWindow } from './further.ts';
import { runImport } from './import.ts';
import {
  cancelJob,
  insertJob,
  type Job,
  type JobOrder,
  JobStopped,
  readJob,
  startJob,
  takeBeyondStop,
} from './job.ts';
import { type JobQueue, startQueue } from './queue.ts';

let database: TestDatabase;
let queue: JobQueue;
let errors: unknown[] = [];
let folder = '';

beforeEach(async () => {
  errors = [];
  folder = await mkdtemp(join(tmpdir(), 'hale-stop-'));
  database = await freshDatabase();
  queue = await startQueue({
    app: database.app,
    owner: database.owner,
    log: { error: (error: unknown) => errors.push(error), warn: () => {}, debug: () => {} },
  });
});
afterEach(async () => {
  await queue.stop();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const jobWhen = async (id: string, isSo: (job: Job) => boolean): Promise<Job> => {
  for (let waited = 0; waited < 600; waited += 1) {
    const job = await readJob(database.db, id);
    if (job !== undefined && isSo(job)) return job;
    await sleep(50);
  }
  throw new Error(`job ${id} does not get there`);
};
const ended = (id: string): Promise<Job> =>
  jobWhen(id, ({ state }) => state === 'done' || state === 'failed');

const upload = async (name: string): Promise<JobOrder> => {
  const path = join(folder, name);
  await mkdir(path);
  await writeFile(join(path, 'accounts.csv'), 'account_id,name\n1,One\n2,Two\n');
  return { kind: 'import', source: 'csv', folder: path, files: ['accounts.csv'] };
};
const filesLeft = () => readdir(folder);
const accounts = async (): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*) as n from account.account`.execute(
    database.db,
  );
  return rows[0]?.n ?? 0;
};

/** Runs a test while another transaction holds what a job needs. */
const whileHeld = (lock: RawBuilder<unknown>, run: (held: Db) => Promise<void>) =>
  database.ownerDb.transaction().execute(async (held) => {
    await lock.execute(held);
    await run(held);
  });

const importsHeld = sql`select pg_advisory_xact_lock(${importLock})`;

describe('what is being taken in', () => {
  test.each(['import', 'demo'] as const)('%s: stopped, it leaves nothing behind', async (kind) => {
    await whileHeld(importsHeld, async () => {
      const { id } = await queue.add(kind === 'demo' ? { kind } : await upload('running'));
      const running = await jobWhen(id, ({ state }) => state === 'running');
      expect(running.can_cancel).toBe(true);
      // It waits for the lock by now, or soon does.
      expect(await queue.cancel(id)).toMatchObject({ state: 'cancelled', can_cancel: false });
      await expect.poll(filesLeft, { timeout: 10_000 }).toEqual([]);
      expect(await queue.cancel(id)).toBeUndefined();
    });
    const { id } = await queue.add(await upload('next'));
    expect(await ended(id)).toMatchObject({ state: 'done', report: { files: [{ created: 2 }] } });
    expect(await accounts()).toBe(2);
    expect(errors).toEqual([]);
  });

  test('an import that has not begun goes with its files', async () => {
    await whileHeld(importsHeld, async () => {
      const first = await queue.add(await upload('first'));
      const second = await queue.add(await upload('second'));
      expect(await queue.cancel(second.id)).toMatchObject({ state: 'cancelled' });
      await queue.cancel(first.id);
      await expect.poll(filesLeft, { timeout: 10_000 }).toEqual([]);
    });
    expect(await accounts()).toBe(0);
  });

  test('an import stopped before its first step holds no connection', async () => {
    const pool = connectPool(database.app);
    const signal = AbortSignal.abort();
    const source = csvSource();
    await expect(runImport(pool, { source, path: folder, signal })).rejects.toBe(signal.reason);
    expect(pool.totalCount - pool.idleCount).toBe(0);
    await pool.end();
  });

  test('once it is in, it is brought into readings and cannot be stopped', async () => {
    await whileHeld(sql`lock table reading.state in access exclusive mode`, async () => {
      const { id } = await queue.add(await upload('late'));
      await expect.poll(accounts, { timeout: 10_000 }).toBe(2);
      expect((await readJob(database.db, id))?.can_cancel).toBe(false);
      expect(await queue.cancel(id)).toBeUndefined();
    });
    expect(errors).toEqual([]);
  });

  test('of stopping and taking in at the same moment one alone happens', async () => {
    const { db } = database;
    const started = async (): Promise<string> => {
      const { id } = await insertJob(db, { kind: 'demo' });
      await startJob(db, id);
      return id;
    };
    const stopped = await started();
    await cancelJob(db, stopped);
    await expect(takeBeyondStop(db, stopped)).rejects.toBeInstanceOf(JobStopped);

    const kept = await started();
    const cancelling = await db.transaction().execute(async (tx) => {
      await takeBeyondStop(tx, kept);
      const late = cancelJob(db, kept);
      await expect.poll(waiting, { timeout: 10_000 }).toBe(1);
      return { late };
    });
    expect(await cancelling.late).toBeUndefined();
    expect(await readJob(db, kept)).toMatchObject({ state: 'running', can_cancel: false });
  });
});

/** Statements that wait for what another holds. */
const waiting = async (): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from pg_locks l join pg_stat_activity a on a.pid = l.pid
    where not l.granted and a.datname = current_database()`.execute(database.ownerDb);
  return rows[0]?.n ?? 0;
};

test('a backtest that is being made is stopped in the middle of a statement, and none is kept', async () => {
  const { id: imported } = await queue.add(await upload('accounts'));
  await ended(imported);
  await whileHeld(sql`lock table proof.report in access exclusive mode`, async () => {
    const { id } = await queue.add({ kind: 'proof', horizonDays: 90, from: null, to: null });
    await expect.poll(waiting, { timeout: 20_000 }).toBe(1);
    expect(await queue.cancel(id)).toMatchObject({ state: 'cancelled' });
    await expect.poll(waiting, { timeout: 10_000 }).toBe(0);
  });
  const { rows } = await sql`select from proof.report`.execute(database.ownerDb);
  expect(rows).toEqual([]);
  const { id } = await queue.add({ kind: 'proof', horizonDays: 90, from: null, to: null });
  expect(await ended(id)).toMatchObject({ state: 'done', error: null });
  expect(errors).toEqual([]);
});

test('a window whose filling is stopped is not filled, and is filled when it is asked for again', async () => {
  const { id: imported } = await queue.add(await upload('accounts'));
  await ended(imported);
  const { place } = (await takeWindow(database.db, 'sla', { windowDays: 30 })) ?? { place: 0 };
  const isFilled = async () =>
    (await furtherPlaces(database.db)).find((further) => further.place === place)?.isFilled;
  await whileHeld(sql`lock table reading.further in share mode`, async () => {
    const { id } = await queue.add({ kind: 'window', place });
    await expect.poll(waiting, { timeout: 20_000 }).toBe(1);
    expect((await readJob(database.db, id))?.can_cancel).toBe(true);
    expect(await queue.cancel(id)).toMatchObject({ state: 'cancelled', can_cancel: false });
    await expect.poll(waiting, { timeout: 10_000 }).toBe(0);
  });
  expect(await isFilled()).toBe(false);
  const { id } = await queue.add({ kind: 'window', place });
  expect(await ended(id)).toMatchObject({ state: 'done', error: null, can_cancel: false });
  expect(await isFilled()).toBe(true);
  expect(errors).toEqual([]);
});

test('a window that is filled in the moment it is stopped is not marked as filled', async () => {
  const { db } = database;
  const { place } = (await takeWindow(db, 'sla', { windowDays: 30 })) ?? { place: 0 };
  const { id } = await insertJob(db, { kind: 'window', place });
  await startJob(db, id);
  const stopAtTheEnd = (done: number, total: number) => {
    if (done === total) stopping = cancelJob(db, id);
  };
  let stopping: Promise<Job | undefined> = Promise.resolve(undefined);
  const filling = fillWindow(db, place, stopAtTheEnd, async (tx) => {
    await stopping;
    await takeBeyondStop(tx, id);
  });
  await expect(filling).rejects.toBeInstanceOf(JobStopped);
  expect((await furtherPlaces(db)).map(({ isFilled }) => isFilled)).toEqual([false]);
});
