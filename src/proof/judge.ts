import { defaultEdges } from '../scoring/scoring.ts';
import { bandsOf, leadTimeOf } from './bands-proof.ts';
import { healthRangesOf } from './health-ranges.ts';
import { churnLearner, healthUnder, weightLearner } from './learned.ts';
import {
  fewestChurned,
  type Probability,
  type Proof,
  type ProofData,
  type Verdict,
} from './proof.ts';
import { churnedAccounts, lessonsOf, monthOf, type Rows, rowColumn, rowsOf } from './rows.ts';
import { skillsOf } from './skills.ts';
import { brierOf, calibrationOf } from './statistics/rates.ts';
import { withoutThinRates } from './without-rates.ts';

/** What was learned of each row, by a model that had not seen it; in the order of `rowsOf`. */
export interface Learned {
  /** NaN where no model judged. */
  readonly probabilities: Float64Array;
  /** Health under weights learned from the same training rows; NaN where there is none. */
  readonly proposedHealth: Float64Array;
}

export interface Judgement {
  readonly proof: Proof;
  readonly learned: Learned;
}

/** The backtest of the settings that the data were scored under (definitions.md 9; 10, proof). Tells 0..1 between steps. */
export const judge = (data: ProofData, onProgress?: (done: number) => void): Proof =>
  judgeRows(data, onProgress).proof;

/** The same, with what it rests on. */
export function judgeRows(
  data: ProofData,
  onProgress: (done: number) => void = () => {},
): Judgement {
  const rows = rowsOf(data);
  const lessons = lessonsOf(data, rows);
  const readings = data.kpis.map((kpi) => rowColumn(rows, kpi.readings));
  const scores = data.kpis.map((kpi) => rowColumn(rows, kpi.scores));
  const learned: Learned = {
    probabilities: new Float64Array(rows.count).fill(Number.NaN),
    proposedHealth: new Float64Array(rows.count).fill(Number.NaN),
  };
  const learnProbability = churnLearner(readings, rows.labels);
  const learnWeights = weightLearner(scores, rows.labels);
  for (const [at, { training, judged }] of lessons.entries()) {
    const predicted = learnProbability(training)(judged);
    const weights = learnWeights(training);
    const health = weights && healthUnder(weights, scores, judged, defaultEdges.minimumCoverage);
    for (const [place, row] of judged.entries()) {
      learned.probabilities[row] = predicted[place] ?? Number.NaN;
      learned.proposedHealth[row] = health?.[place] ?? Number.NaN;
    }
    onProgress((0.6 * (at + 1)) / lessons.length);
  }
  const judgedMonths = data.monthEnds.map((_, month) => {
    const [from, until] = monthOf(rows, month);
    return from < until && !Number.isNaN(learned.probabilities[from]);
  });
  const auc = skillsOf(data, rows, { ...learned, readings, judgedMonths });
  onProgress(0.9);
  const judged = judgedRows(data, rows, learned.probabilities, judgedMonths);
  const churned = churnedAccounts(rows, 0, rows.count);
  const verdict = verdictOf({
    churned,
    judgedChurned: judged.summary.churned,
    lowestAuc: auc.learned.low,
    brier: judged.brier,
  });
  const weights =
    verdict === 'supported' ? learnWeights(rowsWithValue(learned.probabilities)) : null;
  const proof: Proof = {
    from: data.monthEnds[0] ?? null,
    to: data.monthEnds.at(-1) ?? null,
    horizon_days: data.horizonDays,
    months: data.monthEnds.length,
    accounts: rows.accountCount,
    churned,
    rows: rows.count,
    churned_rows: churnedRows(rows.labels),
    judged: judged.summary,
    verdict,
    auc,
    brier: judged.brier,
    calibration: judged.calibration,
    bands: bandsOf(data, rows),
    health_ranges: healthRangesOf(data, rows),
    lead_time_days: leadTimeOf(data, rows),
    proposed_weights:
      weights && Object.fromEntries(data.kpis.map(({ id }, at) => [id, weights[at] ?? 0])),
    probabilities: judged.probabilities,
  };
  onProgress(1);
  return { proof: withoutThinRates(proof), learned };
}

const churnedRows = (labels: Uint8Array): number => labels.reduce((sum, label) => sum + label, 0);

const rowsWithValue = (byRow: Float64Array): Int32Array =>
  Int32Array.from(byRow.keys()).filter((row) => !Number.isNaN(byRow[row]));

/** The rows that a model judged which had not learned from them, and how well it did. */
function judgedRows(
  data: ProofData,
  rows: Rows,
  byRow: Float64Array,
  judgedMonths: readonly boolean[],
) {
  const judged = rowsWithValue(byRow);
  const probabilities = Float64Array.from(judged, (row) => byRow[row] ?? 0);
  const labels = Uint8Array.from(judged, (row) => rows.labels[row] ?? 0);
  const accounts = Int32Array.from(judged, (row) => rows.numbers[row] ?? 0);
  const months = data.monthEnds.filter((_, month) => judgedMonths[month]);
  const share = churnedRows(labels) / labels.length;
  return {
    summary: {
      from: months[0] ?? null,
      to: months.at(-1) ?? null,
      months: months.length,
      accounts: new Set(accounts).size,
      churned: new Set(accounts.filter((_, at) => labels[at] === 1)).size,
      rows: judged.length,
      churned_rows: churnedRows(labels),
    },
    brier: {
      learned: brierOf(probabilities, labels),
      base: labels.length === 0 ? null : share * (1 - share),
    },
    calibration: calibrationOf(probabilities, labels, accounts),
    probabilities: probabilitiesOf(data, rows, byRow),
  };
}

/** By account, in the order of the data, then by month-end. */
const probabilitiesOf = (data: ProofData, rows: Rows, byRow: Float64Array): Probability[] =>
  data.monthEnds
    .flatMap((as_of, month) => {
      const [from, until] = monthOf(rows, month);
      return Array.from({ length: until - from }, (_, at) => ({
        account: rows.accounts[from + at] ?? 0,
        as_of,
        p: byRow[from + at] ?? Number.NaN,
      }));
    })
    .filter(({ p }) => !Number.isNaN(p))
    .toSorted((a, b) => a.account - b.account)
    .map(({ account, ...found }) => ({ account_id: data.accountIds[account] ?? '', ...found }));

/** What the backtest says of a prediction (definitions.md 10, proof). */
export function verdictOf(found: {
  churned: number;
  /** Accounts that left among those the learned model judged. */
  judgedChurned: number;
  lowestAuc: number | null;
  brier: Proof['brier'];
}): Verdict {
  const { churned, judgedChurned, lowestAuc, brier } = found;
  if (churned < fewestChurned) return 'too_thin';
  // What rests on so few is no finding, however good it looks.
  if (judgedChurned < fewestChurned) return 'not_supported';
  const ranks = lowestAuc !== null && lowestAuc > 0.5;
  const isCloser = brier.learned !== null && brier.base !== null && brier.learned < brier.base;
  return ranks && isCloser ? 'supported' : 'not_supported';
}
