import { bandOrder } from '../scoring/portfolio.ts';
import type { Proof, ProofData } from './proof.ts';
import { dayNumbersOf, monthOf, type Rows, rowsOf } from './rows.ts';
import { partOf } from './statistics/rates.ts';

/** What a backtest judged, column by column; a row is an account at a month-end, by month-end, then account. */
export interface JudgedRows {
  readonly asOf: readonly string[];
  /** Place of the account in the data. */
  readonly accounts: Int32Array;
  readonly bands: readonly string[];
  readonly health: readonly (number | null)[];
  /** Days since 1970-01-01; null: not within the horizon. */
  readonly leftOn: readonly (number | null)[];
  /** Days since 1970-01-01 of the account's first month-end at risk. */
  readonly firstAtRiskOn: readonly (number | null)[];
  /** As the report has them: null where nothing was learned, or from too few. */
  readonly probabilities: readonly (number | null)[];
  /** Part 1 … 10 by probability, as in the calibration. */
  readonly deciles: readonly (number | null)[];
}

/** The rows behind the counts of a report. */
export function judgedRowsOf(data: ProofData, report: Pick<Proof, 'probabilities'>): JudgedRows {
  const rows = rowsOf(data);
  const months = monthsOf(data, rows);
  const probabilities = probabilitiesOf(data, rows, months, report.probabilities);
  const bandAt = (row: number) => data.bands[months[row] ?? 0]?.[rows.accounts[row] ?? 0];
  const firstAtRisk = firstAtRiskOf(data, rows, months, bandAt);
  const all = Array.from(rows.accounts, (account, row) => ({ account, row }));
  return {
    asOf: all.map(({ row }) => data.monthEnds[months[row] ?? 0] ?? ''),
    accounts: rows.accounts,
    bands: all.map(({ row }) => bandOrder[bandAt(row) ?? 3] ?? 'unknown'),
    health: all.map(({ account, row }) => known(data.health[months[row] ?? 0]?.[account])),
    leftOn: all.map(({ account, row }) =>
      rows.labels[row] === 1 ? (data.churnDay[account] ?? null) : null,
    ),
    firstAtRiskOn: all.map(({ account }) => firstAtRisk.get(account) ?? null),
    probabilities: Array.from(probabilities, known),
    deciles: decilesOf(probabilities),
  };
}

const known = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;

/** Place of each row's month-end. */
function monthsOf(data: ProofData, rows: Rows): Int32Array {
  const months = new Int32Array(rows.count);
  for (const month of data.monthEnds.keys()) {
    const [from, until] = monthOf(rows, month);
    months.fill(month, from, until);
  }
  return months;
}

/** Back to rows from the list of a report, which stands in order of accounts, then of month-ends. */
function probabilitiesOf(
  data: ProofData,
  rows: Rows,
  months: Int32Array,
  listed: Proof['probabilities'],
): Float64Array {
  const byAccount = Int32Array.from({ length: rows.count }, (_, row) => row).sort(
    (a, b) => (rows.accounts[a] ?? 0) - (rows.accounts[b] ?? 0) || a - b,
  );
  const probabilities = new Float64Array(rows.count).fill(Number.NaN);
  let next = 0;
  for (const row of byAccount) {
    const found = listed[next];
    if (found === undefined) break;
    if (found.as_of !== data.monthEnds[months[row] ?? 0]) continue;
    if (found.account_id !== data.accountIds[rows.accounts[row] ?? 0]) continue;
    probabilities[row] = found.p;
    next += 1;
  }
  return probabilities;
}

function firstAtRiskOf(
  data: ProofData,
  rows: Rows,
  months: Int32Array,
  bandAt: (row: number) => number | undefined,
): Map<number, number> {
  const days = dayNumbersOf(data);
  const atRisk = bandOrder.indexOf('at_risk');
  const first = new Map<number, number>();
  for (const [row, account] of rows.accounts.entries()) {
    if (bandAt(row) !== atRisk || first.has(account)) continue;
    first.set(account, days[months[row] ?? 0] ?? 0);
  }
  return first;
}

/** The same ten parts as the calibration has: in order of probability, then of rows. */
function decilesOf(probabilities: Float64Array): (number | null)[] {
  const judged = Int32Array.from(probabilities.keys())
    .filter((row) => !Number.isNaN(probabilities[row]))
    .sort((a, b) => (probabilities[a] ?? 0) - (probabilities[b] ?? 0) || a - b);
  const deciles: (number | null)[] = Array(probabilities.length).fill(null);
  for (let decile = 1; decile <= 10; decile += 1) {
    const [from, until] = partOf(judged.length, decile);
    for (const row of judged.subarray(from, until)) deciles[row] = decile;
  }
  return deciles;
}
