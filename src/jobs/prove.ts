import type { Db } from '../db/connect.ts';
import { Day } from '../lib/day.ts';
import { judgeSettings, keepReport, stateOfGround } from '../proof/report.ts';
import type { JobOrder } from './job.ts';

/** Makes a backtest and keeps it. Readings have to be up to date. */
export async function prove(
  db: Db,
  { horizonDays, from, to }: JobOrder & { kind: 'proof' },
  onProgress: (step: 'readings' | 'judging', done: number) => void,
): Promise<void> {
  const request = {
    horizonDays,
    from: from === null ? undefined : Day.parse(from),
    to: to === null ? undefined : Day.parse(to),
  };
  const madeOf = await stateOfGround(db);
  const judged = await judgeSettings(db, request, { onProgress, isDispensable: true });
  await keepReport(db, request, { ...judged, madeOf });
}
