import type { csvLine } from '../lib/csv-line.ts';
import type { Skill } from '../proof/proof.ts';
import type { ProofReport } from '../proof/report.ts';

type Line = Parameters<typeof csvLine>[0];

/** One figure a line; `n` and `churned` are the rows (account and month-end) it rests on. */
export const proofHeader = ['figure', 'of', 'as_of', 'value', 'low', 'high', 'n', 'churned'];

const line = (
  figure: string,
  of: string,
  value: string | number | null,
  rest: { low?: number | null; high?: number | null; n?: number; churned?: number } = {},
): Line => [
  figure,
  of,
  '',
  value,
  rest.low ?? null,
  rest.high ?? null,
  rest.n ?? null,
  rest.churned ?? null,
];

/** The report as lines of CSV; what is not known is empty. */
export function* proofLines(report: ProofReport): Generator<Line> {
  const { auc, brier, judged, lead_time_days } = report;
  yield line('verdict', '', report.verdict);
  for (const name of ['from', 'to', 'horizon_days', 'months', 'accounts', 'churned'] as const) {
    yield line(name, '', report[name]);
  }
  yield line('rows', '', report.rows, { churned: report.churned_rows });
  yield line('judged_rows', '', judged.rows, { churned: judged.churned_rows });
  yield line('judged_accounts', '', judged.accounts, { churned: judged.churned });
  yield line('settings_version', '', report.settings_version);
  const skill = (of: string, found: Skill, figure = 'auc') => line(figure, of, found.value, found);
  yield skill('health', auc.health);
  yield skill('health', auc.health.on_judged, 'auc_on_judged');
  yield skill('learned', auc.learned);
  yield skill('proposed', auc.proposed);
  for (const [kpi, found] of Object.entries(auc.kpis)) {
    yield skill(kpi, found);
    yield skill(kpi, found.on_judged, 'auc_on_judged');
  }
  yield line('brier', 'learned', brier.learned, { n: judged.rows, churned: judged.churned_rows });
  yield line('brier', 'base', brier.base, { n: judged.rows, churned: judged.churned_rows });
  for (const { decile, predicted, observed, ...rest } of report.calibration) {
    yield line('calibration_predicted', String(decile), predicted, {
      n: rest.n,
      churned: rest.churned,
    });
    yield line('calibration_observed', String(decile), observed, rest);
  }
  for (const [band, found] of Object.entries(report.bands)) {
    for (const rate of ['precision', 'recall', 'lift'] as const) {
      const { n, churned } = found;
      yield line(rate, band, found[rate], { ...found[`${rate}_interval`], n, churned });
    }
  }
  for (const { from, to, share, ...rest } of report.health_ranges) {
    yield line('share_left', `${from}-${to}`, share, rest);
  }
  yield line('lead_time_days', '', lead_time_days.median, {
    n: lead_time_days.n,
    churned: lead_time_days.of,
  });
  for (const [kpi, weight] of Object.entries(report.proposed_weights ?? {})) {
    yield line('proposed_weight', kpi, weight);
  }
  for (const { account_id, as_of, p } of report.probabilities) {
    yield ['probability', account_id, as_of, p, null, null, null, null];
  }
}
