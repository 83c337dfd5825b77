import type { AsOf } from './as-of.ts';
import type { NaiveFigures } from './figures.ts';
import { adoption } from './kpis/adoption.ts';
import { commission } from './kpis/commission.ts';
import { growth } from './kpis/growth.ts';
import { licenceUse } from './kpis/licence-use.ts';
import { isActiveOn, sumInCompanyCurrency } from './money.ts';
import type { AccountFacts } from './portfolio.ts';

const ratio = (part: number, whole: number) => (whole === 0 ? null : part / whole);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

const ENGAGEMENT_DAYS = 90;
const TWO_WAY = ['call', 'meeting', 'training', 'qbr', 'ebr'];
const DECIDERS = ['executive', 'decision_maker', 'champion'];

const engagement: NaiveFigures = (account, asOf) => {
  const there = new Set(
    account.contacts
      .filter(({ role, left_at }) => DECIDERS.includes(role ?? '') && !asOf.happened(left_at))
      .map(({ contact_id }) => contact_id),
  );
  const deep = account.interactions.filter(
    ({ at, kind, inbound, contact_ids }) =>
      asOf.inWindow(at, ENGAGEMENT_DAYS) &&
      (TWO_WAY.includes(kind) || inbound === true) &&
      (contact_ids ?? '').split(';').some((id) => there.has(id.trim())),
  );
  return { depth: deep.length };
};

const licenceFigures: NaiveFigures = (account, asOf) => {
  const { parts } = licenceUse(account, asOf);
  const active = account.subscriptions.filter(
    ({ starts_on, ends_on }) => starts_on <= asOf.day && (ends_on === null || ends_on > asOf.day),
  );
  const isKnown = active.some(({ seats }) => seats !== null);
  return { active_users: parts?.users ?? 0, seats: isKnown ? (parts?.seats ?? 0) : null };
};

const growthFigures: NaiveFigures = (account, asOf) => {
  const { parts } = growth(account, asOf);
  const isKnown = parts?.now != null && parts.before != null;
  return {
    mrr: isKnown ? (parts.now ?? null) : null,
    mrr_before: isKnown ? (parts.before ?? null) : null,
  };
};

const commissionFigures: NaiveFigures = (account, asOf) => {
  const { reading, parts } = commission(account, asOf);
  const [target, attained] =
    reading === null ? [null, null] : [parts?.target ?? null, parts?.reached ?? null];
  return {
    attained,
    target,
    missing: target === null || attained === null ? null : Math.max(0, target - attained),
    ...potentialOf(account, asOf),
  };
};

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = 0, high = 0] = [
    sorted[Math.ceil(sorted.length / 2) - 1],
    sorted[Math.floor(sorted.length / 2)],
  ];
  return (low + high) / 2;
};

function potentialOf(account: AccountFacts, asOf: AsOf): Record<string, number | null> {
  const everybody = asOf.portfolio.accounts;
  const closed = everybody
    .flatMap(({ opportunities }) => opportunities)
    .filter(({ closed_on, won }) => closed_on !== null && closed_on <= asOf.day && won !== null);
  const winRate = ratio(closed.filter(({ won }) => won === true).length, closed.length);
  const open = account.opportunities.filter(
    ({ created_at, closed_on }) =>
      asOf.happened(created_at) && (closed_on === null || closed_on > asOf.day),
  );
  const pipeline = sumInCompanyCurrency(open, asOf);
  const productsOf = ({ subscriptions }: AccountFacts) =>
    Map.groupBy(
      subscriptions.filter((row) => row.product !== null && isActiveOn(row, asOf.day)),
      ({ product }) => product ?? '',
    );
  const owned = productsOf(account);
  const peers = everybody.filter((peer) => peer.account.segment === account.account.segment);
  const prices = peers
    .flatMap((peer) => [...productsOf(peer)])
    .filter(([product]) => !owned.has(product))
    .flatMap(([product, rows]) => {
      const mrr = sumInCompanyCurrency(
        rows.map(({ mrr: amount, currency }) => ({ amount, currency })),
        asOf,
      );
      return mrr === null ? [] : [{ product, mrr }];
    });
  const typical = [...Map.groupBy(prices, ({ product }) => product).values()].map((same) =>
    median(same.map(({ mrr }) => mrr)),
  );
  const times = (amount: number | null) =>
    amount === null || winRate === null ? null : amount * winRate;
  return {
    pipeline,
    whitespace: times(sum(typical)),
    win_rate: winRate,
    potential: times(pipeline === null ? null : pipeline + sum(typical)),
  };
}

/** Figures of engagement, use and money, by KPI (definitions.md 4, 7 and 10). */
export const relationFigures: Record<string, NaiveFigures> = {
  engagement,
  adoption: (account, asOf) => ({ used_features: adoption(account, asOf).parts?.used ?? 0 }),
  licence_use: licenceFigures,
  growth: growthFigures,
  commission: commissionFigures,
};
