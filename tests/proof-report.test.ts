import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HealthExplanation } from '../src/api/contract/health.ts';
import { accountPath } from '../src/api/contract/paths.ts';
import { KeptProof, ProofRows } from '../src/api/contract/proof.ts';
import { createServer } from '../src/api/server.ts';
import { proofHeader, proofLines } from '../src/commands/proof-lines.ts';
import { freshDatabase, type TestDatabase } from '../src/db/test-database.ts';
import { setWeight } from '../src/jobs/custom-kpis.ts';
import { type JobQueue, startQueue } from '../src/jobs/queue.ts';
import { bringUpToDate } from '../src/jobs/restate.ts';
import { judgeSettings, keepReport, makeReport, type ProofReport } from '../src/proof/report.ts';
import { hazardous } from './generate/hazard.ts';
import { applySettings, batchOf, store } from './product.ts';

const company = hazardous({ accounts: 150, seed: 8, from: '2024-01-01', to: '2025-06-30' });
let database: TestDatabase;
let queue: JobQueue;
let app: FastifyInstance;
let report: ProofReport;

beforeAll(async () => {
  database = await freshDatabase();
  await applySettings(database.db, company.settings);
  await store(database.app, company.tables.map(batchOf));
  await bringUpToDate(database.db);
  report = await makeReport(database.db, { horizonDays: 90 });
  const failed = (error: unknown) => {
    throw error;
  };
  const quiet = () => {};
  queue = await startQueue({
    app: database.app,
    owner: database.owner,
    log: { error: failed, warn: quiet, debug: quiet },
  });
  app = await createServer({
    db: database.db,
    queue,
    uploads: join(import.meta.dirname, 'no-uploads'),
    version: '1.2.3',
    now: () => new Date(),
    appUrl: 'http://hale.example',
    screens: join(import.meta.dirname, 'no-screens'),
    logger: pino({ level: 'silent' }),
    isReady: () => true,
  });
});
afterAll(async () => {
  await app.close();
  await queue.stop();
  await database.close();
});

const kept = async (query = 'horizon_days=90'): Promise<KeptProof> => {
  const answer = await app.inject(`/api/v1/proof?${query}`);
  expect(answer.statusCode).toBe(200);
  return KeptProof.parse(answer.json());
};

const rowsOf = async (query: string): Promise<ProofRows> => {
  const answer = await app.inject(`/api/v1/proof/rows?${query}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return ProofRows.parse(answer.json());
};

const counts = (
  found: Record<'n' | 'churned' | 'accounts' | 'churned_accounts', number>,
): number[] => [found.n, found.churned, found.accounts, found.churned_accounts];

async function made(): Promise<void> {
  const asked = { horizon_days: 90 };
  const answer = await app.inject({ method: 'POST', url: '/api/v1/proof', payload: asked });
  expect(answer.statusCode).toBe(200);
  const again = await app.inject({ method: 'POST', url: '/api/v1/proof', payload: asked });
  expect(again.statusCode).toBe(409);
  while ((await kept()).job !== null) await pause(50);
}

describe('a backtest asked for through the API', () => {
  test('is made once, kept, and the same as the one of the command line', async () => {
    expect(await kept()).toEqual({
      proof: null,
      made_at: null,
      is_current: false,
      settings_are_current: false,
      job: null,
    });
    await made();
    const { proof, is_current } = await kept();
    const { probabilities, ...same } = report;
    expect(proof).toEqual(same);
    expect(is_current).toBe(true);
    expect(probabilities).toHaveLength(report.judged.rows);
    expect(report.verdict).not.toBe('too_thin');
    expect((await kept('horizon_days=30')).proof).toBeNull();
  });

  test('opens each of its counts, the same in JSON and CSV', async () => {
    const whole = await rowsOf('');
    expect(whole.made_at).not.toBeNull();
    expect(counts(whole)).toEqual([
      report.rows,
      report.churned_rows,
      report.accounts,
      report.churned,
    ]);
    for (const [band, found] of Object.entries(report.bands)) {
      expect(counts(await rowsOf(`band=${band}`)), band).toEqual(counts(found));
    }
    for (const { decile, n, churned } of report.calibration) {
      expect(await rowsOf(`decile=${decile}`)).toMatchObject({ n, churned });
    }
    for (const range of report.health_ranges) {
      expect(counts(await rowsOf(`health_from=${range.from}`))).toEqual(counts(range));
    }
    const { n, churned, left_out } = report.auc.health;
    expect(await rowsOf('scored=true')).toMatchObject({ n, churned });
    expect((await rowsOf('scored=false')).n).toBe(left_out);
    const { proposed, learned } = report.auc;
    expect(await rowsOf('proposed=true')).toMatchObject({
      n: proposed.n,
      churned: proposed.churned,
    });
    expect((await rowsOf('proposed=false&judged=true')).n).toBe(proposed.left_out);
    expect(await rowsOf('judged=true')).toMatchObject({ n: learned.n, churned: learned.churned });
    expect((await rowsOf('judged=true&churned=true')).churned_accounts).toBe(report.judged.churned);
    expect((await rowsOf('warned=true&churned=true')).accounts).toBe(report.lead_time_days.n);
    const month = await rowsOf(`month=${report.to}&churned=false&limit=1000`);
    expect(month.rows).toHaveLength(month.n);
    expect(month.rows.map(({ as_of, left_on }) => [as_of, left_on])).toEqual(
      month.rows.map(() => [report.to, null]),
    );
  });

  test('opens the rows of each KPI with the readings that were judged', async () => {
    for (const [kpi, { n, churned, left_out }] of Object.entries(report.auc.kpis)) {
      expect(await rowsOf(`kpi=${kpi}`), kpi).toMatchObject({ n, churned });
      expect((await rowsOf(`kpi=${kpi}&read=false`)).n, kpi).toBe(left_out);
    }
    const { rows, n } = await rowsOf(`kpi=feedback&month=${report.to}&limit=1000`);
    expect(rows).toHaveLength(n);
    expect(n).toBeGreaterThan(0);
    for (const row of rows.slice(0, 20)) {
      const answer = await app.inject(
        `/api/v1/accounts/${accountPath(row.id)}/health?as_of=${row.as_of}`,
      );
      const { parts } = HealthExplanation.parse(answer.json());
      expect(row.reading).toBe(parts.find(({ id }) => id === 'feedback')?.reading);
    }
    expect((await rowsOf('kpi=unheard-of')).n).toBe(0);
    expect((await rowsOf('kpi=unheard-of&read=false')).n).toBe(0);
  });

  test('gives the probabilities of the command line, page by page and as CSV', async () => {
    const rows: ProofRows['rows'] = [];
    while (rows.length < report.judged.rows) {
      rows.push(...(await rowsOf(`judged=true&limit=700&offset=${rows.length}`)).rows);
    }
    const given = rows.map(({ account_id, as_of, p }) => ({ account_id, as_of, p }));
    expect(given).toEqual(report.probabilities);
    const { body, headers } = await app.inject('/api/v1/proof/rows.csv?judged=true');
    expect(headers['content-type']).toContain('text/csv');
    const text = (value: string | number | null) => (value === null ? '' : String(value));
    expect(parse(body, { columns: true })).toEqual(
      rows.map(({ id: _id, ...row }) =>
        Object.fromEntries(Object.entries(row).map(([column, value]) => [column, text(value)])),
      ),
    );
  });

  test('has no rows where none was made', async () => {
    expect(await rowsOf('horizon_days=30')).toMatchObject({ made_at: null, n: 0, rows: [] });
    expect((await app.inject('/api/v1/proof/rows?health_from=35')).statusCode).toBe(400);
  });

  test('stands while a window is filled or an import is stopped, and falls with a rebuild', async () => {
    const jobs = [
      ['window', 'done', true],
      ['import', 'cancelled', true],
      ['rebuild', 'done', false],
    ] as const;
    for (const [kind, state, stands] of jobs) {
      await sql`insert into app.job (kind, state, input, finished_at)
        values (${kind}, ${state}, '{}', now())`.execute(database.db);
      expect((await kept()).is_current, kind).toBe(stands);
    }
  });

  test('says so when the settings have changed since', async () => {
    await setWeight(database.db, 'sla', 1, 'test');
    const { proof, is_current, settings_are_current } = await kept();
    expect(proof?.settings_version).toBe(0);
    expect([is_current, settings_are_current]).toEqual([false, false]);
    await made();
    expect(await kept()).toMatchObject({ is_current: true, settings_are_current: true });
    expect((await kept()).proof?.settings_version).toBeGreaterThan(0);
  });
});

test('the newest reports are kept, and the one that other screens ask for', async () => {
  const { db } = database;
  const made = await judgeSettings(db, { horizonDays: 90 });
  const keep = (horizonDays: number) =>
    keepReport(db, { horizonDays }, { ...made, madeOf: 'a test' });
  for (const horizon of [90, 20, 21, 22, 23, 24, 25]) await keep(horizon);
  const { rows } = await sql<{ horizon: number; rows: number }>`
    select horizon_days as horizon, count(*)::int as rows
    from proof.report join proof.judged_row using (horizon_days, first_asked, last_asked)
    group by 1 order by 1`.execute(db);
  expect(rows).toEqual(
    [21, 22, 23, 24, 25, 90].map((horizon) => ({ horizon, rows: made.report.rows })),
  );
});

test('every figure of the report is a line of CSV', () => {
  const lines = [...proofLines(report)];
  for (const line of lines) expect(line).toHaveLength(proofHeader.length);
  const cell = (figure: string, of: string) =>
    lines.find(([name, whose]) => name === figure && whose === of)?.[3];
  expect(cell('verdict', '')).toBe(report.verdict);
  expect(cell('auc', 'health')).toBe(report.auc.health.value);
  expect(cell('auc_on_judged', 'feedback')).toBe(report.auc.kpis.feedback?.on_judged.value);
  expect(cell('precision', 'at_risk')).toBe(report.bands.at_risk.precision);
  expect(cell('calibration_observed', '10')).toBe(report.calibration[9]?.observed);
  expect(cell('lead_time_days', '')).toBe(report.lead_time_days.median);
  expect(lines.filter(([figure]) => figure === 'probability')).toHaveLength(report.judged.rows);
});

test('probabilities stand in order of account and day', () => {
  const keys = report.probabilities.map(({ account_id, as_of }) => `${account_id} ${as_of}`);
  expect(keys).toEqual(keys.toSorted());
  expect(new Set(keys).size).toBe(keys.length);
});
