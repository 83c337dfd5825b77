import { Option } from 'commander';
import { readCompany } from '../accounts/company.ts';
import { type AccountReadings, readingsAsOf } from '../health/readings-as-of.ts';
import { readingHistory } from '../jobs/reading-history.ts';
import { bringUpToDate } from '../jobs/restate.ts';
import { csvLine } from '../lib/csv-line.ts';
import { Day } from '../lib/day.ts';
import { Refusal } from '../lib/refusal.ts';
import type { RegisterCommand } from './command.ts';
import { withSession } from './session.ts';

interface Options {
  asOf: string;
  account?: string;
  format: 'json' | 'csv';
}

const header = [
  'account_id',
  'health',
  'band',
  'band_shown',
  'coverage',
  'kpi',
  'reading',
  'score',
  'n',
  'weight',
];

const csvOf = (account: AccountReadings): string =>
  Object.entries(account.kpis)
    .map(([kpi, { reading, score, n, weight }]) =>
      csvLine([
        account.account_id,
        account.health,
        account.band,
        account.band_shown,
        account.coverage,
        kpi,
        reading,
        score,
        n,
        weight,
      ]),
    )
    .join('');

export const registerReadings: RegisterCommand = (program, context) => {
  program
    .command('readings')
    .description('readings, scores, health and band of every account at the end of a day')
    .requiredOption('--as-of <date>', 'the day, as YYYY-MM-DD')
    .option('--account <id>', 'this account alone, by its account_id')
    .addOption(new Option('--format <format>').choices(['json', 'csv']).default('json'))
    .action(async (options: Options) => {
      const day = Day.safeParse(options.asOf);
      if (!day.success) {
        throw new Refusal(`--as-of: "${options.asOf}" is no day; write it as 2026-03-31.`, {
          exitCode: 2,
        });
      }
      await withSession(context, 'readings', async ({ db }) => {
        await bringUpToDate(db);
        const company = await readCompany(db);
        const request = {
          day: day.data,
          timeZone: company.time_zone,
          ...(options.account !== undefined && { accountId: options.account }),
        };
        let printed = 0;
        if (options.format === 'csv') await context.print(csvLine(header));
        for await (const account of readingsAsOf(db, readingHistory(db, company), request)) {
          if (options.format === 'csv') await context.print(csvOf(account));
          else await context.print(`${printed === 0 ? '[\n' : ',\n'}${JSON.stringify(account)}`);
          printed += 1;
        }
        if (options.format === 'json') await context.print(printed === 0 ? '[]\n' : '\n]\n');
        if (options.account !== undefined && printed === 0) {
          throw new Refusal(`No account "${options.account}" exists on ${day.data}.`);
        }
      });
    });
};
