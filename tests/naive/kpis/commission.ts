import type { AsOf, NaiveKpi } from '../as-of.ts';
import type { Row } from '../columns.ts';
import type { Day } from '../days.ts';
import { mrrOn, sumInCompanyCurrency } from '../money.ts';
import type { AccountFacts } from '../portfolio.ts';

type Target = Row<'targets'>;
type Kind = 'renewal' | 'expansion';

interface Period {
  name: string;
  firstDay: Day;
}

/** Month, quarter and year that contain the day, shortest first. */
function periodsOf(day: Day): Period[] {
  const [year = '', month = ''] = day.split('-');
  const quarter = Math.ceil(Number(month) / 3);
  const firstMonth = String(quarter * 3 - 2).padStart(2, '0');
  return [
    { name: `${year}-${month}`, firstDay: `${year}-${month}-01` },
    { name: `${year}-Q${quarter}`, firstDay: `${year}-${firstMonth}-01` },
    { name: year, firstDay: `${year}-01-01` },
  ];
}

const valuesOf = (targets: readonly Target[], asOf: AsOf) =>
  sumInCompanyCurrency(
    targets.map(({ value, currency }) => ({ amount: value, currency })),
    asOf,
  );

/** A target in the company's currency (null without a rate) and how many rows made it. */
interface Share {
  amount: number | null;
  rows: number;
}

/** What the target of the account's CSM leaves for it, by MRR on the period's first day. */
function shareOfCsm(account: AccountFacts, kind: Kind, period: Period, asOf: AsOf): Share {
  const csm = account.account.csm_email;
  const ofCsm = asOf.portfolio.facts.targets.filter(
    (row) => row.csm_email === csm && row.kind === kind && row.period === period.name,
  );
  const whole = ofCsm.filter(({ account_id }) => account_id === null);
  const byHand = ofCsm.filter(({ account_id }) => account_id !== null);
  const others = asOf.portfolio.accounts.filter(
    (other) =>
      other.account.csm_email === csm &&
      !byHand.some(({ account_id }) => account_id === other.account.account_id),
  );
  if (csm === null || whole.length === 0 || !others.includes(account)) {
    return { amount: 0, rows: 0 };
  }
  const wholeAmount = valuesOf(whole, asOf);
  const handAmount = valuesOf(byHand, asOf);
  const own = mrrOn(account, period.firstDay, asOf);
  let sum: number | null = 0;
  for (const other of others) {
    const mrr = mrrOn(other, period.firstDay, asOf);
    sum = sum === null || mrr === null ? null : sum + mrr;
  }
  if (wholeAmount === null || handAmount === null || own === null || sum === null) {
    return { amount: null, rows: whole.length };
  }
  const left = Math.max(0, wholeAmount - handAmount);
  const amount = sum === 0 ? 0 : (left * own) / sum;
  return { amount, rows: amount > 0 ? whole.length : 0 };
}

function targetOf(account: AccountFacts, kind: Kind, period: Period, asOf: AsOf): Share {
  const byHand = asOf.portfolio.facts.targets.filter(
    (row) =>
      row.account_id === account.account.account_id &&
      row.kind === kind &&
      row.period === period.name,
  );
  const hand = valuesOf(byHand, asOf);
  const share = shareOfCsm(account, kind, period, asOf);
  const amount = hand === null || share.amount === null ? null : hand + share.amount;
  return { amount, rows: byHand.length + share.rows };
}

function attained(account: AccountFacts, kind: Kind, period: Period, asOf: AsOf): number | null {
  const isClosed = (day: Day | null) => day !== null && period.firstDay <= day && day <= asOf.day;
  if (kind === 'expansion') {
    const won = account.opportunities.filter((row) => row.won === true && isClosed(row.closed_on));
    return sumInCompanyCurrency(won, asOf);
  }
  const renewed = account.renewals.filter(
    ({ outcome, closed_on, due_on }) =>
      outcome?.startsWith('renewed') === true && isClosed(closed_on ?? due_on),
  );
  return sumInCompanyCurrency(
    renewed.map(({ renewed_amount, amount, currency }) => ({
      amount: renewed_amount ?? amount,
      currency,
    })),
    asOf,
  );
}

/** Attained ÷ target in the shortest running period with a target (definitions.md 4 and 10, commission). */
export const commission: NaiveKpi = (account, asOf) => {
  for (const period of periodsOf(asOf.day)) {
    const kinds = (['renewal', 'expansion'] as const).map((kind) => ({
      kind,
      target: targetOf(account, kind, period, asOf),
    }));
    const n = kinds.reduce((rows, { target }) => rows + target.rows, 0);
    if (kinds.some(({ target }) => target.amount === null)) return { reading: null, n };
    const set = kinds.filter(({ target }) => (target.amount ?? 0) > 0);
    const whole = set.reduce((sum, { target }) => sum + (target.amount ?? 0), 0);
    if (whole <= 0) continue;
    let reached: number | null = 0;
    for (const { kind } of set) {
      const part = attained(account, kind, period, asOf);
      reached = reached === null || part === null ? null : reached + part;
    }
    return {
      reading: reached === null ? null : reached / whole,
      n,
      parts: { target: whole, reached },
    };
  }
  return { reading: null, n: 0 };
};
