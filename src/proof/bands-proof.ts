import { bandOrder } from '../scoring/portfolio.ts';
import type { BandProof, Proof, ProofData } from './proof.ts';
import { dayNumbersOf, monthOf, type Rows } from './rows.ts';
import { type Interval, medianOf } from './statistics/quantile.ts';
import { ratesOf, wilsonInterval } from './statistics/rates.ts';

/** Rows of a band, and the different accounts among them. */
interface Members {
  n: number;
  churned: number;
  readonly accounts: Set<number>;
  readonly churnedAccounts: Set<number>;
}

const nobody = (): Members => ({
  n: 0,
  churned: 0,
  accounts: new Set(),
  churnedAccounts: new Set(),
});

/** How well each band picks out those who leave, over all rows. */
export function bandsOf(data: ProofData, rows: Rows): Proof['bands'] {
  const all = nobody();
  const members = bandOrder.map(nobody);
  for (const [month, bands] of data.bands.entries()) {
    const [from, until] = monthOf(rows, month);
    for (let row = from; row < until; row += 1) {
      const account = rows.accounts[row] ?? 0;
      const ofBand = members[bands[account] ?? 0];
      for (const group of ofBand === undefined ? [all] : [all, ofBand]) {
        group.n += 1;
        group.accounts.add(account);
        if (rows.labels[row] !== 1) continue;
        group.churned += 1;
        group.churnedAccounts.add(account);
      }
    }
  }
  const [healthy, attention, at_risk, unknown] = members.map((group) => bandProofOf(group, all));
  if (!healthy || !attention || !at_risk || !unknown) throw new Error('a band is missing');
  return { at_risk, attention, healthy, unknown };
}

function bandProofOf(group: Members, all: Members): BandProof {
  const rates = ratesOf(group, all);
  const { precision, recall } = rates;
  const ofPrecision = intervalOf(precision, group.accounts.size);
  const base = all.n > 0 ? all.churned / all.n : 0;
  return {
    n: group.n,
    churned: group.churned,
    accounts: group.accounts.size,
    churned_accounts: group.churnedAccounts.size,
    ...rates,
    precision_interval: ofPrecision,
    recall_interval: intervalOf(recall, all.churnedAccounts.size),
    lift_interval: {
      low: ofPrecision.low === null || base === 0 ? null : ofPrecision.low / base,
      high: ofPrecision.high === null || base === 0 ? null : ofPrecision.high / base,
    },
  };
}

/** Rows of one account are not independent, so the number of accounts is what an interval rests on. */
const intervalOf = (share: number | null, accounts: number): Interval =>
  share === null ? { low: null, high: null } : wilsonInterval(share, accounts);

const atRisk = bandOrder.indexOf('at_risk');

/** Median days from an account's first month-end at risk to the day it left (definitions.md 9). */
export function leadTimeOf(data: ProofData, rows: Rows): Proof['lead_time_days'] {
  const days = dayNumbersOf(data);
  const firstAtRisk = new Map<number, number>();
  const left = new Set<number>();
  for (const [month, bands] of data.bands.entries()) {
    const [from, until] = monthOf(rows, month);
    for (let row = from; row < until; row += 1) {
      const account = rows.accounts[row] ?? 0;
      if (rows.labels[row] === 1) left.add(account);
      if (bands[account] === atRisk && !firstAtRisk.has(account)) {
        firstAtRisk.set(account, days[month] ?? 0);
      }
    }
  }
  const leads = [...left].flatMap((account) => {
    const warned = firstAtRisk.get(account);
    return warned === undefined ? [] : [(data.churnDay[account] ?? 0) - warned];
  });
  return { median: medianOf(leads), n: leads.length, of: left.size };
}
