import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCompany } from '../src/accounts/company.ts';
import { freshDatabase, type TestDatabase } from '../src/db/test-database.ts';
import { readingsAsOf } from '../src/health/readings-as-of.ts';
import { readingHistory } from '../src/jobs/reading-history.ts';
import { bringUpToDate } from '../src/jobs/restate.ts';
import { parseDay } from '../src/lib/day.ts';
import { judge } from '../src/proof/judge.ts';
import type { Proof, ProofData } from '../src/proof/proof.ts';
import { readProofData } from '../src/proof/read-data.ts';
import { lessonsOf, monthOf, rowColumn, rowsOf } from '../src/proof/rows.ts';
import { aucOf, pairsOf } from '../src/proof/statistics/auc.ts';
import { bandOrder } from '../src/scoring/portfolio.ts';
import { cutAt } from './cut-facts.ts';
import { hazardous } from './generate/hazard.ts';
import { factsOf } from './naive/parse.ts';
import { allNaiveKpis, naiveReadings } from './naive/readings.ts';
import { naiveRidge } from './naive/ridge.ts';
import { applySettings, batchOf, store } from './product.ts';

const company = hazardous({ accounts: 420, seed: 5, from: '2023-01-01', to: '2025-03-31' });
let database: TestDatabase;
let data: ProofData;
let proof: Proof;

beforeAll(async () => {
  database = await freshDatabase();
  await applySettings(database.db, company.settings);
  await store(database.app, company.tables.map(batchOf));
  const today = parseDay(company.to);
  await bringUpToDate(database.db, { today });
  ({ data } = await readProofData(database.db, { horizonDays: 90, today }));
  proof = judge(data);
});
afterAll(() => database.close());

/** AUC of any figure on the rows that the learned model judged. */
function aucOnJudged(figureOf: (row: number) => number): number {
  const rows = rowsOf(data);
  const judged = new Set(lessonsOf(data, rows).flatMap((lesson) => [...lesson.judged]));
  const months = data.monthEnds.map((_, month) => {
    const [from, until] = monthOf(rows, month);
    const own = Array.from({ length: until - from }, (_row, at) => from + at).filter((row) =>
      judged.has(row),
    );
    return pairsOf({
      values: Float64Array.from(own, figureOf),
      labels: Uint8Array.from(own, (row) => rows.labels[row] ?? 0),
      accounts: Int32Array.from(own, (row) => rows.numbers[row] ?? 0),
    });
  });
  return aucOf(months) ?? Number.NaN;
}

describe('customers who leave for two hidden reasons', () => {
  test('the learned probability is supported, and as good as a plain ridge regression', () => {
    expect(proof.verdict).toBe('supported');
    const rows = rowsOf(data);
    const readings = data.kpis.map((kpi) => rowColumn(rows, kpi.readings));
    const rowOf = (row: number) => ({
      readings: readings.map((column) => {
        const value = column[row] ?? Number.NaN;
        return Number.isNaN(value) ? null : value;
      }),
      left: rows.labels[row] === 1,
    });
    const naive = new Map<number, number>();
    for (const { training, judged } of lessonsOf(data, rows)) {
      const ridge = naiveRidge(Array.from(training, rowOf));
      for (const row of judged) naive.set(row, ridge(rowOf(row)));
    }
    const reference = aucOnJudged((row) => naive.get(row) ?? 0);
    expect(proof.auc.learned.value).toBeGreaterThan(reference - 0.01);
    expect(proof.auc.learned.value).toBeLessThan(reference + 0.01);
  });

  test('nothing is better than the true hazard', () => {
    const rows = rowsOf(data);
    const truth = aucOnJudged((row) => {
      const month = rows.starts.findLastIndex((start) => start <= row);
      const account = data.accountIds[rows.accounts[row] ?? 0] ?? '';
      return company.riskOf(account, data.monthEnds[month] ?? '');
    });
    expect(proof.auc.learned.value).toBeLessThan(truth);
    expect(truth).toBeGreaterThan(0.7);
  });

  test('proposed weights put what really drives it first, and beat the shipped ones', () => {
    const weights = Object.entries(proof.proposed_weights ?? {}).toSorted(([, a], [, b]) => b - a);
    const drivers = weights.slice(0, 2);
    expect(drivers.map(([kpi]) => kpi).toSorted()).toEqual(['feedback', 'open_invoices']);
    expect(drivers.reduce((sum, [, weight]) => sum + weight, 0)).toBeGreaterThan(70);
    expect(proof.auc.proposed.value).toBeGreaterThan(proof.auc.health.on_judged.value ?? 1);
    expect(proof.auc.proposed.n).toBe(proof.judged.rows);
  });

  test('what has nothing to do with it is no better than chance', () => {
    for (const kpi of ['sla', 'nps', 'agent_rating']) {
      const { low = 1, high = 0 } = proof.auc.kpis[kpi] ?? {};
      expect(low, kpi).toBeLessThan(0.5);
      expect(high, kpi).toBeGreaterThan(0.5);
    }
  });

  test('probabilities keep their word', () => {
    for (const { predicted, observed, low, high } of proof.calibration) {
      const isClose = Math.abs(predicted - observed) <= 0.05;
      expect(isClose || (predicted >= low && predicted <= high)).toBe(true);
    }
  });
});

/** Readings of the backtest that are not those of the facts as they stood at the end of the month-end. */
function leaksIn(used: ProofData): { kpi: string; account: string; day: string }[] {
  return [0, 7, 14].flatMap((month) => {
    const day = used.monthEnds[month] ?? '';
    const facts = factsOf(cutAt(company.tables, day), company.settings.timeZone);
    const recomputed = new Map(
      naiveReadings(facts, company.settings, day).map(({ account_id, kpis }) => [account_id, kpis]),
    );
    return used.kpis.flatMap((kpi) =>
      used.accountIds.flatMap((account, at) => {
        const reading = kpi.readings[month]?.[at] ?? Number.NaN;
        const wanted = recomputed.get(account)?.[kpi.id]?.reading ?? Number.NaN;
        const isSame = Number.isNaN(wanted)
          ? Number.isNaN(reading)
          : Math.abs(wanted - reading) < 1e-9;
        return isSame ? [] : [{ kpi: kpi.id, account, day }];
      }),
    );
  });
}

const known = (value = Number.NaN): number | null => (Number.isNaN(value) ? null : value);

describe('point in time', () => {
  test('every reading follows from the facts cut at its month-end', () => {
    expect(data.kpis.map(({ id }) => id).toSorted()).toEqual(allNaiveKpis.toSorted());
    expect(leaksIn(data)).toEqual([]);
  });

  test('readings, health and bands are those that `hale readings` prints of the day', async () => {
    const month = 9;
    const day = data.monthEnds[month] ?? parseDay(company.to);
    const printed = readingsAsOf(
      database.db,
      readingHistory(database.db, await readCompany(database.db)),
      { day, timeZone: company.settings.timeZone },
    );
    let at = 0;
    for await (const account of printed) {
      expect(account.account_id).toBe(data.accountIds[at]);
      expect(known(data.health[month]?.[at])).toBe(account.health);
      expect(bandOrder[data.bands[month]?.[at] ?? 3]).toBe(account.band);
      for (const { id, readings, scores } of data.kpis) {
        expect(known(readings[month]?.[at])).toBe(account.kpis[id]?.reading ?? null);
        expect(known(scores[month]?.[at])).toBe(account.kpis[id]?.score ?? null);
      }
      at += 1;
    }
    expect(at).toBe(data.accountIds.length);
  });

  test('a reading that knows the next month is caught, and would have looked like skill', () => {
    const leaking: ProofData = {
      ...data,
      kpis: data.kpis.map((kpi) =>
        kpi.id === 'feedback'
          ? { ...kpi, readings: kpi.readings.map((own, month) => kpi.readings[month + 3] ?? own) }
          : kpi,
      ),
    };
    const leaks = leaksIn(leaking);
    expect(new Set(leaks.map(({ kpi }) => kpi))).toEqual(new Set(['feedback']));
    expect(leaks.length).toBeGreaterThan(300);
    expect(judge(leaking).auc.learned.value).toBeGreaterThan((proof.auc.learned.value ?? 1) + 0.03);
  });
});
