import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../db/test-database.ts';
import { importLock } from '../facts/store/store-facts.ts';
import { type Job, type JobOrder, listJobs, readJob, startJob } from './job.ts';
import { isDue } from './nightly.ts';
import { type JobQueue, startQueue } from './queue.ts';

let database: TestDatabase;
let queue: JobQueue;
let errors: unknown[] = [];
let folder = '';

const open = () =>
  startQueue({
    app: database.app,
    owner: database.owner,
    log: { error: (error: unknown) => errors.push(error), warn: () => {}, debug: () => {} },
  });

beforeEach(async () => {
  errors = [];
  folder = await mkdtemp(join(tmpdir(), 'hale-jobs-'));
  database = await freshDatabase();
  queue = await open();
});
afterEach(async () => {
  await queue.stop();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

async function ended(id: string): Promise<Job> {
  for (let waited = 0; waited < 500; waited += 1) {
    const job = await readJob(database.db, id);
    if (job?.state === 'done' || job?.state === 'failed') return job;
    await sleep(100);
  }
  throw new Error(`job ${id} does not end`);
}

/** A job is told as ended before its files go, so that a stop between the two never loses the job. */
const filesTakenAway = () => expect.poll(() => readdir(folder), { timeout: 10_000 }).toEqual([]);

const run = async (order: JobOrder): Promise<Job> => ended((await queue.add(order)).id);

/** Rows of every table of the product, by name; those of settings, migrations and jobs aside. */
async function rowCounts(): Promise<Record<string, number>> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_schema || '.' || table_name as name
    from information_schema.tables
    where table_schema in ('account', 'app', 'fact', 'health', 'reading', 'rollup') and table_type = 'BASE TABLE'
      and table_name not in ('migration', 'setting', 'job', 'state')`.execute(database.ownerDb);
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(name)}`.execute(
      database.db,
    );
    counts[name] = rows[0]?.n ?? 0;
  }
  return counts;
}

const accountsFile = async (text: string) => {
  const upload = join(folder, 'upload');
  await mkdir(upload);
  await writeFile(join(upload, 'accounts.csv'), text);
  return { kind: 'import', source: 'csv', folder: upload, files: ['accounts.csv'] } as const;
};

describe('the demo', () => {
  test('is loaded with its account of rows, and removed without a trace', async () => {
    await run(await accountsFile('account_id,name\nown,Our own customer\n'));
    const before = await rowCounts();
    const loaded = await run({ kind: 'demo' });
    expect(loaded.error).toBeNull();
    const told = loaded.report?.files.find(({ file }) => file.startsWith('accounts'));
    expect(told).toMatchObject({ read: 60, created: 60 });
    const full = await rowCounts();
    expect(full['account.account']).toBe(61);
    for (const table of ['fact.ticket', 'rollup.csat', 'reading.day', 'health.current']) {
      expect(full[table], table).toBeGreaterThan(before[table] ?? 0);
    }
    expect(full['fact.touched']).toBe(0);
    expect((await run({ kind: 'demo' })).state).toBe('done');
    // Days without any reading may have a row or none.
    expect({ ...(await rowCounts()), 'reading.day': 0 }).toEqual({ ...full, 'reading.day': 0 });

    expect((await run({ kind: 'demo_removal' })).state).toBe('done');
    expect(await rowCounts()).toEqual(before);
    expect((await listJobs(database.db, 50)).map(({ kind }) => kind)).toEqual([
      'demo_removal',
      'import',
    ]);
    expect((await run({ kind: 'demo_removal' })).state).toBe('done');
  }, 120_000);
});

describe('an import', () => {
  test('accounts for its rows and takes its files away', async () => {
    const job = await run(await accountsFile('account_id,name\n1,One\n2,\n1,One\n'));
    expect(job).toMatchObject({ state: 'done', error: null, files: ['accounts.csv'] });
    expect(job.report?.files).toEqual([
      {
        file: 'accounts.csv',
        read: 3,
        created: 1,
        updated: 0,
        unchanged: 0,
        duplicate: 1,
        quarantined: 1,
        ignored: 0,
        refused: null,
      },
    ]);
    await filesTakenAway();
    expect(errors).toEqual([]);
    expect(await isDue(database.db, new Date())).toBe(false);
  });

  test('passes over a file it cannot read, says why, and takes in the others', async () => {
    const order = await accountsFile('account_id,name\n1,One\n');
    await writeFile(join(order.folder, 'costs.csv'), 'cost_id,amount\n1,5\n');
    const job = await run({ ...order, files: ['accounts.csv', 'costs.csv'] });
    expect(job).toMatchObject({ state: 'done', error: null });
    const costs = job.report?.files.find(({ file }) => file === 'costs.csv');
    expect(costs).toMatchObject({ read: 0, created: 0 });
    expect(costs?.refused).toContain('account_id');
    expect(job.report?.files.find(({ file }) => file === 'accounts.csv')).toMatchObject({
      created: 1,
    });
  });

  test('that cannot be read fails with a sentence that names no folder of ours', async () => {
    const job = await run(await accountsFile('name\nOne\n'));
    expect(job).toMatchObject({ state: 'failed', report: null });
    expect(job.error).toContain('account_id');
    expect(job.error).not.toContain(folder);
    expect(errors).toEqual([]);
    await filesTakenAway();
  });
});

describe('after a crash', () => {
  /** As the dead server left it: the job taken by a worker that is no more. */
  async function crash(order: JobOrder, attempts: number): Promise<string> {
    await queue.stop();
    queue = await open();
    await queue.stop();
    const owner = database.ownerDb;
    const { rows } = await sql<{ id: string }>`
      insert into app.job (kind, input) values (${order.kind}, ${JSON.stringify(order)}) returning id::text`.execute(
      owner,
    );
    const id = rows[0]?.id ?? '';
    await sql`select graphile_worker.add_job('job', ${JSON.stringify({ id })}::json, queue_name := 'jobs')`.execute(
      owner,
    );
    await sql`update graphile_worker._private_jobs set locked_by = 'gone', locked_at = now(), attempts = ${attempts}`.execute(
      owner,
    );
    await sql`update graphile_worker._private_job_queues set locked_by = 'gone', locked_at = now()`.execute(
      owner,
    );
    await startJob(database.db, id);
    return id;
  }

  test('the job runs again at the next start', async () => {
    const id = await crash(await accountsFile('account_id,name\n1,One\n'), 1);
    queue = await open();
    expect(await ended(id)).toMatchObject({ state: 'done', report: { files: [{ created: 1 }] } });
  });

  test('and so it does when the server was stopped in its middle', async () => {
    const { id } = await database.db.connection().execute(async (busy) => {
      await sql`select pg_advisory_lock(${importLock})`.execute(busy);
      const job = await queue.add(await accountsFile('account_id,name\n1,One\n'));
      for (let waited = 0; waited < 100; waited += 1) {
        if ((await readJob(database.db, job.id))?.progress.step === 'reading') break;
        await sleep(50);
      }
      await queue.stop();
      await sql`select pg_advisory_unlock(${importLock})`.execute(busy);
      return job;
    });
    expect(await readJob(database.db, id)).toMatchObject({ state: 'running', error: null });
    queue = await open();
    expect(await ended(id)).toMatchObject({ state: 'done', report: { files: [{ created: 1 }] } });
    await filesTakenAway();
  });

  test('but not for ever', async () => {
    const id = await crash(await accountsFile('account_id,name\n1,One\n'), 3);
    queue = await open();
    expect(await ended(id)).toMatchObject({ state: 'failed' });
  });
});

test('readings are due at the first start, when a day begins, and when facts were left to the server', async () => {
  const { db } = database;
  const now = new Date();
  expect(await isDue(db, now)).toBe(true);
  expect(queue.isUpToDate()).toBe(false);
  await queue.refresh();
  for (let waited = 0; waited < 100 && !queue.isUpToDate(); waited += 1) await sleep(100);
  expect(queue.isUpToDate()).toBe(true);
  expect(await isDue(db, now)).toBe(false);
  expect(await isDue(db, new Date(now.getTime() + 86_400_000))).toBe(true);
  await sql`insert into fact.touched (account_id, facts) values (1, '{}')`.execute(db);
  expect(await isDue(db, now)).toBe(true);
  await sql`delete from fact.touched`.execute(db);
  expect(await isDue(db, now)).toBe(false);
  await sql`insert into fact.touched_calendar (source_id) values (1)`.execute(db);
  expect(await isDue(db, now)).toBe(true);
});
