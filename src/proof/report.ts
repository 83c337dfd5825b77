import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import { currentVersion } from '../health/versions.ts';
import type { Learned } from './judge.ts';
import { judgeInThread } from './judge-in-thread.ts';
import type { Proof } from './proof.ts';
import {
  type ProofInput,
  type ProofRequest,
  type RuleWithoutHistory,
  readProofData,
} from './read-data.ts';
import { type AskedReport, storeRows } from './stored-rows.ts';

/** A backtest, and the settings it judges. */
export interface ProofReport extends Proof {
  readonly settings_version: number;
  readonly rules_without_history: readonly RuleWithoutHistory[];
}

interface MakingOptions {
  /** 0..1 of each step. */
  onProgress?: (step: 'readings' | 'judging', done: number) => void;
  /** The process may end before it is done, as when a server stops. */
  isDispensable?: boolean;
  /** Aborted, it ends by throwing the signal's reason. */
  signal?: AbortSignal;
}

/** Reads and judges. Readings have to be up to date. */
export const makeReport = async (
  db: Db,
  request: ProofRequest,
  options: MakingOptions = {},
): Promise<ProofReport> => (await judgeSettings(db, request, options)).report;

/** A report with what it judged. */
export interface Judged {
  report: ProofReport;
  learned: Learned;
  input: ProofInput;
}

/** The same, for whoever keeps the rows too. */
export async function judgeSettings(
  db: Db,
  request: ProofRequest,
  { onProgress = () => {}, isDispensable = false, signal }: MakingOptions = {},
): Promise<Judged> {
  onProgress('readings', 0);
  const input = await readProofData(db, request);
  const { data, version, rulesWithoutHistory } = input;
  const { proof, learned } = await judgeInThread(data, {
    onProgress: (done) => onProgress('judging', done),
    isDispensable,
    signal,
  });
  return {
    report: { ...proof, settings_version: version, rules_without_history: rulesWithoutHistory },
    learned,
    input,
  };
}

/** A stored report, without the probability of every account. */
export type StoredReport = Omit<ProofReport, 'probabilities'>;

export interface KeptReport {
  report: StoredReport;
  madeAt: Date;
  /** False: settings or facts have changed since. */
  isCurrent: boolean;
}

/** What a report is kept under. */
export const askedReport = ({ horizonDays, from, to }: ProofRequest): AskedReport => ({
  horizonDays,
  first: from ?? '-infinity',
  last: to ?? 'infinity',
});

/**
 * Keeps a report under what was asked, with its rows; `madeOf` is taken before reading, so that a change meanwhile shows.
 */
export async function keepReport(
  db: Db,
  request: ProofRequest,
  made: Judged & { madeOf: string },
  beforeCommit: (tx: Db) => Promise<void> = async () => {},
): Promise<void> {
  const asked = askedReport(request);
  const { probabilities: _probabilities, ...report } = made.report;
  await db.transaction().execute(async (tx) => {
    await sql`
    insert into proof.report (horizon_days, first_asked, last_asked, report, kpis, version, made_of)
    values (${asked.horizonDays}, ${asked.first}::date, ${asked.last}::date, ${JSON.stringify(report)}::jsonb,
      ${made.input.data.kpis.map(({ id }) => id)}::text[], ${report.settings_version}, ${made.madeOf})
    on conflict (horizon_days, first_asked, last_asked) do update set report = excluded.report, kpis = excluded.kpis,
      version = excluded.version, made_of = excluded.made_of, made_at = now()`.execute(tx);
    await storeRows(tx, asked, {
      judgement: { proof: made.report, learned: made.learned },
      input: made.input,
    });
    await forgetOldReports(tx);
    await beforeCommit(tx);
  });
}

/** Of a large company each holds a quarter of a million rows; these are the horizons that the screen offers. */
const mostReports = 5;
/** The one that scores are trusted by on other screens. */
const usualHorizonDays = 90;

/** Keeps the newest reports, and the one that other screens ask for, with their rows. */
async function forgetOldReports(tx: Db): Promise<void> {
  await sql`
    delete from proof.report
    where (horizon_days, first_asked, last_asked) not in (
        select horizon_days, first_asked, last_asked from proof.report order by made_at desc limit ${mostReports}
      )
      and (horizon_days, first_asked, last_asked) <> (${usualHorizonDays}, '-infinity'::date, 'infinity'::date)`.execute(
    tx,
  );
}

/** The report kept for what is asked; null where none was made. */
export async function keptReport(db: Db, request: ProofRequest): Promise<KeptReport | null> {
  const { horizonDays, first, last } = askedReport(request);
  const { rows } = await sql<{ report: StoredReport; made_of: string; made_at: Date }>`
    select report, made_of, made_at
    from proof.report
    where horizon_days = ${horizonDays} and first_asked = ${first}::date and last_asked = ${last}::date`.execute(
    db,
  );
  const [row] = rows;
  if (row === undefined) return null;
  const isCurrent = row.made_of === (await stateOfGround(db));
  return { report: row.report, madeAt: row.made_at, isCurrent };
}

/** Changes with the settings of score and company, and with every import; another place of readings is none of both. */
export async function stateOfGround(db: Db): Promise<string> {
  const { id } = await currentVersion(db);
  const { rows } = await sql<{ state: string }>`
    select concat_ws(' ',
      (select string_agg(key || '=' || value, ' ' order by key) from app.setting),
      (select concat(max(id), ' ', count(*)) from app.import_run),
      (select max(finished_at) from app.job 
        where kind not in ('proof', 'backtest', 'window') and state <> 'cancelled')) as state`.execute(
    db,
  );
  return createHash('sha256').update(`${id} ${rows[0]?.state}`).digest('hex');
}
