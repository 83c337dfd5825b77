import { companyKeys, readCompany } from '../accounts/company.ts';
import { currentVersion } from '../health/versions.ts';
import { changeSetting } from '../jobs/change-setting.ts';
import { setWeight } from '../jobs/custom-kpis.ts';
import { bringUpToDate } from '../jobs/restate.ts';
import { Refusal } from '../lib/refusal.ts';
import { lastProfile } from '../scoring/model.ts';
import type { RegisterCommand } from './command.ts';
import { commandLine, weightOf } from './kpis.ts';
import { progressLine } from './progress-line.ts';
import { withSession } from './session.ts';

const weightKey = 'weight.';

export const registerSettings: RegisterCommand = (program, context) => {
  const changeWeight = (kpi: string, value: string) =>
    withSession(context, 'settings', async ({ db }) => {
      await bringUpToDate(db);
      const result = await setWeight(db, kpi, parsedWeight(kpi, value), commandLine);
      if (result.outcome === 'refused') throw new Refusal(result.message, { exitCode: 2 });
      await context.print(`${weightKey}${kpi} ${Number(value)}\n`);
    });
  const settings = program
    .command('settings')
    .description("list the company's settings")
    .action(() =>
      withSession(context, 'settings', async ({ db }) => {
        const company = await readCompany(db);
        for (const key of companyKeys) await context.print(`${key} ${company[key]}\n`);
        const { model } = await currentVersion(db);
        for (const { id, weight } of lastProfile(model).kpis) {
          await context.print(`weight.${id} ${weight}\n`);
        }
      }),
    );
  settings
    .command('set')
    .description('change a setting; readings that rest on it are made again')
    .argument('<key>', `${companyKeys.join(', ')}, weight.<kpi>`)
    .argument('<value>')
    .action(async (key: string, value: string) => {
      if (key.startsWith(weightKey)) {
        await changeWeight(key.slice(weightKey.length), value);
        return;
      }
      const known = companyKeys.find((candidate) => candidate === key);
      if (known === undefined) {
        throw new Refusal(
          `There is no setting "${key}"; there are ${companyKeys.join(', ')} and weight.<kpi>.`,
          {
            exitCode: 2,
          },
        );
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

function parsedWeight(kpi: string, value: string): number {
  try {
    return weightOf(value);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Refusal(`${weightKey}${kpi}: "${value}". ${message}`, { exitCode: 2 });
  }
}
