import { describe, expect, test } from 'vitest';
import { healthRangeOf } from '../scoring/health-range.ts';
import { drawnData, exampleData, monthEndsFrom2024, numberOf } from './backtest.fixture.ts';
import { judgeRows } from './judge.ts';
import { judgedRowsOf } from './judged-rows.ts';
import { medianOf } from './statistics/quantile.ts';

const data = drawnData({ accounts: 400, months: 16, signal: 25, seed: 11 });
const judgement = judgeRows(data);
const { proof } = judgement;
const rows = judgedRowsOf(data, judgement);
const all = [...rows.accounts].map((account, row) => ({
  account,
  asOf: rows.asOf[row],
  band: rows.bands[row],
  health: rows.health[row] ?? null,
  leftOn: rows.leftOn[row] ?? null,
  warnedOn: rows.firstAtRiskOn[row] ?? null,
  p: rows.probabilities[row] ?? null,
  decile: rows.deciles[row] ?? null,
}));
type Row = (typeof all)[number];
const accountsOf = (of: readonly Row[]) => new Set(of.map(({ account }) => account));
const left = all.filter(({ leftOn }) => leftOn !== null);

describe('the rows behind a report', () => {
  test('are as many as it counts, of as many accounts', () => {
    expect(all).toHaveLength(proof.rows);
    expect(left).toHaveLength(proof.churned_rows);
    expect(accountsOf(all).size).toBe(proof.accounts);
    expect(accountsOf(left).size).toBe(proof.churned);
    const judged = all.filter(({ p }) => p !== null);
    expect(judged).toHaveLength(proof.judged.rows);
    expect(accountsOf(judged.filter(({ leftOn }) => leftOn !== null)).size).toBe(
      proof.judged.churned,
    );
  });

  test.each(['healthy', 'attention', 'at_risk', 'unknown'] as const)('of the band %s', (band) => {
    const ofBand = all.filter((row) => row.band === band);
    const { n, churned, accounts, churned_accounts } = proof.bands[band];
    const leftOfBand = ofBand.filter(({ leftOn }) => leftOn !== null);
    expect([ofBand.length, leftOfBand.length]).toEqual([n, churned]);
    expect([accountsOf(ofBand).size, accountsOf(leftOfBand).size]).toEqual([
      accounts,
      churned_accounts,
    ]);
  });

  test('of each tenth by probability, with its mean', () => {
    expect(proof.calibration).toHaveLength(10);
    for (const { decile, n, churned, predicted } of proof.calibration) {
      const part = all.filter((row) => row.decile === decile);
      expect(part).toHaveLength(n);
      expect(part.filter(({ leftOn }) => leftOn !== null)).toHaveLength(churned);
      const mean = part.reduce((sum, { p }) => sum + (p ?? 0), 0) / n;
      expect(mean).toBeCloseTo(predicted, 12);
    }
  });

  test('of each KPI, and of the weights that are proposed', () => {
    const leftOf = (values: readonly (number | null)[]) =>
      values.filter((value, row) => value !== null && rows.leftOn[row] !== null).length;
    const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null);
    for (const [at, { id }] of data.kpis.entries()) {
      const values = rows.readings[at] ?? [];
      const { n, churned, left_out } = proof.auc.kpis[id] ?? proof.auc.learned;
      expect([known(values).length, leftOf(values)], id).toEqual([n, churned]);
      expect(values.length - n, id).toBe(left_out);
    }
    const { n, churned } = proof.auc.proposed;
    expect(n).toBeGreaterThan(0);
    expect([known(rows.proposedHealth).length, leftOf(rows.proposedHealth)]).toEqual([n, churned]);
  });

  test('of each range of health, with the share that left', () => {
    expect(proof.health_ranges).toHaveLength(10);
    for (const [at, { from, to, n, churned, share, low, high }] of proof.health_ranges.entries()) {
      expect([from, to]).toEqual([at * 10, at * 10 + 10]);
      const part = all.filter(({ health }) => health !== null && healthRangeOf(health) === at);
      expect(part).toHaveLength(n);
      expect(part.filter(({ leftOn }) => leftOn !== null)).toHaveLength(churned);
      expect(share).toBe(n === 0 ? null : churned / n);
      if (share === null) continue;
      expect(low).toBeLessThanOrEqual(share);
      expect(high).toBeGreaterThanOrEqual(share);
    }
  });

  test('carry the probabilities of the report', () => {
    const listed = all
      .flatMap(({ account, asOf, p }) =>
        p === null ? [] : [{ account, account_id: data.accountIds[account], as_of: asOf, p }],
      )
      .toSorted((a, b) => a.account - b.account)
      .map(({ account: _account, ...found }) => found);
    expect(listed).toEqual(proof.probabilities);
  });

  test('say when a warning came first, so that the lead time can be seen', () => {
    const leads = new Map(
      left.flatMap(({ account, leftOn, warnedOn }) =>
        leftOn === null || warnedOn === null ? [] : [[account, leftOn - warnedOn] as const],
      ),
    );
    expect(leads.size).toBe(proof.lead_time_days.n);
    expect(medianOf(leads.values())).toBe(proof.lead_time_days.median);
  });
});

test('few that left leave counts, but neither rates by range nor probabilities', () => {
  const thin = exampleData([{}, { churnsOn: '2024-02-10' }], {
    monthEnds: monthEndsFrom2024(2),
    health: (_, account) => (account === 0 ? 100 : 35),
  });
  const judged = judgeRows(thin);
  const report = judged.proof;
  expect(report.health_ranges[3]).toMatchObject({ n: 1, churned: 1, share: null, low: null });
  expect(report.health_ranges[9]).toMatchObject({ n: 2, churned: 0, share: null });
  const { leftOn, probabilities, deciles } = judgedRowsOf(thin, judged);
  expect(leftOn).toEqual([null, numberOf('2024-02-10'), null]);
  expect(probabilities).toEqual([null, null, null]);
  expect(deciles).toEqual([null, null, null]);
});
