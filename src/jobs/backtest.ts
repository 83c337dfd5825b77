import { readCompany } from '../accounts/company.ts';
import type { Db } from '../db/connect.ts';
import { readVersion, type Version } from '../health/versions.ts';
import type { Day } from '../lib/day.ts';
import { compareForesight } from '../proof/foresight.ts';
import { groundOf, keepComparison } from '../proof/kept-comparison.ts';
import type { ProofData } from '../proof/proof.ts';
import { monthEndsIn, readProofData } from '../proof/read-data.ts';
import { UnreadableInput } from '../sources/source.ts';
import type { JobOrder } from './job.ts';

/** A year of month-ends, as far as it can be judged. */
const mostMonths = 12;

interface Options {
  /** Month-ends scored, of both settings together. */
  onProgress(done: number, total: number): void;
  /** Once aborted, the job throws and has kept nothing. */
  signal: AbortSignal;
  /** Runs last, in the transaction that keeps the comparison. */
  beforeCommit(tx: Db): Promise<void>;
}

/**
 * Judges two settings by the same past and keeps what came out; readings have to be up to date. Throws UnreadableInput
 * where a version is there no more.
 */
export async function compareVersions(
  db: Db,
  { before, after, horizonDays }: JobOrder & { kind: 'backtest' },
  { onProgress, signal, beforeCommit }: Options,
): Promise<void> {
  const request = {
    before: await versionOf(db, before),
    after: await versionOf(db, after),
    horizonDays,
  };
  const madeOf = await groundOf(db, request);
  const judged = await monthEndsIn(db, await readCompany(db), { horizonDays });
  const monthEnds = judged.slice(-mostMonths);
  let done = 0;
  const onMonth = (): void => {
    signal.throwIfAborted();
    onProgress(done, 2 * monthEnds.length);
    done += 1;
  };
  const past = (version: Version) => pastUnder(db, { version, horizonDays, monthEnds, onMonth });
  const comparison = compareForesight(await past(request.before), await past(request.after));
  await db.transaction().execute(async (tx) => {
    await keepComparison(tx, request, { comparison, madeOf });
    await beforeCommit(tx);
  });
}

async function versionOf(db: Db, id: number): Promise<Version> {
  const version = await readVersion(db, id);
  if (version === undefined) {
    throw new UnreadableInput(`There is no version ${id} of the score any more. Compare others.`);
  }
  return version;
}

interface PastRequest {
  version: Version;
  horizonDays: number;
  monthEnds: readonly Day[];
  onMonth(): void;
}

/** One month-end after the other, so that it tells how far it is and can be stopped between two; without KPIs. */
async function pastUnder(
  db: Db,
  { version, horizonDays, monthEnds, onMonth }: PastRequest,
): Promise<ProofData> {
  const months: ProofData[] = [];
  for (const day of monthEnds) {
    onMonth();
    months.push((await readProofData(db, { version, horizonDays, from: day, to: day })).data);
  }
  const first = months[0] ?? (await readProofData(db, { version, horizonDays })).data;
  return {
    ...first,
    kpis: [],
    monthEnds,
    health: months.flatMap(({ health }) => health),
    bands: months.flatMap(({ bands }) => bands),
  };
}
