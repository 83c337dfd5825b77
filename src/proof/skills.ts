import type { Columns } from './learned.ts';
import type { Proof, ProofData, Skill, SkillOnBoth } from './proof.ts';
import { monthOf, type Rows, rowColumn } from './rows.ts';
import { aucOf, type PairedRows, type Pairs, pairsOf } from './statistics/auc.ts';
import { resampledAucs } from './statistics/bootstrap.ts';
import { intervalOf } from './statistics/quantile.ts';

/** Resamples of accounts behind every interval, and the seed that makes them the same each time. */
const resamples = 1_000;
const seed = 42;

interface Measured {
  readonly readings: Columns;
  /** NaN on rows that were not judged, as is the health under proposed weights. */
  readonly probabilities: Float64Array;
  readonly proposedHealth: Float64Array;
  readonly judgedMonths: readonly boolean[];
}

/** One figure of all rows, greater where leaving is held more likely. */
interface Measure {
  readonly months: readonly Pairs[];
  readonly within: readonly boolean[];
  readonly all: Counts;
  readonly judged: Counts;
}

interface Counts {
  n: number;
  churned: number;
  churned_accounts: number;
  left_out: number;
}

/** AUC of health, of the learned probability, of proposed weights and of each KPI's reading, with intervals. */
export function skillsOf(data: ProofData, rows: Rows, measured: Measured): Proof['auc'] {
  const { readings, probabilities, proposedHealth, judgedMonths } = measured;
  const against = (values: Float64Array) => values.map((value) => -value);
  const columns = [
    against(rowColumn(rows, data.health)),
    probabilities,
    against(proposedHealth),
    ...readings.map((values, at) => (data.kpis[at]?.better === 'up' ? against(values) : values)),
  ];
  const measures = columns.map((values) => measureOf(values, rows, judgedMonths));
  const drawn = resampledAucs(measures, { accounts: rows.accountCount, resamples, seed });
  const both = measures.map((measure, at): SkillOnBoth => {
    const judged = measure.months.filter((_, month) => measure.within[month]);
    return {
      ...skillOf(measure.months, drawn[at]?.all, measure.all),
      on_judged: skillOf(judged, drawn[at]?.within, measure.judged),
    };
  });
  const [health = nothing, learned = nothing, proposed = nothing, ...kpis] = both;
  return {
    health,
    learned: learned.on_judged,
    proposed: proposed.on_judged,
    kpis: Object.fromEntries(data.kpis.map(({ id }, at) => [id, kpis[at] ?? nothing])),
  };
}

const unseen: Skill = {
  value: null,
  low: null,
  high: null,
  n: 0,
  churned: 0,
  churned_accounts: 0,
  left_out: 0,
};
const nothing: SkillOnBoth = { ...unseen, on_judged: unseen };

const skillOf = (
  months: readonly Pairs[],
  drawn: Float64Array | undefined,
  counts: Counts,
): Skill => ({
  value: aucOf(months),
  ...intervalOf(drawn ?? new Float64Array()),
  ...counts,
});

function measureOf(values: Float64Array, rows: Rows, within: readonly boolean[]): Measure {
  const [all, judged] = [counting(), counting()];
  const months = within.map((isJudged, month) => {
    const [from, until] = monthOf(rows, month);
    const monthValues = values.subarray(from, until);
    const labels = rows.labels.subarray(from, until);
    const ofMonth = { values: monthValues, labels, accounts: rows.numbers.subarray(from, until) };
    for (const { add } of isJudged ? [all, judged] : [all]) add(ofMonth);
    return pairsOf(ofMonth);
  });
  return { months, within, all: all.counts(), judged: judged.counts() };
}

function counting() {
  let [n, churned, left_out] = [0, 0, 0];
  const churnedAccounts = new Set<number>();
  return {
    add: ({ values, labels, accounts }: PairedRows) => {
      for (const [row, value] of values.entries()) {
        if (Number.isNaN(value)) {
          left_out += 1;
          continue;
        }
        n += 1;
        if (labels[row] !== 1) continue;
        churned += 1;
        churnedAccounts.add(accounts[row] ?? 0);
      }
    },
    counts: (): Counts => ({ n, churned, churned_accounts: churnedAccounts.size, left_out }),
  };
}
