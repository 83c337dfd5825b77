import { Option } from 'commander';
import { listQuarantine } from '../facts/store/quarantine.ts';
import { retryQuarantine } from '../facts/store/retry.ts';
import { bringUpToDate } from '../jobs/restate.ts';
import type { RegisterCommand } from './command.ts';
import { csvLine } from './csv-text.ts';
import { withSession } from './session.ts';

const columns = ['file', 'record', 'line', 'column', 'value', 'reason'] as const;

export const registerQuarantine: RegisterCommand = (program, context) => {
  const quarantine = program
    .command('quarantine')
    .description('list the rows that were not taken, and why')
    .addOption(new Option('--format <format>').choices(['json', 'csv']).default('json'))
    .action(({ format }: { format: 'json' | 'csv' }) =>
      withSession(context, 'quarantine', async ({ db }) => {
        const rows = await listQuarantine(db);
        if (format === 'csv') {
          await context.print(csvLine(columns));
          for (const row of rows)
            await context.print(csvLine(columns.map((column) => row[column])));
          return;
        }
        const shown = rows.map((row) =>
          Object.fromEntries(columns.map((column) => [column, row[column]])),
        );
        await context.print(`${JSON.stringify(shown, null, 2)}\n`);
      }),
    );
  quarantine
    .command('retry')
    .description('judge quarantined rows again, as after a mend of what they point to')
    .action(() =>
      withSession(context, 'quarantine', async ({ db, pool }) => {
        const { released, left } = await retryQuarantine(pool);
        await bringUpToDate(db);
        await context.print(`Rows that came in: ${released}. Still in quarantine: ${left}.\n`);
      }),
    );
};
