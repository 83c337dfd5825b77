import { InvalidArgumentError, Option } from 'commander';
import { HorizonDays } from '../api/contract/proof.ts';
import { bringUpToDate } from '../jobs/restate.ts';
import { csvLine } from '../lib/csv-line.ts';
import { Day } from '../lib/day.ts';
import { Refusal } from '../lib/refusal.ts';
import { makeReport, type ProofReport } from '../proof/report.ts';
import type { RegisterCommand } from './command.ts';
import { percent, progressLine } from './progress-line.ts';
import { proofHeader, proofLines } from './proof-lines.ts';
import { withSession } from './session.ts';

interface Options {
  horizon: number;
  from?: Day;
  to?: Day;
  format: 'json' | 'csv';
}

export const registerProof: RegisterCommand = (program, context) => {
  program
    .command('proof')
    .description('whether the health score told who would leave: a backtest on month-ends')
    .addOption(
      new Option('--horizon <days>', 'within how many days after a month-end somebody has to leave')
        .argParser(horizonOf)
        .default(90),
    )
    .option('--from <date>', 'first month-end, as YYYY-MM-DD', dayOf)
    .option('--to <date>', 'last month-end, as YYYY-MM-DD', dayOf)
    .addOption(new Option('--format <format>').choices(['json', 'csv']).default('json'))
    .action(async ({ horizon, from, to, format }: Options) => {
      if (from !== undefined && to !== undefined && from > to) {
        throw new Refusal(`--from ${from} lies after --to ${to}.`, { exitCode: 2 });
      }
      await withSession(context, 'proof', async ({ db }) => {
        const today = await bringUpToDate(db);
        const progress = progressLine(context);
        const report = await makeReport(
          db,
          { horizonDays: horizon, from, to, today },
          { onProgress: (step, done) => progress.show(`${step} ${percent(done, 1)}`) },
        );
        progress.clear();
        if (report.months === 0) context.tell(noMonthEnd(horizon));
        if (format === 'json') {
          for (const part of jsonParts(report)) await context.print(part);
          return;
        }
        await context.print(csvLine(proofHeader));
        for (const line of proofLines(report)) await context.print(csvLine(line));
      });
    });
};

const noMonthEnd = (horizon: number): string =>
  `No month-end can be judged: ${horizon} days of records have to follow it, and 180 come before it unless --from says otherwise.`;

/** The report as one JSON object, a line for each probability, so that no line grows without end. */
function* jsonParts({ probabilities, ...report }: ProofReport): Generator<string> {
  yield `${JSON.stringify(report, null, 2).slice(0, -2)},\n  "probabilities": [`;
  for (const [at, one] of probabilities.entries()) {
    yield `${at === 0 ? '\n' : ',\n'}    ${JSON.stringify(one)}`;
  }
  yield probabilities.length === 0 ? ']\n}\n' : '\n  ]\n}\n';
}

function horizonOf(text: string): number {
  const days = HorizonDays.safeParse(Number(text));
  if (days.success) return days.data;
  throw new InvalidArgumentError('A horizon is a whole number of days from 1 to 730.');
}

function dayOf(text: string): Day {
  const day = Day.safeParse(text);
  if (day.success) return day.data;
  throw new InvalidArgumentError(`"${text}" is no day; write it as 2026-03-31.`);
}
