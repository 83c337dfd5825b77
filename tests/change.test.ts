import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AccountList } from '../src/api/contract/account.ts';
import { ChangeRows, ScoreChange } from '../src/api/contract/change.ts';
import { HealthExplanation } from '../src/api/contract/health.ts';
import { KpiRows } from '../src/api/contract/kpi.ts';
import { identityOf } from '../src/api/row-difference.ts';
import { type Served, served } from '../src/api/served.fixture.ts';
import { shippedModel } from '../src/health/scoring-settings.ts';
import { keepShown, shownOn } from '../src/health/shown.ts';
import { createDraft, markPublished } from '../src/health/versions.ts';
import { kpis } from '../src/kpis/index.ts';
import { parseDay } from '../src/lib/day.ts';

let server: Served;
let accounts: AccountList['rows'];

beforeAll(async () => {
  server = await served({ accounts: 20, seed: 3 });
  const list = await server.app.inject('/api/v1/accounts?limit=200&churned=include');
  accounts = AccountList.parse(list.json()).rows;
});
afterAll(() => server[Symbol.asyncDispose]());

const get = async (url: string): Promise<unknown> => {
  const answer = await server.app.inject(url);
  expect(answer.statusCode, `${url} ${answer.body} ${server.errors.at(-1)}`).toBe(200);
  return answer.json();
};
const changeOf = async (id: number, from: string, to: string): Promise<ScoreChange> =>
  ScoreChange.parse(await get(`/api/v1/accounts/~${id}/change?from=${from}&to=${to}`));
const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

const spans = [
  ['2025-11-01', '2026-06-30'],
  ['2026-05-31', '2026-06-30'],
  ['2026-06-23', '2026-06-24'],
  ['2026-02-28', '2026-02-28'],
] as const;

test.each(spans)('from %s to %s the bars add up to what moved', async (from, to) => {
  let comparable = 0;
  for (const { id } of accounts) {
    const change = await changeOf(id, from, to);
    const [before, after] = await Promise.all(
      [from, to].map(async (day) =>
        HealthExplanation.parse(await get(`/api/v1/accounts/~${id}/health?as_of=${day}`)),
      ),
    );
    expect(change.from.standing).toBe(before?.health);
    expect(change.to.standing).toBe(after?.health);
    expect([change.from.band_shown, change.to.band_shown]).toEqual([
      before?.band_shown,
      after?.band_shown,
    ]);
    if (change.points === null) {
      expect(change.from.health === null || change.to.health === null).toBe(true);
      expect(change.bars).toEqual([]);
      continue;
    }
    comparable += 1;
    expect(change.points).toBe((after?.health ?? 0) - (before?.health ?? 0));
    expect(Math.abs(sumOf(change.bars.map(({ points }) => points)) - change.points)).toBeLessThan(
      1e-9,
    );
    const ofKpis = sumOf(change.kpis.map(({ points }) => points?.total ?? 0));
    expect(Math.abs(ofKpis - change.points)).toBeLessThan(1e-9);
    // a reading that stands where it stood moved nothing
    for (const { before: was, after: is, points } of change.kpis) {
      if (was?.reading === is?.reading) expect(points?.data).toBe(0);
    }
  }
  expect(comparable).toBeGreaterThan(5);
});

test('what would lead to the next band is said, unless there is none', async () => {
  let proposals = 0;
  for (const { id } of accounts) {
    const { to, reach } = await changeOf(id, '2026-06-01', '2026-06-30');
    const isBest = to.band_shown === 'healthy' || to.band_shown === 'unknown';
    expect(reach === null).toBe(isBest);
    proposals += reach?.single.length ?? 0;
  }
  expect(proposals).toBeGreaterThan(0);
});

describe('facts behind a bar', () => {
  test.each(kpis.map(({ id }) => id))('%s: rows that came, went or changed', async (id) => {
    const kpi = kpis.find((one) => one.id === id);
    expect(identityOf(kpi?.rows.columns ?? [])).not.toEqual([]);
    let moved = 0;
    for (const account of accounts.slice(0, 12)) {
      const [from, to] = ['2026-03-31', '2026-06-30'];
      const url = `/api/v1/accounts/~${account.id}`;
      const rows = ChangeRows.parse(await get(`${url}/change/${id}/rows?from=${from}&to=${to}`));
      const [before, after] = await Promise.all(
        [from, to].map(async (day) =>
          KpiRows.parse(await get(`${url}/kpis/${id}/rows?as_of=${day}`)),
        ),
      );
      const stayed = rows.changed.length + rows.n_unchanged;
      expect(rows.left.length + stayed).toBe(before?.rows.length);
      expect(rows.entered.length + stayed).toBe(after?.rows.length);
      const was = new Set(before?.rows.map((row) => JSON.stringify(row)));
      const is = new Set(after?.rows.map((row) => JSON.stringify(row)));
      for (const row of rows.entered) expect(is).toContain(JSON.stringify(row));
      for (const row of rows.left) expect(was).toContain(JSON.stringify(row));
      for (const pair of rows.changed) {
        expect(was).toContain(JSON.stringify(pair.before));
        expect(is).toContain(JSON.stringify(pair.after));
        expect(pair.before).not.toEqual(pair.after);
      }
      moved += rows.entered.length + rows.left.length + rows.changed.length;
    }
    expect(moved).toBeGreaterThan(0);
  });
});

test('refuses days in the wrong order and a KPI that nobody knows', async () => {
  const url = `/api/v1/accounts/~${accounts[0]?.id}/change`;
  const turned = await server.app.inject(`${url}?from=2026-06-30&to=2026-06-01`);
  expect(turned.statusCode).toBe(400);
  expect((await server.app.inject(`${url}/luck/rows`)).statusCode).toBe(404);
});

test('what was shown is kept as it was, and later facts are a bar of their own', async () => {
  const { db } = server.database;
  const [from, to] = [parseDay('2026-06-29'), parseDay('2026-06-30')];
  const [account] = accounts.filter(({ health }) => health !== null);
  const id = account?.id ?? 0;
  const standing = await changeOf(id, from, to);
  expect(standing.from.shown).toBeNull();
  expect(standing.bars.some(({ kind }) => kind === 'late_facts')).toBe(false);

  // At the end of the 29th every health stood 5 points lower than it stands now.
  const { rows: current } = await sql<{ account_id: number }>`select * from health.current`.execute(
    db,
  );
  await sql`update health.current set health = ${(standing.from.standing ?? 0) - 5}, day = ${from}::date
    where account_id = ${id}`.execute(db);
  await keepShown(db, from);
  await keepShown(db, from);
  const kept = await sql<{ n: number }>`select count(*)::int as n from health.shown`.execute(db);
  expect(kept.rows[0]?.n).toBe(current.length);
  // A day later the others stand where they stood.
  await sql`update health.current set health = ${standing.to.standing}, day = ${to}::date
    where account_id = ${id}`.execute(db);
  const restated = await changeOf(id, from, to);
  expect(restated.from.shown?.health).toBeCloseTo((standing.from.standing ?? 0) - 5, 9);
  expect(restated.from.health).toBe(restated.from.shown?.health);
  expect(restated.from.standing).toBe(standing.from.standing);
  expect(restated.bars.find(({ kind }) => kind === 'late_facts')?.points).toBeCloseTo(5, 9);
  expect(
    Math.abs(sumOf(restated.bars.map(({ points }) => points)) - (restated.points ?? 0)),
  ).toBeLessThan(1e-9);
  expect(restated.kpis.some(({ before }) => before?.shown_reading !== null)).toBe(true);

  const written = () =>
    sql<{ n: number }>`select count(*)::int as n from health.shown where day = ${to}::date`.execute(
      db,
    );
  await keepShown(db, to);
  const differ = (await written()).rows[0]?.n ?? 0;
  expect(differ).toBeGreaterThan(0);
  expect(differ).toBeLessThanOrEqual(current.length);
  expect(await shownOn(db, id, [parseDay('2026-06-28'), to])).toMatchObject([
    undefined,
    { health: standing.to.standing },
  ]);
  await sql`delete from health.shown`.execute(db);
  await sql`delete from health.shown_day`.execute(db);
});

test('a change of settings is a bar of its own', async () => {
  const { db } = server.database;
  const model = {
    ...shippedModel,
    profiles: shippedModel.profiles.map((profile) => ({
      ...profile,
      kpis: profile.kpis.map((kpi) => (kpi.id === 'sla' ? { ...kpi, weight: 60 } : kpi)),
    })),
  };
  const draft = await createDraft(db, { model, author: 'Jana', note: 'SLA first', basedOn: 0 });
  await markPublished(db, draft, { author: 'Jana', note: 'SLA first', effect: null });
  await sql`update health.version set published_at = '2026-06-15T09:00:00Z' where id = ${draft}`.execute(
    db,
  );
  let moved = 0;
  for (const { id } of accounts) {
    const change = await changeOf(id, '2026-06-10', '2026-06-20');
    expect([change.from.version, change.to.version]).toEqual([0, draft]);
    if (change.points === null) continue;
    expect(Math.abs(sumOf(change.bars.map(({ points }) => points)) - change.points)).toBeLessThan(
      1e-9,
    );
    const settings = change.bars.find(({ kind }) => kind === 'settings')?.points ?? 0;
    const sla = change.kpis.find((kpi) => kpi.id === 'sla');
    expect([sla?.before?.weight, sla?.after?.weight]).toEqual([15, 60]);
    if (Math.abs(settings) > 1) moved += 1;
  }
  expect(moved).toBeGreaterThan(3);
  await sql`delete from health.version`.execute(db);
});
