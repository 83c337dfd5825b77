import { bandOrder } from '../scoring/portfolio.ts';
import type { Judgement } from './judge.ts';
import { fewestChurned, type ProofData } from './proof.ts';
import { dayNumbersOf, monthOf, type Rows, rowColumn, rowsOf } from './rows.ts';
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
  /** Whether the learned model judged the row. */
  readonly judged: readonly boolean[];
  /** As the report has them: null where nothing was learned, or from too few. */
  readonly probabilities: readonly (number | null)[];
  /** Part 1 … 10 by probability, as in the calibration. */
  readonly deciles: readonly (number | null)[];
  /** Health under weights that were learned before; null where there is none. */
  readonly proposedHealth: readonly (number | null)[];
  /** By KPI, in the order of the data, its readings by row; null: none. */
  readonly readings: readonly (readonly (number | null)[])[];
}

/** The rows behind the counts of a report. */
export function judgedRowsOf(data: ProofData, { proof, learned }: Judgement): JudgedRows {
  const rows = rowsOf(data);
  const months = monthsOf(data, rows);
  const isFinding = proof.judged.churned >= fewestChurned;
  const probabilities = isFinding
    ? learned.probabilities
    : new Float64Array(rows.count).fill(Number.NaN);
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
    judged: Array.from(learned.probabilities, (value) => !Number.isNaN(value)),
    probabilities: Array.from(probabilities, known),
    deciles: decilesOf(probabilities),
    proposedHealth: Array.from(learned.proposedHealth, known),
    readings: data.kpis.map(({ readings }) => Array.from(rowColumn(rows, readings), known)),
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
