import { companyKeys, readCompany } from '../accounts/company.ts';
import { changeSetting } from '../jobs/change-setting.ts';
import { bringUpToDate } from '../jobs/restate.ts';
import { Refusal } from '../lib/refusal.ts';
import type { RegisterCommand } from './command.ts';
import { progressLine } from './progress-line.ts';
import { withSession } from './session.ts';

export const registerSettings: RegisterCommand = (program, context) => {
  const settings = program
    .command('settings')
    .description("list the company's settings")
    .action(() =>
      withSession(context, 'settings', async ({ db }) => {
        const company = await readCompany(db);
        for (const key of companyKeys) await context.print(`${key} ${company[key]}\n`);
      }),
    );
  settings
    .command('set')
    .description('change a setting; readings that rest on it are made again')
    .argument('<key>', companyKeys.join(', '))
    .argument('<value>')
    .action(async (key: string, value: string) => {
      const known = companyKeys.find((candidate) => candidate === key);
      if (known === undefined) {
        throw new Refusal(`There is no setting "${key}"; there are ${companyKeys.join(', ')}.`, {
          exitCode: 2,
        });
      }
      await withSession(context, 'settings', async ({ db }) => {
        const result = await changeSetting(db, known, value);
        if (result.outcome === 'refused') throw new Refusal(result.message, { exitCode: 2 });
        const progress = progressLine(context);
        await bringUpToDate(db, {
          onProgress: ({ done, total }) =>
            progress.show(`Making readings again … ${done} of ${total} accounts`),
        });
        progress.clear();
        await context.print(`${known} ${(await readCompany(db))[known]}\n`);
      });
    });
};
