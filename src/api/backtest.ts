import type { Db } from '../db/connect.ts';
import type { Version } from '../health/versions.ts';
import { bandsOf, leadTimeOf } from '../proof/bands-proof.ts';
import type { ProofData } from '../proof/proof.ts';
import { readProofData } from '../proof/read-data.ts';
import { type Rows, rowsOf } from '../proof/rows.ts';
import type { Backtest, Foresight } from './contract/version.ts';

interface Request {
  before: Version;
  after: Version;
  horizonDays: number;
}

/** What two versions would have seen of those who left, on the month-ends that a proof looks at. */
export async function backtestOf(
  db: Db,
  { before, after, horizonDays }: Request,
): Promise<Backtest> {
  // One after the other: each reads the readings of all accounts on all month-ends.
  const old = (await readProofData(db, { horizonDays, version: before })).data;
  const fresh = (await readProofData(db, { horizonDays, version: after })).data;
  const rows = rowsOf(old);
  const churned = new Set<number>();
  for (const [row, label] of rows.labels.entries()) {
    if (label === 1) churned.add(rows.accounts[row] ?? 0);
  }
  return {
    from: old.monthEnds[0] ?? null,
    to: old.monthEnds.at(-1) ?? null,
    horizon_days: horizonDays,
    months: old.monthEnds.length,
    accounts: rows.accountCount,
    churned: churned.size,
    before: foresightOf(old, rows),
    after: foresightOf(fresh, rows),
  };
}

/** Rows are the same under all settings: who is judged when does not depend on the score. */
function foresightOf(data: ProofData, rows: Rows): Foresight {
  const { at_risk } = bandsOf(data, rows);
  return {
    seen: at_risk.churned_accounts,
    false_alarms: at_risk.accounts - at_risk.churned_accounts,
    lead_time_days: leadTimeOf(data, rows).median,
  };
}
