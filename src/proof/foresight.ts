import { addDays, type Day, parseDay } from '../lib/day.ts';
import { bandOrder } from '../scoring/portfolio.ts';
import { leadTimeOf } from './bands-proof.ts';
import { never, type ProofData } from './proof.ts';
import { monthOf, type Rows, rowsOf } from './rows.ts';
import type { Interval } from './statistics/quantile.ts';
import { wilsonInterval } from './statistics/rates.ts';
import { signTest } from './statistics/sign-test.ts';

/** What settings saw of those who left; counts of accounts over all month-ends (definitions.md 9). */
export interface Foresight {
  /** Were at risk at a month-end from which they left within the horizon. */
  readonly seen: number;
  /** 95 % interval of the share of leavers that were seen; null where nobody left. */
  readonly seen_interval: Interval;
  /** Were at risk at some month-end, and left within the horizon of none of these. */
  readonly false_alarms: number;
  /** Median days from the first month-end at risk to leaving, and of how many; null where nobody was seen. */
  readonly lead_time_days: number | null;
  readonly lead_time_n: number;
}

/** Accounts that only the second settings name, and that only the first do. */
export interface Difference {
  readonly more: number;
  readonly fewer: number;
  /** How often chance alone makes a difference of this size, 0..1 (sign test). */
  readonly chance: number;
}

/** An account, and which of the two settings names it. */
export interface Named {
  readonly account_id: string;
  readonly before: boolean;
  readonly after: boolean;
}

/** Two settings judged by the same past. */
export interface Comparison {
  readonly from: Day | null;
  readonly to: Day | null;
  readonly horizon_days: number;
  readonly months: number;
  readonly accounts: number;
  /** Accounts that left within the horizon of a month-end. */
  readonly churned: number;
  readonly before: Foresight;
  readonly after: Foresight;
  readonly seen: Difference;
  readonly false_alarms: Difference;
  /** By account_id: everybody who left, and everybody whom either settings warned of in vain. */
  readonly leavers: readonly (Named & { readonly left_on: Day })[];
  readonly warned_in_vain: readonly Named[];
}

/** Both hold the same accounts and month-ends: who is judged when does not depend on the score. */
export function compareForesight(before: ProofData, after: ProofData): Comparison {
  const rows = rowsOf(before);
  const left = leaversOf(rows);
  const [old, fresh] = [warningsOf(before, rows), warningsOf(after, rows)];
  const named = (account: number, one: Set<number>, other: Set<number>): Named => ({
    account_id: before.accountIds[account] ?? '',
    before: one.has(account),
    after: other.has(account),
  });
  const leavers = inOrder(left).map((account) => ({
    ...named(account, old.seen, fresh.seen),
    left_on: addDays(epoch, before.churnDay[account] ?? never),
  }));
  const warned_in_vain = inOrder([...old.inVain, ...fresh.inVain]).map((account) =>
    named(account, old.inVain, fresh.inVain),
  );
  return {
    from: before.monthEnds[0] ?? null,
    to: before.monthEnds.at(-1) ?? null,
    horizon_days: before.horizonDays,
    months: before.monthEnds.length,
    accounts: rows.accountCount,
    churned: left.size,
    before: foresightOf(before, rows, old, left.size),
    after: foresightOf(after, rows, fresh, left.size),
    seen: differenceOf(leavers),
    false_alarms: differenceOf(warned_in_vain),
    leavers,
    warned_in_vain,
  };
}

const epoch = parseDay('1970-01-01');
const atRisk = bandOrder.indexOf('at_risk');

/** Places of accounts, each once, in the order of the data. */
const inOrder = (accounts: Iterable<number>): number[] =>
  [...new Set(accounts)].sort((one, other) => one - other);

function leaversOf(rows: Rows): Set<number> {
  const left = new Set<number>();
  for (const [row, label] of rows.labels.entries()) {
    if (label === 1) left.add(rows.accounts[row] ?? 0);
  }
  return left;
}

interface Warnings {
  seen: Set<number>;
  inVain: Set<number>;
}

function warningsOf(data: ProofData, rows: Rows): Warnings {
  const [seen, warned] = [new Set<number>(), new Set<number>()];
  for (const [month, bands] of data.bands.entries()) {
    const [from, until] = monthOf(rows, month);
    for (let row = from; row < until; row += 1) {
      const account = rows.accounts[row] ?? 0;
      if (bands[account] !== atRisk) continue;
      warned.add(account);
      if (rows.labels[row] === 1) seen.add(account);
    }
  }
  return { seen, inVain: warned.difference(seen) };
}

function foresightOf(
  data: ProofData,
  rows: Rows,
  { seen, inVain }: Warnings,
  churned: number,
): Foresight {
  const { median, n } = leadTimeOf(data, rows);
  return {
    seen: seen.size,
    seen_interval: wilsonInterval(churned === 0 ? 0 : seen.size / churned, churned),
    false_alarms: inVain.size,
    lead_time_days: median,
    lead_time_n: n,
  };
}

function differenceOf(accounts: readonly Named[]): Difference {
  const more = accounts.filter(({ before, after }) => after && !before).length;
  const fewer = accounts.filter(({ before, after }) => before && !after).length;
  return { more, fewer, chance: signTest(more, fewer) };
}
