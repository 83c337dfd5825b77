import { type AsOf, asOfDay, type NaiveKpi, type Reading } from './as-of.ts';
import type { Facts, Settings } from './columns.ts';
import { type Day, daysThrough } from './days.ts';
import { type Band, foldBandShown, type NaiveHealth, naiveHealth } from './health.ts';
import { adoption } from './kpis/adoption.ts';
import { agentRating } from './kpis/agent-rating.ts';
import { balance } from './kpis/balance.ts';
import { cadence } from './kpis/cadence.ts';
import { ces } from './kpis/ces.ts';
import { commission } from './kpis/commission.ts';
import { engagement } from './kpis/engagement.ts';
import { feedback } from './kpis/feedback.ts';
import { growth } from './kpis/growth.ts';
import { licenceUse } from './kpis/licence-use.ts';
import { logins } from './kpis/logins.ts';
import { nps } from './kpis/nps.ts';
import { onboarding } from './kpis/onboarding.ts';
import { openInvoices } from './kpis/open-invoices.ts';
import { responseRate } from './kpis/response-rate.ts';
import { responseTime } from './kpis/response-time.ts';
import { sla } from './kpis/sla.ts';
import { touchpoint } from './kpis/touchpoint.ts';
import { type AccountFacts, type Portfolio, portfolioOf } from './portfolio.ts';

/** Every KPI that has a naive computation, in the order of definitions.md 4. */
export const naiveKpis = {
  touchpoint,
  sla,
  feedback,
  nps,
  ces,
  response_rate: responseRate,
  balance,
  open_invoices: openInvoices,
  agent_rating: agentRating,
  commission,
  logins,
  adoption,
  licence_use: licenceUse,
  engagement,
  cadence,
  response_time: responseTime,
  onboarding,
  growth,
} satisfies Record<string, NaiveKpi>;

export type NaiveKpiId = keyof typeof naiveKpis;

export const allNaiveKpis = Object.keys(naiveKpis) as NaiveKpiId[];

export interface NaiveReadings {
  account_id: string;
  kpis: Record<string, Reading>;
}

export interface NaiveDay extends NaiveReadings, NaiveHealth {
  band_shown: Band;
}

const portfolios = new WeakMap<Facts, Portfolio>();

/** Groups facts once, so that comparing every day of a year stays bearable; the facts must not change afterwards. */
function groupedOnce(facts: Facts): Portfolio {
  const portfolio = portfolios.get(facts) ?? portfolioOf(facts);
  portfolios.set(facts, portfolio);
  return portfolio;
}

/** `hale readings` prints every account except those created after the day; without created_at, always. */
const exists = ({ account }: AccountFacts, asOf: AsOf) =>
  account.created_at === null || asOf.happened(account.created_at);

const readingsOf = (
  account: AccountFacts,
  asOf: AsOf,
  kpiIds: readonly NaiveKpiId[],
): NaiveReadings => ({
  account_id: account.account.account_id,
  kpis: Object.fromEntries(kpiIds.map((id) => [id, naiveKpis[id](account, asOf)])),
});

/**
 * Readings of every account that exists at the end of the day, each computed from scratch out of all facts, sorted by
 * account_id in code point order.
 */
export function naiveReadings(
  facts: Facts,
  settings: Settings,
  day: Day,
  kpiIds: readonly NaiveKpiId[] = allNaiveKpis,
): NaiveReadings[] {
  const asOf = asOfDay(groupedOnce(facts), settings, day);
  return asOf.portfolio.accounts
    .filter((account) => exists(account, asOf))
    .map((account) => readingsOf(account, asOf, kpiIds));
}

/**
 * Readings, health and both bands on every day from `from` to `to`. The shown band is folded from `from` on, over days
 * before created_at too, so for comparing it `from` must not lie after an account's first day with health.
 */
export function* naiveDays(
  facts: Facts,
  settings: Settings,
  from: Day,
  to: Day,
  kpiIds: readonly NaiveKpiId[] = allNaiveKpis,
): Generator<{ day: Day; accounts: NaiveDay[] }> {
  const shown = new Map<string, Band>();
  for (const day of daysThrough(from, to)) {
    const asOf = asOfDay(groupedOnce(facts), settings, day);
    const accounts: NaiveDay[] = [];
    for (const account of asOf.portfolio.accounts) {
      const readings = readingsOf(account, asOf, kpiIds);
      const health = naiveHealth(readings.kpis);
      const band = foldBandShown(shown.get(readings.account_id) ?? null, health);
      shown.set(readings.account_id, band);
      if (exists(account, asOf)) accounts.push({ ...readings, ...health, band_shown: band });
    }
    yield { day, accounts };
  }
}
