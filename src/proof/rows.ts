import { daysBetween, parseDay } from '../lib/day.ts';
import { fewestChurned, type ProofData } from './proof.ts';

/** An account judged at a month-end is a row; rows stand in order of month-ends, then of accounts. */
export interface Rows {
  readonly count: number;
  /** Where each month-end's rows begin; one entry more, the end of the last. */
  readonly starts: Int32Array;
  /** Place of the row's account in the data. */
  readonly accounts: Int32Array;
  /** The same accounts numbered without gaps, for resampling. */
  readonly numbers: Int32Array;
  readonly accountCount: number;
  /** 1: left in (D, D + H]. */
  readonly labels: Uint8Array;
}

const epoch = parseDay('1970-01-01');

/** Month-ends as days since 1970-01-01. */
export const dayNumbersOf = ({ monthEnds }: ProofData): number[] =>
  monthEnds.map((day) => daysBetween(epoch, day));

/** Who is judged when: accounts that exist at D and have not left by D (definitions.md 10, proof). */
export function rowsOf(data: ProofData): Rows {
  const days = dayNumbersOf(data);
  const starts = new Int32Array(days.length + 1);
  const accounts: number[] = [];
  const labels: number[] = [];
  for (const [month, day] of days.entries()) {
    for (let account = 0; account < data.accountIds.length; account += 1) {
      const churnDay = data.churnDay[account] ?? 0;
      if ((data.existsFrom[account] ?? 0) > day || churnDay <= day) continue;
      accounts.push(account);
      labels.push(churnDay <= day + data.horizonDays ? 1 : 0);
    }
    starts[month + 1] = accounts.length;
  }
  return {
    count: accounts.length,
    starts,
    accounts: Int32Array.from(accounts),
    ...numbered(accounts),
    labels: Uint8Array.from(labels),
  };
}

function numbered(accounts: readonly number[]): Pick<Rows, 'numbers' | 'accountCount'> {
  const numberOf = new Map<number, number>();
  const numbers = Int32Array.from(accounts, (account) => {
    const number = numberOf.get(account) ?? numberOf.size;
    numberOf.set(account, number);
    return number;
  });
  return { numbers, accountCount: numberOf.size };
}

/** The rows of a month-end in a column of all rows. */
export const monthOf = (rows: Rows, month: number): [from: number, until: number] => [
  rows.starts[month] ?? 0,
  rows.starts[month + 1] ?? rows.count,
];

/** A column of all rows from columns by month-end and account. */
export function rowColumn(rows: Rows, byMonth: readonly Float64Array[]): Float64Array {
  const column = new Float64Array(rows.count);
  for (const [month, values] of byMonth.entries()) {
    const [from, until] = monthOf(rows, month);
    for (let row = from; row < until; row += 1) {
      column[row] = values[rows.accounts[row] ?? 0] ?? Number.NaN;
    }
  }
  return column;
}

/** Different accounts among the rows from … until that left. */
export function churnedAccounts(rows: Rows, from: number, until: number): number {
  const left = new Set<number>();
  for (let row = from; row < until; row += 1) {
    if (rows.labels[row] === 1) left.add(rows.accounts[row] ?? 0);
  }
  return left.size;
}

/** One model: what it learns from, and what it judges. */
export interface Lesson {
  readonly training: Int32Array;
  readonly judged: Int32Array;
}

/** Which rows a model learns from and which it then judges, none of them its own (definitions.md 10, proof). */
export function lessonsOf(data: ProofData, rows: Rows): Lesson[] {
  return data.monthEnds.length === 1 ? foldsOf(data, rows) : blocksOf(data, rows);
}

const foldCount = 5;

function foldsOf(data: ProofData, rows: Rows): Lesson[] {
  if (churnedAccounts(rows, 0, rows.count) < fewestChurned) return [];
  const all = Int32Array.from({ length: rows.count }, (_, row) => row);
  const foldOf = (row: number) => data.folds[rows.accounts[row] ?? 0];
  return Array.from({ length: foldCount }, (_, fold) => ({
    training: all.filter((row) => foldOf(row) !== fold),
    judged: all.filter((row) => foldOf(row) === fold),
  }));
}

/** A model that judges D has seen no month-end later than D − H: the labels of later ones were not known at D. */
function blocksOf(data: ProofData, rows: Rows): Lesson[] {
  const days = dayNumbersOf(data);
  const lessonUntil = (day: number): number => {
    const late = days.findIndex((other) => other + data.horizonDays > day);
    return rows.starts[late < 0 ? days.length : late] ?? 0;
  };
  const judged = [...days.keys()].filter(
    (month) => churnedAccounts(rows, 0, lessonUntil(days[month] ?? 0)) >= fewestChurned,
  );
  const firsts = [...new Set([0, 1, 2, 3].map((i) => Math.floor((i * judged.length) / 4)))];
  return firsts.flatMap((position, index) => {
    const first = judged[position];
    const last = judged[(firsts[index + 1] ?? judged.length) - 1];
    if (first === undefined || last === undefined) return [];
    const [from] = monthOf(rows, first);
    const [, until] = monthOf(rows, last);
    return {
      training: rowNumbers(0, lessonUntil(days[first] ?? 0)),
      judged: rowNumbers(from, until),
    };
  });
}

const rowNumbers = (from: number, until: number): Int32Array =>
  Int32Array.from({ length: until - from }, (_, at) => from + at);
