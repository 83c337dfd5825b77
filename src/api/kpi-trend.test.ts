import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaults } from '../../tests/naive/curves.ts';
import { plusDays } from '../../tests/naive/days.ts';
import { naiveReadings } from '../../tests/naive/readings.ts';
import { batchesOf, store } from '../../tests/product.ts';
import { bringUpToDate } from '../jobs/restate.ts';
import { parseDay } from '../lib/day.ts';
import { scoreOf } from '../scoring/curve.ts';
import { AccountList } from './contract/account.ts';
import { HealthExplanation } from './contract/health.ts';
import { type Served, served } from './served.fixture.ts';

let server: Served;
let accounts: AccountList['rows'];

beforeAll(async () => {
  server = await served({ accounts: 12, seed: 23 });
  const list = await server.app.inject('/api/v1/accounts?limit=200&churned=include');
  accounts = AccountList.parse(list.json()).rows;
});
afterAll(() => server[Symbol.asyncDispose]());

const explained = async (account: string, day: string): Promise<HealthExplanation> => {
  const answer = await server.app.inject(`/api/v1/accounts/${account}/health?as_of=${day}`);
  return HealthExplanation.parse(answer.json());
};

test.each(['2026-06-30', '2026-02-11'])(
  'the trend of each KPI is what its facts say, week by week up to %s',
  async (day) => {
    const weeks = Array.from({ length: 12 }, (_, week) => plusDays(day, 7 * (week - 11)));
    const naive = weeks.map((on) => {
      const found = naiveReadings(server.data.facts, server.data.settings, on);
      return new Map(found.map(({ account_id, kpis }) => [account_id, kpis]));
    });
    let gaps = 0;
    let moves = 0;
    for (const { id, account_id } of accounts) {
      const { parts, trend_days } = await explained(`~${id}`, day);
      expect(trend_days).toEqual(weeks);
      for (const { id: kpi, reading, score, trend } of parts) {
        const { readings, scores } = trend;
        for (const [week, kpis] of naive.entries()) {
          const said = kpis.get(account_id);
          // Before it was created, an account has no readings that could be compared.
          if (said === undefined) continue;
          const expected = said[kpi]?.reading ?? null;
          const place = `${kpi} of ${account_id} on ${weeks[week]}`;
          const is = readings[week] ?? null;
          if (expected === null) {
            expect(is, place).toBeNull();
            expect(scores[week], place).toBeNull();
            gaps += 1;
          } else {
            expect(is, place).toBeCloseTo(expected, 9);
            expect(scores[week], place).toBe(scoreOf(is ?? 0, defaults[kpi]?.curve ?? []));
          }
        }
        expect(readings.at(-1)).toBe(reading);
        expect(scores.at(-1)).toBe(score);
        if (new Set(readings).size > 1) moves += 1;
      }
    }
    expect(gaps).toBeGreaterThan(0);
    expect(moves).toBeGreaterThan(0);
  },
);

test('a KPI without a reading says since when, where it ever had one', async () => {
  const rating = { account_id: 'gap', csm_email: 'a@hale.example', rating: '4' };
  await store(
    server.database.app,
    batchesOf({
      accounts: [{ account_id: 'gap', name: 'Gap', created_at: '2025-01-01' }],
      ratings: [{ ...rating, at: '2026-01-01T12:00:00Z' }],
    }),
  );
  const bringUp = () => bringUpToDate(server.database.db, { today: parseDay(server.data.to) });
  await bringUp();
  const part = async (kpi: string, day: string) =>
    (await explained('gap', day)).parts.find(({ id }) => id === kpi);
  expect(await part('agent_rating', '2026-03-31')).toMatchObject({
    reading: 4,
    unknown_since: null,
  });
  // The rating is the 90th day old.
  expect(await part('agent_rating', '2026-04-01')).toMatchObject({
    reading: null,
    reason_unknown: 'stale',
    unknown_since: '2026-04-01',
  });
  const later = await part('agent_rating', '2026-05-20');
  expect(later?.unknown_since).toBe('2026-04-01');
  expect(later?.trend.readings).toEqual([4, 4, 4, 4, ...Array.from({ length: 8 }, () => null)]);
  expect((await part('sla', '2026-05-20'))?.unknown_since).toBeNull();

  // One that comes late closes the gap from its own day on.
  await store(
    server.database.app,
    batchesOf({ ratings: [{ ...rating, at: '2026-04-15T12:00:00Z' }] }),
  );
  await bringUp();
  expect(await part('agent_rating', '2026-04-14')).toMatchObject({ unknown_since: '2026-04-01' });
  expect(await part('agent_rating', '2026-05-20')).toMatchObject({ unknown_since: null });
});
