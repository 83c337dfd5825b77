import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { FileReport } from '../facts/store/import-report.ts';

/** What is asked for; an import reads the files that lie in `folder` and takes the folder away afterwards. */
export type JobOrder =
  | { kind: 'demo' | 'demo_removal' | 'rebuild' }
  | { kind: 'window'; place: number }
  | { kind: 'proof'; horizonDays: number; from: string | null; to: string | null }
  | { kind: 'backtest'; before: number; after: number; horizonDays: number }
  | { kind: 'import'; source: string; folder: string; files: readonly string[] };

export type JobStep =
  | 'waiting'
  | 'reading'
  | 'storing'
  | 'rollups'
  | 'readings'
  | 'health'
  | 'judging'
  | 'keeping'
  | 'removing';

type FileAccount = Omit<FileReport, 'ignored_columns'>;

export interface JobReport {
  files: FileAccount[];
}

/** Something that runs in the background, as people see it. Instants in ISO 8601. */
export interface Job {
  id: string;
  kind: JobOrder['kind'];
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  /** Whether it can be stopped now without leaving anything half done. */
  can_cancel: boolean;
  /** Plain names of uploaded files. */
  files: string[];
  /** Bytes of the file while reading, accounts afterwards. */
  progress: { done: number; total: number | null; step: JobStep; file: string | null };
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  error: string | null;
  report: JobReport | null;
}

const iso = (column: string) =>
  sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** What is taken in is brought into readings afterwards: from then on there is something to go on with. */
const takingIn: readonly JobOrder['kind'][] = ['import', 'demo'];
const beforeTakenIn: readonly JobStep[] = ['waiting', 'reading', 'storing'];
/** What they write counts from their end on only: readings of a window are not used before it is marked as filled. */
const countingAtEnd: readonly JobOrder['kind'][] = ['proof', 'backtest', 'window'];

const canCancel = sql`(state in ('queued', 'running') and (
  kind = any(${takingIn}::text[]) and step = any(${beforeTakenIn}::text[])
  or kind = any(${countingAtEnd}::text[]) and step <> 'keeping'))`;

const jobColumns = sql`
  id::text, kind, state, files, ${canCancel} as can_cancel,
  json_build_object('done', done_count, 'total', total_count, 'step', step, 'file', file) as progress,
  ${iso('created_at')} as created_at, ${iso('started_at')} as started_at, ${iso('finished_at')} as finished_at,
  error, report`;

/** The newest first. */
export async function listJobs(db: Db, most: number): Promise<Job[]> {
  const { rows } = await sql<Job>`
    select ${jobColumns} from app.job order by id desc limit ${most}`.execute(db);
  return rows;
}

export async function runningJobs(db: Db): Promise<Job[]> {
  const { rows } = await sql<Job>`
    select ${jobColumns} from app.job where state in ('queued', 'running') order by id`.execute(db);
  return rows;
}

const JOB_ID = /^\d{1,15}$/;

/** Undefined where there is no such job. */
export async function readJob(db: Db, id: string): Promise<Job | undefined> {
  if (!JOB_ID.test(id)) return undefined;
  const { rows } =
    await sql<Job>`select ${jobColumns} from app.job where id = ${id}::bigint`.execute(db);
  return rows[0];
}

/** Stores an order as a queued job. */
export async function insertJob(db: Db, order: JobOrder): Promise<Job> {
  const files = order.kind === 'import' ? [...order.files] : [];
  const { rows } = await sql<Job>`
    insert into app.job (kind, files, input) values (${order.kind}, ${files}::text[], ${JSON.stringify(order)})
    returning ${jobColumns}`.execute(db);
  const [job] = rows;
  if (job === undefined) throw new Error('the job was not stored');
  return job;
}

/** What was asked for, whatever became of it. */
export async function orderOf(db: Db, id: string): Promise<JobOrder | undefined> {
  const { rows } = await sql<{ input: JobOrder }>`
    select input from app.job where id = ${id}::bigint`.execute(db);
  return rows[0]?.input;
}

/** The order of a job that is to run now; undefined where it has ended. */
export async function startJob(db: Db, id: string): Promise<JobOrder | undefined> {
  const { rows } = await sql<{ input: JobOrder }>`
    update app.job
    set state = 'running', started_at = coalesce(started_at, now()), step = 'waiting', file = null,
      done_count = 0, total_count = null
    where id = ${id}::bigint and state in ('queued', 'running')
    returning input`.execute(db);
  return rows[0]?.input;
}

export async function tellProgress(db: Db, id: string, progress: Job['progress']): Promise<void> {
  const { done, total, step, file } = progress;
  await sql`
    update app.job
    set done_count = ${Math.round(done)}, total_count = ${total === null ? null : Math.round(total)},
      step = ${step}, file = ${file}
    where id = ${id}::bigint`.execute(db);
}

/** A person has stopped the job: that is no failure. */
export class JobStopped extends Error {}

/**
 * Part of the transaction that keeps what a job made: once it commits, the job can be stopped no more. Throws JobStopped
 * where it was stopped already.
 */
export async function takeBeyondStop(tx: Db, id: string): Promise<void> {
  const { rows } = await sql`
    update app.job set step = 'keeping', file = null, done_count = 0, total_count = null
    where id = ${id}::bigint and state = 'running'
    returning id`.execute(tx);
  if (rows.length === 0) throw new JobStopped();
}

export async function finishJob(db: Db, id: string, report: JobReport | null): Promise<void> {
  await sql`
    update app.job
    set state = 'done', finished_at = now(), error = null, done_count = coalesce(total_count, done_count), report = ${report === null ? null : JSON.stringify(report)}::jsonb
    where id = ${id}::bigint and state <> 'cancelled'`.execute(db);
}

/** `error` is a sentence for people. */
export async function failJob(db: Db, id: string, error: string): Promise<void> {
  await sql`
    update app.job set state = 'failed', finished_at = now(), error = ${error}
    where id = ${id}::bigint and state <> 'cancelled'`.execute(db);
}

/** Marks a job as stopped by a person; undefined where it has ended or cannot be stopped. */
export async function cancelJob(db: Db, id: string): Promise<Job | undefined> {
  if (!JOB_ID.test(id)) return undefined;
  const { rows } = await sql<Job>`
    update app.job set state = 'cancelled', finished_at = now()
    where id = ${id}::bigint and ${canCancel}
    returning ${jobColumns}`.execute(db);
  return rows[0];
}
