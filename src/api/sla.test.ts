import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AsOf, asOfDay } from '../../tests/naive/as-of.ts';
import { naiveFigures } from '../../tests/naive/figures.ts';
import { type AccountFacts, type Portfolio, portfolioOf } from '../../tests/naive/portfolio.ts';
import {
  isPermanent,
  naiveCompliance,
  naiveTrial,
  verdictsOf,
} from '../../tests/naive/sla-report.ts';
import { AccountSla, SlaBreaches, SlaMetric, SlaWhatIf } from './contract/sla.ts';
import { type Served, served } from './served.fixture.ts';

const days = ['2026-06-30', '2026-04-30', '2026-02-27', '2025-10-15'];

let server: Served;
let portfolio: Portfolio;
beforeAll(async () => {
  server = await served({ accounts: 30, seed: 23 });
  portfolio = portfolioOf(server.data.facts);
});
afterAll(() => server[Symbol.asyncDispose]());

const at = (day: string): AsOf => asOfDay(portfolio, server.data.settings, day);
async function get(url: string): Promise<unknown> {
  const answer = await server.app.inject(url);
  expect(answer.statusCode, `${url} ${answer.body}`).toBe(200);
  return answer.json();
}
const idOf = ({ account }: AccountFacts) => account.account_id;

describe.each(days)('promises on %s', (day) => {
  test('metric by metric, month by month', async () => {
    let seen = 0;
    for (const account of portfolio.accounts) {
      const asOf = at(day);
      const url = `/api/v1/accounts/${encodeURIComponent(idOf(account))}/sla?source=csv&as_of=${day}`;
      const answer = AccountSla.parse(await get(url));
      const naive = naiveFigures.sla?.(account, asOf) ?? {};
      for (const metric of SlaMetric.options) {
        const wanted = naiveCompliance([account], asOf, { metric, windowDays: 90 });
        const found = answer.metrics.find((each) => each.metric === metric);
        const { n, met, share } = found ?? { n: 0, met: 0, share: null };
        expect({ n, met, share: share?.toFixed(9) }, `${url} ${metric}`).toEqual({
          ...wanted,
          share: wanted.share?.toFixed(9),
        });
        seen += n;
      }
      expect(answer.breaches_this_week, url).toBe(naive.breaches_this_week);
      expect(answer.months.filter((month) => month.below_threshold).length, url).toBe(
        naive.months_below_threshold,
      );
      expect(answer.permanent, url).toBe(isPermanent(account, asOf));
    }
    expect(seen).toBeGreaterThan(10);
  });

  test('who was breached this week, and who is all the time', async () => {
    const asOf = at(day);
    const answer = SlaBreaches.parse(await get(`/api/v1/sla/breaches?as_of=${day}`));
    const breaches = (account: AccountFacts) =>
      verdictsOf(account, asOf, { metric: null, windowDays: 7 }).filter((met) => !met).length;
    const breached = portfolio.accounts.filter((account) => breaches(account) > 0);
    expect(answer.systemic.accounts.map(({ account_id }) => account_id).toSorted()).toEqual(
      breached.map(idOf).toSorted(),
    );
    for (const { account_id, n_breaches } of answer.systemic.accounts) {
      const account = breached.find((each) => idOf(each) === account_id);
      expect(n_breaches).toBe(account === undefined ? -1 : breaches(account));
    }
    expect(answer.systemic.n_accounts).toBe(breached.length);
    const permanent = portfolio.accounts.filter((account) => isPermanent(account, asOf));
    expect(answer.permanent.accounts.map(({ account_id }) => account_id).toSorted()).toEqual(
      permanent.map(idOf).toSorted(),
    );
  });

  test.each([
    ['first_reply', 480, 90],
    ['resolution', 1440, 365],
    ['next_reply', 0, 200],
  ])(
    'what if the target of %s were %d minutes, new within %d days',
    async (metric, minutes, within) => {
      const asOf = at(day);
      const url = `/api/v1/sla/what-if?metric=${metric}&target_minutes=${minutes}&created_within_days=${within}&as_of=${day}`;
      const { groups } = SlaWhatIf.parse(await get(url));
      const known = portfolio.accounts.filter(
        ({ account }) => account.created_at === null || asOf.happened(account.created_at),
      );
      const young = known.filter(({ account }) => asOf.inWindow(account.created_at, within));
      for (const [customers, accounts] of [
        ['new', young],
        ['all', known],
      ] as const) {
        const group = groups.find((each) => each.customers === customers);
        expect(group, url).toEqual({
          customers,
          n_accounts: accounts.length,
          tried: closeTo(
            naiveTrial(accounts, asOf, { metric, targetMinutes: minutes, windowDays: 90 }),
          ),
          promised: closeTo(naiveCompliance(accounts, asOf, { metric, windowDays: 90 })),
          left_out: 0,
        });
      }
    },
  );
});

const closeTo = (sum: { n: number; met: number; share: number | null }) => ({
  ...sum,
  share: sum.share === null ? null : expect.closeTo(sum.share, 9),
});

test('somebody is breached all the time, somebody is new: the comparison says something', () => {
  const everyDay = days.map(at);
  const { accounts } = portfolio;
  expect(everyDay.some((asOf) => accounts.some((account) => isPermanent(account, asOf)))).toBe(
    true,
  );
  expect(
    everyDay.some((asOf) => accounts.some(({ account }) => asOf.inWindow(account.created_at, 90))),
  ).toBe(true);
});

test('a target that is none is refused', async () => {
  const answer = await server.app.inject('/api/v1/sla/what-if?target_minutes=-1');
  expect(answer.statusCode).toBe(400);
});
