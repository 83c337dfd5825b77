import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readingState } from '../jobs/reading-state.ts';
import { kpiOf, kpis } from '../kpis/index.ts';
import { dayOf, daysBetween, parseDay } from '../lib/day.ts';
import { AccountList } from './contract/account.ts';
import { type Cell, KpiRows } from './contract/kpi.ts';
import { type Served, served } from './served.fixture.ts';

let server: Served;
let accounts: AccountList['rows'];
let firstCostDay: string | null;

beforeAll(async () => {
  server = await served({ accounts: 24, seed: 11 });
  const list = await server.app.inject('/api/v1/accounts?limit=200&churned=include');
  accounts = AccountList.parse(list.json()).rows;
  firstCostDay = (await readingState(server.database.db)).firstCostDay;
});
afterAll(() => server[Symbol.asyncDispose]());

type Row = Record<string, Cell>;

const share = (rows: readonly Row[], yes: (row: Row) => boolean): number | null =>
  rows.length === 0 ? null : rows.filter(yes).length / rows.length;
const count = (rows: readonly Row[], yes: (row: Row) => boolean): number => rows.filter(yes).length;
const met = (row: Row): boolean => row.met === true;
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** What each reading is, said once more from its rows alone (definitions.md 4). */
const recomputed: Record<string, (rows: readonly Row[], day: string) => number | null> = {
  touchpoint: (rows) => share(rows, met),
  sla: (rows) => share(rows, met),
  feedback: (rows) => share(rows, met),
  nps: (rows) => {
    const promoters = count(rows, ({ group }) => group === 'promoter');
    const detractors = count(rows, ({ group }) => group === 'detractor');
    return ((promoters - detractors) / rows.length) * 100;
  },
  balance: (rows) => {
    if (rows.some(({ company_amount }) => company_amount === null)) return null;
    const sum = (isRevenue: boolean) =>
      rows
        .filter(({ kind }) => (kind === 'subscription') === isRevenue)
        .reduce((total, { company_amount }) => total + Number(company_amount), 0);
    const [revenue, cost] = [sum(true), -sum(false)];
    if (revenue > 0) return Math.max(-1, Math.min(1, (revenue - cost) / revenue));
    return cost > 0 ? -1 : null;
  },
  open_invoices: (rows) =>
    rows.length === 0 ? null : count(rows, ({ past_due }) => past_due === true),
  agent_rating: ([row]) => Number(row?.rating),
  logins: (rows) =>
    count(rows, ({ active_now }) => active_now === true) /
    Math.max(
      1,
      count(rows, ({ active_before }) => active_before === true),
    ),
  commission: (rows) => {
    if (rows.some(({ account_target }) => account_target === null)) return null;
    // Several targets of a CSM for one kind have one share together.
    const shares = new Map(rows.map((row) => [`${row.csm_email} ${row.kind}`, row]));
    const ofKinds = [...Map.groupBy(shares.values(), ({ kind }) => kind).values()]
      .map((same) => ({
        target: same.reduce((sum, { account_target }) => sum + Number(account_target), 0),
        attained: same[0]?.attained ?? null,
      }))
      .filter(({ target }) => target > 0);
    if (ofKinds.length === 0 || ofKinds.some(({ attained }) => attained === null)) return null;
    const whole = ofKinds.reduce((sum, { target }) => sum + target, 0);
    return ofKinds.reduce((sum, { attained }) => sum + Number(attained), 0) / whole;
  },
  adoption: (rows) => {
    const keyFeatures = Number(rows[0]?.key_features);
    const used = rows.filter(({ is_key, in_window }) => is_key === true && in_window === true);
    return keyFeatures > 0 ? new Set(used.map(({ feature }) => feature)).size / keyFeatures : null;
  },
  licence_use: (rows, day) => {
    const { seats, judged_from } = rows[0] ?? {};
    if (judged_from == null || String(judged_from) > day || !Number(seats)) return null;
    return count(rows, ({ active_now }) => active_now === true) / Number(seats);
  },
  engagement: (rows) => (rows.length === 0 ? null : count(rows, ({ engaged }) => engaged === true)),
  growth: (rows) => {
    const now = rows[0]?.mrr_now ?? null;
    if (now === null || rows.some(({ company_amount }) => company_amount === null)) return null;
    const before = rows.reduce((sum, { company_amount }) => sum + Number(company_amount), 0);
    return before > 0 ? Number(now) / before - 1 : null;
  },
  ces: (rows) => mean(rows.map(({ ease }) => Number(ease))),
  response_rate: (rows) => share(rows, ({ in_time }) => in_time === true),
  cadence: ([row], day) => {
    const last = dayOf(new Date(String(row?.at)), server.data.settings.timeZone);
    return daysBetween(last, parseDay(day)) / 30;
  },
  response_time: (rows) => {
    const minutes = rows.map((row) => Number(row.minutes)).toSorted((a, b) => a - b);
    const [low, high] = [(minutes.length - 1) / 2, minutes.length / 2].map(Math.floor);
    return mean([minutes[low ?? 0] ?? Number.NaN, minutes[high ?? 0] ?? Number.NaN]);
  },
  onboarding: (rows) => mean(rows.map(({ credit }) => Number(credit))),
};

describe.each(kpis.map(({ id }) => id))('%s', (id) => {
  test.each(['2026-06-30', '2026-05-17', '2026-02-28', '2025-11-01'])(
    'follows from its rows on %s',
    async (day) => {
      let known = 0;
      for (const account of accounts) {
        const url = `/api/v1/accounts/~${account.id}/kpis/${id}/rows?as_of=${day}`;
        const answer = await server.app.inject(url);
        expect(answer.statusCode, `${url} ${answer.body}`).toBe(200);
        const { reading, n, rows, columns, as_of } = KpiRows.parse(answer.json());
        expect(as_of).toBe(day);
        expect(rows.length, url).toBe(n);
        const named = rows.map((cells) =>
          Object.fromEntries(columns.map((column, at) => [column.id, cells[at] ?? null])),
        );
        // Whether a step that is not due yet keeps an account in onboarding, the rows that are due cannot say.
        const isOver =
          id === 'onboarding' && named.every(({ done_on }) => done_on !== null) && reading === null;
        const isEnough = n >= (kpiOf(id)?.minimumRows ?? 0);
        const isKnowable = id !== 'balance' || (firstCostDay !== null && firstCostDay <= day);
        const expected =
          isEnough && isKnowable && !isOver ? (recomputed[id]?.(named, day) ?? null) : null;
        if (expected === null) expect(reading, url).toBeNull();
        else expect(reading, url).toBeCloseTo(expected, 9);
        if (reading !== null) known += 1;
      }
      expect(known).toBeGreaterThan(0);
    },
  );
});
