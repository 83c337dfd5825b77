import type { Db } from '../db/connect.ts';
import { Day } from '../lib/day.ts';
import { judgeSettings, keepReport, stateOfGround } from '../proof/report.ts';
import type { JobOrder } from './job.ts';

interface ProvingOptions {
  onProgress: (step: 'readings' | 'judging', done: number) => void;
  /** Once aborted, the job throws and has kept nothing. */
  signal: AbortSignal;
  /** Runs last, in the transaction that keeps the backtest. */
  beforeCommit: (tx: Db) => Promise<void>;
}

/** Makes a backtest and keeps it. Readings have to be up to date. */
export async function prove(
  db: Db,
  { horizonDays, from, to }: JobOrder & { kind: 'proof' },
  { onProgress, signal, beforeCommit }: ProvingOptions,
): Promise<void> {
  const request = {
    horizonDays,
    from: from === null ? undefined : Day.parse(from),
    to: to === null ? undefined : Day.parse(to),
  };
  const madeOf = await stateOfGround(db);
  const judged = await judgeSettings(db, request, { onProgress, signal, isDispensable: true });
  await keepReport(db, request, { ...judged, madeOf }, beforeCommit);
}
