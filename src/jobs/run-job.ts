import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import type { Db } from '../db/connect.ts';
import type { ImportReport } from '../facts/store/import-report.ts';
import { csvSource } from '../sources/csv/csv.source.ts';
import { sourceOfId } from '../sources/index.ts';
import { UnreadableInput } from '../sources/source.ts';
import { compareVersions } from './backtest.ts';
import { fillWindow } from './further.ts';
import { runImport } from './import.ts';
import {
  failJob,
  finishJob,
  type Job,
  type JobOrder,
  type JobReport,
  JobStopped,
  orderOf,
  startJob,
  takeBeyondStop,
  tellProgress,
} from './job.ts';
import { loadDemo } from './load-demo.ts';
import { prove } from './prove.ts';
import { refresh } from './refresh.ts';
import { removeDemo } from './remove-demo.ts';

export interface JobTools {
  db: Db;
  pool: pg.Pool;
  onError(error: unknown): void;
}

type Tell = (progress: Partial<Job['progress']> & Pick<Job['progress'], 'step'>) => void;

const toldEveryMs = 300;

interface RunOptions {
  /** Whether what is thrown is no failure of the job, as when the server stops. */
  isGivenUp(): boolean;
  /** Aborted when a person stops the job, which is then marked as cancelled already. */
  signal: AbortSignal;
}

/**
 * Runs a stored job to its end and writes down how it went; one that has ended is passed over. Throws what
 * `isGivenUp` says is no failure of the job: it stays as it is and can run again.
 */
export async function runJob(
  { db, pool, onError }: JobTools,
  id: string,
  { isGivenUp, signal }: RunOptions,
): Promise<void> {
  const order = await startJob(db, id);
  if (order === undefined) return removeUpload(await orderOf(db, id));
  const progress = progressOf(db, id);
  const beforeCommit = async (tx: Db) => {
    await progress.settle();
    await takeBeyondStop(tx, id);
  };
  try {
    const report = await workOf(order, { db, pool, signal, beforeCommit, tell: progress.tell });
    await progress.settle();
    await finishJob(db, id, report);
  } catch (error) {
    if (isGivenUp()) throw error;
    await progress.settle();
    if (!signal.aborted && !(error instanceof JobStopped)) {
      if (!(error instanceof UnreadableInput)) onError(error);
      await failJob(db, id, sentenceOf(error, order));
    }
  }
  await removeUpload(order);
}

async function removeUpload(order: JobOrder | undefined): Promise<void> {
  if (order?.kind === 'import') await rm(order.folder, { recursive: true, force: true });
}

interface Work {
  db: Db;
  pool: pg.Pool;
  signal: AbortSignal;
  /** To be called in the transaction that keeps what the job made. */
  beforeCommit(tx: Db): Promise<void>;
  tell: Tell;
}

async function workOf(order: JobOrder, work: Work): Promise<JobReport | null> {
  switch (order.kind) {
    case 'demo': {
      const report = await loadDemo(work.db, work.pool, {
        onStoring: (file) => work.tell({ step: 'storing', file }),
        signal: work.signal,
        beforeCommit: work.beforeCommit,
      });
      await refreshed(work);
      return reportOf(report);
    }
    case 'demo_removal':
      work.tell({ step: 'removing' });
      await removeDemo(work.db);
      await refreshed(work);
      return null;
    case 'import': {
      const report = await imported(order, work);
      await refreshed(work);
      return reportOf(report);
    }
    case 'window':
      await fillWindow(
        work.db,
        order.place,
        (done, total) => {
          work.signal.throwIfAborted();
          work.tell({ step: 'readings', done, total });
        },
        work.beforeCommit,
      );
      return null;
    case 'proof':
      await refreshed(work);
      await prove(work.db, order, {
        signal: work.signal,
        beforeCommit: work.beforeCommit,
        onProgress: (step, done) => work.tell({ step, done: 100 * done, total: 100 }),
      });
      return null;
    case 'backtest':
      await refreshed(work);
      await compareVersions(work.db, order, {
        signal: work.signal,
        beforeCommit: work.beforeCommit,
        onProgress: (done, total) => work.tell({ step: 'judging', done, total }),
      });
      return null;
    case 'rebuild':
      await refreshed(work);
      return null;
  }
}

/** Ends between two batches where a person stops it: the next refresh goes on there. */
const refreshed = ({ db, tell, signal }: Work) =>
  refresh(db, {
    onProgress: (progress) => {
      signal.throwIfAborted();
      tell(progress);
    },
  });

function imported(
  order: JobOrder & { kind: 'import' },
  { pool, tell, signal, beforeCommit }: Work,
): Promise<ImportReport> {
  const refused: { file: string; problem: string }[] = [];
  const source =
    sourceOfId(order.source) ??
    csvSource({ onRefused: (file, problem) => refused.push({ file, problem }) });
  const [onlyFile] = order.files;
  const path = source.reads === 'file' ? join(order.folder, onlyFile ?? '') : order.folder;
  return runImport(pool, {
    source,
    path,
    refused,
    onReading: ({ file, bytesRead, bytesTotal }) =>
      tell({ step: 'reading', file, done: bytesRead, total: bytesTotal }),
    onStoring: (file) => tell({ step: 'storing', file }),
    signal,
    beforeCommit,
  });
}

const reportOf = ({ files }: ImportReport): JobReport => ({
  files: files.map(({ ignored_columns: _columns, ...account }) => account),
});

function sentenceOf(error: unknown, order: JobOrder): string {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof UnreadableInput)) {
    return `Hale has failed: ${message}. Nothing was taken in; the log of the server says more.`;
  }
  return order.kind === 'import' ? message.replaceAll(order.folder, 'The upload') : message;
}

/** Writes progress down a few times a second at most, one after the other, and never lets it stop the work. */
function progressOf(db: Db, id: string) {
  let toldAt = 0;
  let step: Job['progress']['step'] | null = null;
  let writing: Promise<void> = Promise.resolve();
  const tell: Tell = ({ done = 0, total = null, file = null, ...next }) => {
    if (next.step === step && Date.now() - toldAt < toldEveryMs) return;
    toldAt = Date.now();
    step = next.step;
    const progress = { done, total, file, step };
    writing = writing.then(() => tellProgress(db, id, progress)).catch(() => {});
  };
  return { tell, settle: () => writing };
}
