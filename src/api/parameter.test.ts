import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { businessMinutes, type NaiveCalendar } from '../../tests/naive/business-minutes.ts';
import type { Settings } from '../../tests/naive/columns.ts';
import { type NaiveKpiId, naiveReadings } from '../../tests/naive/readings.ts';
import { batchesOf, store } from '../../tests/product.ts';
import { shippedModel } from '../health/scoring-settings.ts';
import { readVersion } from '../health/versions.ts';
import { bringUpToDate } from '../jobs/restate.ts';
import { parseDay } from '../lib/day.ts';
import type { ProfileKpi, ScoringModel } from '../scoring/model.ts';
import { AccountList } from './contract/account.ts';
import { HealthExplanation } from './contract/health.ts';
import { Job } from './contract/job.ts';
import { type Cell, KpiRows } from './contract/kpi.ts';
import { Problem } from './contract/problem.ts';
import { Version } from './contract/version.ts';
import { WindowTaken } from './contract/window.ts';
import { type Served, served } from './served.fixture.ts';

type Row = Record<string, Cell>;
type Figures = Record<string, number | null>;

interface Case {
  kpi: NaiveKpiId;
  windowDays: number | null;
  parameter: string | number;
  naive: Partial<Settings>;
  /** The reading, said once more from its rows. */
  fromRows(rows: readonly Row[], day: string): number | null;
  /** Figures beside the reading that follow from its rows, where there are any. */
  figures(rows: readonly Row[], day: string): Figures;
}

const officeHours: NaiveCalendar = {
  id: 'office',
  timeZone: 'America/New_York',
  isDefault: true,
  hours: [1, 2, 3, 4, 5].map((weekday) => [weekday, 540, 1020] as const),
  holidays: [],
};

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (place: number) => sorted[place] ?? Number.NaN;
  return (at(Math.ceil(sorted.length / 2) - 1) + at(Math.floor(sorted.length / 2))) / 2;
};

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);
const count = (rows: readonly Row[], yes: (row: Row) => boolean): number => rows.filter(yes).length;

const cases: Case[] = [
  {
    kpi: 'cadence',
    windowDays: null,
    parameter: 14,
    naive: { agreedDays: 14 },
    fromRows: (rows) => (rows.length === 0 ? null : Number.NaN),
    figures: (rows) => (rows.length === 0 ? {} : { agreed_cadence_days: 14 }),
  },
  {
    kpi: 'balance',
    windowDays: 60,
    parameter: 'invoices',
    naive: { revenue: 'invoices', windowDays: 60 },
    fromRows: (rows) => {
      if (rows.some(({ company_amount }) => company_amount === null)) return null;
      const { revenue = 0, cost = 0 } = amountsOf(rows);
      if (revenue !== null && cost !== null && revenue > 0) {
        return Math.max(-1, Math.min(1, (revenue - cost) / revenue));
      }
      return Number(cost) > Number(revenue) ? -1 : null;
    },
    figures: (rows) => amountsOf(rows),
  },
  {
    kpi: 'licence_use',
    windowDays: null,
    parameter: 'custom.seats_in_use',
    naive: { seatsDeployed: () => 12 },
    fromRows: (rows, day) =>
      rows[0]?.judged_from == null || String(rows[0].judged_from) > day
        ? null
        : count(rows, ({ active_now }) => active_now === true) / Number(rows[0].seats),
    figures: (rows, day) =>
      rows[0]?.judged_from == null || String(rows[0].judged_from) > day
        ? {}
        : { seats: 12, active_users: count(rows, ({ active_now }) => active_now === true) },
  },
  {
    kpi: 'response_time',
    windowDays: null,
    parameter: 'business',
    naive: {
      businessMinutes: (_, from, until) => businessMinutes([officeHours], [], from, until),
    },
    fromRows: (rows) =>
      rows.length < 3 ? null : median(rows.map(({ minutes }) => Number(minutes))),
    figures: () => ({}),
  },
  {
    kpi: 'touchpoint',
    windowDays: 30,
    parameter: 1,
    naive: { minimumRows: 1, windowDays: 30 },
    fromRows: (rows) =>
      rows.length === 0 ? null : count(rows, ({ met }) => met === true) / rows.length,
    figures: (rows) => ({
      mean_agent_replies:
        rows.length === 0
          ? null
          : sum(rows.map(({ agent_replies }) => Number(agent_replies))) / rows.length,
    }),
  },
];

function amountsOf(rows: readonly Row[]): Figures {
  if (rows.length === 0) return { revenue: null, cost: null };
  const of = (isRevenue: boolean) =>
    rows
      .filter(({ kind }) => (kind === 'invoice') === isRevenue)
      .map(({ company_amount }) => company_amount);
  const total = (amounts: readonly (Cell | undefined)[]) =>
    amounts.includes(null) ? null : sum(amounts.map(Number));
  const cost = total(of(false));
  return { revenue: total(of(true)), cost: cost === null ? null : -cost };
}

const windows = '/api/v1/score/windows';
let server: Served;
let accounts: AccountList['rows'];
let model: ScoringModel;

const ask = (method: 'GET' | 'POST', url: string, payload?: object) =>
  server.app.inject({ method, url, ...(payload === undefined ? {} : { payload }) });

async function placeOf({ kpi, windowDays, parameter }: Case): Promise<number> {
  const body = { kpi, window_days: windowDays, parameter };
  const { place, job } = WindowTaken.parse((await ask('POST', windows, body)).json());
  if (job !== null) {
    await vi.waitFor(
      async () => {
        const { state } = Job.parse((await ask('GET', `/api/v1/jobs/${job.id}`)).json());
        expect(state).toBe('done');
      },
      { timeout: 60_000, interval: 200 },
    );
  }
  return place;
}

const withKpis = (change: (kpi: ProfileKpi) => ProfileKpi): ScoringModel => ({
  ...shippedModel,
  profiles: shippedModel.profiles.map((profile) => ({
    ...profile,
    kpis: profile.kpis.map(change),
  })),
});

beforeAll(async () => {
  server = await served({ accounts: 12, seed: 5 });
  const { data, database } = server;
  const rows = data.facts.accounts.map(({ account_id, name }) => ({
    account_id,
    name,
    seats_in_use: '12',
  }));
  const calendar_hours = officeHours.hours.map(([weekday, from, until]) => ({
    calendar_id: officeHours.id,
    start_minute: String(weekday * 1440 + from),
    end_minute: String(weekday * 1440 + until),
    time_zone: officeHours.timeZone,
    is_default: 'true',
  }));
  await store(database.app, batchesOf({ accounts: rows, calendar_hours }));
  await bringUpToDate(database.db, { today: parseDay(data.to) });
  const list = await ask('GET', '/api/v1/accounts?limit=200&churned=include');
  accounts = AccountList.parse(list.json()).rows;
  const places = new Map<string, Partial<ProfileKpi>>();
  for (const each of cases) {
    const { windowDays, parameter } = each;
    places.set(each.kpi, { place: await placeOf(each), windowDays, parameter });
  }
  model = withKpis((kpi) => ({ ...kpi, ...places.get(kpi.id) }));
  const made = await ask('POST', '/api/v1/score/versions', { model, based_on: 0 });
  const { id } = Version.parse(made.json());
  const published = await ask('POST', `/api/v1/score/versions/${id}/publish`, { note: 'other' });
  expect(published.statusCode, published.body).toBe(200);
});
afterAll(() => server[Symbol.asyncDispose]());

describe.each(cases)('$kpi under $parameter', (each) => {
  const { kpi, naive, fromRows } = each;

  // The last one is a day to come.
  test.each(['2026-06-30', '2026-03-15', '2026-07-20'])(
    'reading, rows and figures belong together on %s',
    async (day) => {
      const settings = { ...server.data.settings, ...naive };
      const wanted = new Map(
        naiveReadings(server.data.facts, settings, day, [kpi]).map((row) => [
          row.account_id,
          row.kpis[kpi],
        ]),
      );
      let known = 0;
      for (const account of accounts) {
        const expected = wanted.get(account.account_id);
        if (expected === undefined) continue;
        const url = `/api/v1/accounts/~${account.id}/kpis/${kpi}/rows?as_of=${day}`;
        const answer = await ask('GET', url);
        expect(answer.statusCode, `${url} ${answer.body}`).toBe(200);
        const { reading, n, rows, columns } = KpiRows.parse(answer.json());
        expect({ url, n }).toEqual({ url, n: expected.n });
        expect(rows.length, url).toBe(n);
        if (expected.reading === null || reading === null) {
          expect({ url, reading }).toEqual({ url, reading: expected.reading });
        } else {
          expect(reading, url).toBeCloseTo(expected.reading, 9);
          known += 1;
        }
        const named = rows.map((cells) =>
          Object.fromEntries(columns.map((column, at) => [column.id, cells[at] ?? null])),
        );
        const again = fromRows(named, day);
        if (reading !== null && again !== null && !Number.isNaN(again)) {
          expect(again, url).toBeCloseTo(reading, 9);
        }
        await expectFigures(account.id, day, each, named);
      }
      expect(known).toBeGreaterThan(0);
    },
  );
});

async function expectFigures(
  account: number,
  day: string,
  { kpi, parameter, figures }: Case,
  rows: readonly Row[],
): Promise<void> {
  const url = `/api/v1/accounts/~${account}/health?as_of=${day}`;
  const { parts } = HealthExplanation.parse((await ask('GET', url)).json());
  const part = parts.find(({ id }) => id === kpi);
  expect(part?.parameter).toBe(parameter);
  for (const [id, value] of Object.entries(figures(rows, day))) {
    const figure = part?.figures.find((each) => each.id === id)?.value ?? null;
    if (value === null || figure === null)
      expect({ url, id, figure }).toEqual({ url, id, figure: value });
    else expect(figure, `${url} ${id}`).toBeCloseTo(value, 6);
  }
}

test('asked for again, or as the KPI ships, nothing is computed', async () => {
  const again = { kpi: 'cadence', parameter: 14 };
  const { place } = WindowTaken.parse((await ask('POST', windows, again)).json());
  expect(place).toBe(model.profiles[0]?.kpis.find(({ id }) => id === 'cadence')?.place);
  const shipped = { kpi: 'cadence', parameter: 30 };
  expect((await ask('POST', windows, shipped)).json()).toEqual({ place: 14, job: null });
});

test.each([
  [{ kpi: 'cadence', parameter: 0 }, 'parameter: 0 is no whole number from 1 to 365'],
  [{ kpi: 'sla', parameter: 'many' }, 'parameter: "many" is no whole number from 1 to 100'],
  [
    { kpi: 'balance', parameter: 'orders' },
    'parameter: "orders" is unknown; give "mrr" or "invoices"',
  ],
  [{ kpi: 'growth', parameter: 3 }, 'parameter: growth has none to set; leave it out'],
  [
    { kpi: 'licence_use', parameter: 'custom.places' },
    'parameter: no customer has a column "places"; there are "custom.seats_in_use"',
  ],
  [{ kpi: 'growth', window_days: 30 }, 'kpi: names no KPI that has a window to change'],
  [{ kpi: 'happiness', parameter: 3 }, 'kpi: "happiness" is no KPI that ships with Hale'],
])('%j is refused', async (body, detail) => {
  const answer = await ask('POST', windows, body);
  expect(answer.statusCode).toBe(400);
  expect(Problem.parse(answer.json()).detail).toBe(detail);
});

test('a version that says another parameter than its readings have is refused', async () => {
  const wrong = withKpis((kpi) => (kpi.id === 'sla' ? { ...kpi, parameter: 5 } : kpi));
  const answer = await ask('POST', '/api/v1/score/versions', { model: wrong, based_on: 0 });
  expect(answer.statusCode).toBe(400);
  expect(Problem.parse(answer.json()).detail).toBe(
    'model.profiles.0.kpis.1.parameter: 5 is not what the readings of sla at 1 were computed with: 3. Ask POST /api/v1/score/windows for their place.',
  );
});

test('a version made before there were parameters reads as one without', async () => {
  const old = withKpis(({ parameter: _none, ...kpi }) => kpi as ProfileKpi);
  const made = await ask('POST', '/api/v1/score/versions', { model: old, based_on: 0 });
  const { id } = Version.parse(made.json());
  expect((await readVersion(server.database.db, id))?.model).toEqual(shippedModel);
});
