import { healthRangeOf, rangeCount, rangePoints } from '../scoring/health-range.ts';
import type { HealthRange, ProofData } from './proof.ts';
import { monthOf, type Rows } from './rows.ts';
import { wilsonInterval } from './statistics/rates.ts';

/** Of the rows with a health of ten points each, how many left; rows without health are in none. */
export function healthRangesOf(data: ProofData, rows: Rows): HealthRange[] {
  const ranges = Array.from({ length: rangeCount }, () => ({
    n: 0,
    churned: 0,
    accounts: new Set<number>(),
    churnedAccounts: new Set<number>(),
  }));
  for (const [month, healths] of data.health.entries()) {
    const [from, until] = monthOf(rows, month);
    for (let row = from; row < until; row += 1) {
      const account = rows.accounts[row] ?? 0;
      const health = healths[account] ?? Number.NaN;
      const range = Number.isNaN(health) ? undefined : ranges[healthRangeOf(health)];
      if (range === undefined) continue;
      range.n += 1;
      range.accounts.add(account);
      if (rows.labels[row] !== 1) continue;
      range.churned += 1;
      range.churnedAccounts.add(account);
    }
  }
  return ranges.map(({ n, churned, accounts, churnedAccounts }, at) => {
    const share = n === 0 ? null : churned / n;
    return {
      from: at * rangePoints,
      to: (at + 1) * rangePoints,
      n,
      churned,
      accounts: accounts.size,
      churned_accounts: churnedAccounts.size,
      share,
      // Rows of one account are not independent, so the number of accounts is what an interval rests on.
      ...(share === null ? { low: null, high: null } : wilsonInterval(share, accounts.size)),
    };
  });
}
