import { once } from 'node:events';
import { Logger, type Runner, run, runMigrations } from 'graphile-worker';
import { sql } from 'kysely';
import type pg from 'pg';
import { z } from 'zod';
import { connect, connectPool, type Db } from '../db/connect.ts';
import { cancelJob, failJob, insertJob, type Job, type JobOrder } from './job.ts';
import { refresh } from './refresh.ts';
import { runJob } from './run-job.ts';

/** Runs jobs one after the other, each once, over restarts and crashes. */
export interface JobQueue {
  /** Stores the order and its place in the queue in one transaction. */
  add(order: JobOrder): Promise<Job>;
  /** Stops a job; undefined where it has ended, or cannot be stopped. */
  cancel(id: string): Promise<Job | undefined>;
  /** Brings readings up to date as soon as the running job is over. */
  refresh(): Promise<void>;
  /** Whether readings have been brought up to date since the start. */
  isUpToDate(): boolean;
  /** Waits a moment for the running job; what does not end by itself runs again at the next start. */
  stop(): Promise<void>;
}

export interface QueueOptions {
  app: pg.PoolConfig;
  /** The queue's tables let nobody but their owner in. */
  owner: pg.PoolConfig;
  log: Pick<Console, 'error' | 'warn' | 'debug'>;
}

const Payload = z.object({ id: z.string() });
/** A job that has taken the server down this often is not tried again. */
const mostAttempts = 3;
const stopWithinMs = 3_000;
const closeWithinMs = 10_000;
const cutEveryMs = 300;
const mostCuts = 30;

/** Starts the queue. Only the one process that serves may: whatever is locked was left by a crash and runs again. */
export async function startQueue({ app, owner, log }: QueueOptions): Promise<JobQueue> {
  const ownerPool = connectPool(owner);
  const ownerDb = connect(owner);
  const workers = { ...app, application_name: `${app.application_name ?? 'hale'}, jobs` };
  const pool = connectPool(workers);
  const db = connect(workers);
  const logger = loggerTo(log);
  await runMigrations({ pgPool: ownerPool, logger });
  await unlockAll(ownerDb);

  let isUpToDate = false;
  let isStopping = false;
  let running: { id: string; stop: AbortController } | null = null;
  const tools = { db, pool, onError: (error: unknown) => log.error(error) };
  const runner = await run({
    pgPool: ownerPool,
    concurrency: 1,
    noHandleSignals: true,
    parsedCronItems: [],
    logger,
    taskList: {
      job: async (payload, { job }) => {
        const { id } = Payload.parse(payload);
        if (job.attempts > mostAttempts) {
          await failJob(
            db,
            id,
            `Hale was stopped ${mostAttempts} times while this ran, so it is not tried again.`,
          );
        } else {
          const stop = new AbortController();
          running = { id, stop };
          const end = runJob(tools, id, { isGivenUp: () => isStopping, signal: stop.signal });
          const interrupting = interrupt(workers, end, stop.signal).catch(tools.onError);
          try {
            await end;
          } finally {
            running = null;
            await interrupting;
          }
          // Bringing readings up to date may have been what was interrupted.
          if (stop.signal.aborted) await addRefresh(ownerDb);
          await analyzeLists(ownerDb);
        }
      },
      refresh: async () => {
        await refresh(db);
        await analyzeLists(ownerDb);
        isUpToDate = true;
      },
    },
  });

  return {
    add: (order) =>
      ownerDb.transaction().execute(async (tx) => {
        const job = await insertJob(tx, order);
        await sql`
          select graphile_worker.add_job('job', ${JSON.stringify({ id: job.id })}::json, queue_name := 'jobs')`.execute(
          tx,
        );
        return job;
      }),
    cancel: async (id) => {
      const job = await cancelJob(ownerDb, id);
      if (job !== undefined && running?.id === id) running.stop.abort();
      return job;
    },
    refresh: () => addRefresh(ownerDb),
    isUpToDate: () => isUpToDate,
    stop: async () => {
      isStopping = true;
      const end = stopped(runner);
      const isIdle = await within(stopWithinMs, end);
      const closing = Promise.all([db.destroy(), pool.end()]);
      if (!isIdle) await cutOff(workers, end, 'pg_terminate_backend');
      if (!(await within(closeWithinMs, closing))) {
        log.error('A job holds a connection that was never given back; Hale ends without it.');
      }
      await againAtOnce(ownerDb);
      await Promise.all([ownerDb.destroy(), ownerPool.end()]);
    },
  };
}

async function addRefresh(ownerDb: Db): Promise<void> {
  await sql`
    select graphile_worker.add_job(
      'refresh', '{}'::json, queue_name := 'jobs', job_key := 'refresh', priority := -10)`.execute(
    ownerDb,
  );
}

/** Once a person stops the job: cancels what it has the database do, which may take a minute, until it has ended. */
async function interrupt(
  workers: pg.PoolConfig,
  end: Promise<unknown>,
  signal: AbortSignal,
): Promise<void> {
  const ended = end.catch(() => {});
  await Promise.race([ended, once(signal, 'abort')]);
  if (signal.aborted) await cutOff(workers, ended, 'pg_cancel_backend');
}

/** Ends the statements or the connections of a job that goes on, so that its transaction rolls back. */
async function cutOff(
  workers: pg.PoolConfig,
  end: Promise<unknown>,
  cut: 'pg_cancel_backend' | 'pg_terminate_backend',
): Promise<void> {
  const cutter = connect({ ...workers, application_name: 'hale, stopping' });
  try {
    for (let tries = 0; tries < mostCuts; tries += 1) {
      await sql`
        select ${sql.ref(cut)}(pid) from pg_stat_activity
        where datname = current_database() and application_name = ${workers.application_name}`.execute(
        cutter,
      );
      if (await within(cutEveryMs, end)) return;
    }
  } finally {
    await cutter.destroy();
  }
}

/** What did not come to its end was stopped by us: that is no failed attempt, and no reason to wait. */
async function againAtOnce(ownerDb: Db): Promise<void> {
  await sql`
    update graphile_worker._private_jobs
    set attempts = attempts - 1, run_at = now()
    where attempts > 0 and locked_by is null and last_error is not null`.execute(ownerDb);
}

/** The tables that every list reads have changed at once: the planner should know before it is asked. */
const analyzeLists = (ownerDb: Db) => sql`analyze account.account, health.current`.execute(ownerDb);

async function unlockAll(ownerDb: Db): Promise<void> {
  await sql`
    select graphile_worker.force_unlock_workers(array(
      select locked_by from graphile_worker._private_jobs where locked_by is not null
      union
      select locked_by from graphile_worker._private_job_queues where locked_by is not null
    ))`.execute(ownerDb);
}

const stopped = (runner: Runner): Promise<unknown> =>
  runner.stop().then(
    () => runner.promise,
    () => {},
  );

async function within(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The queue tells of every job it starts: that is for looking into its works only. */
const loggerTo = (log: QueueOptions['log']): Logger =>
  new Logger(() => (level, message) => {
    if (level === 'error') log.error(message);
    else if (level === 'warning') log.warn(message);
    else log.debug(message);
  });
