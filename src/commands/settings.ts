import { companyKeys, readCompany } from '../accounts/company.ts';
import { scorerOf } from '../health/scorer.ts';
import { currentVersion } from '../health/versions.ts';
import { changeSetting } from '../jobs/change-setting.ts';
import { setWeight } from '../jobs/custom-kpis.ts';
import { placeFlaw, setPlace } from '../jobs/kpi-place.ts';
import { bringUpToDate } from '../jobs/restate.ts';
import { canChangeWindow } from '../jobs/window-readings.ts';
import { kpiOf } from '../kpis/index.ts';
import { usedParameter } from '../kpis/parameter.ts';
import { Refusal } from '../lib/refusal.ts';
import { lastProfile } from '../scoring/model.ts';
import type { RegisterCommand } from './command.ts';
import { commandLine, weightOf, wholeDays } from './kpis.ts';
import { progressLine } from './progress-line.ts';
import { withSession } from './session.ts';

const weightKey = 'weight.';
const windowKey = 'window.';
const parameterKey = 'parameter.';

const kpiKeys = 'weight.<kpi>, window.<kpi>, parameter.<kpi>';

export const registerSettings: RegisterCommand = (program, context) => {
  const changeWeight = (kpi: string, value: string) =>
    withSession(context, 'settings', async ({ db }) => {
      await bringUpToDate(db);
      const result = await setWeight(db, kpi, parsedWeight(kpi, value), commandLine);
      if (result.outcome === 'refused') throw new Refusal(result.message, { exitCode: 2 });
      await context.print(`${weightKey}${kpi} ${Number(value)}\n`);
    });
  const changePlace = (key: string, kpi: string, value: string) =>
    withSession(context, 'settings', async ({ db }) => {
      const isWindow = key.startsWith(windowKey);
      const wanted = isWindow
        ? { windowDays: windowOf(key, value) }
        : { parameter: parameterOf(kpi, value) };
      const flaw = await placeFlaw(db, kpi, wanted);
      if (flaw !== null) throw new Refusal(`${key}: ${flaw.message}.`, { exitCode: 2 });
      await bringUpToDate(db);
      const progress = progressLine(context);
      await setPlace(db, {
        kpi,
        ...wanted,
        author: commandLine,
        note: `${isWindow ? 'Window' : 'Parameter'} of ${kpi}: ${value}`,
        onProgress: (done, total) =>
          progress.show(`Making readings … ${done} of ${total} accounts`),
      });
      progress.clear();
      await context.print(`${key} ${value}\n`);
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
        const { profiles, describe } = await scorerOf(db, []);
        for (const kpi of profiles.at(-1)?.kpis ?? []) {
          const described = describe(kpi);
          const parameter = usedParameter(described);
          if (canChangeWindow(kpi.id)) {
            await context.print(`${windowKey}${kpi.id} ${described.windowDays}\n`);
          }
          if (parameter !== null) await context.print(`${parameterKey}${kpi.id} ${parameter}\n`);
        }
      }),
    );
  settings
    .command('set')
    .description('change a setting; readings that rest on it are made again')
    .argument('<key>', `${companyKeys.join(', ')}, ${kpiKeys}`)
    .argument('<value>')
    .action(async (key: string, value: string) => {
      if (key.startsWith(weightKey)) {
        await changeWeight(key.slice(weightKey.length), value);
        return;
      }
      const placeKey = [windowKey, parameterKey].find((start) => key.startsWith(start));
      if (placeKey !== undefined) {
        await changePlace(key, key.slice(placeKey.length), value);
        return;
      }
      const known = companyKeys.find((candidate) => candidate === key);
      if (known === undefined) {
        throw new Refusal(
          `There is no setting "${key}"; there are ${companyKeys.join(', ')}, ${kpiKeys}.`,
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

/** As typed where it is no number, so that the refusal names it. */
function parameterOf(kpi: string, value: string): string | number {
  const isNumber = kpiOf(kpi)?.parameter?.form.kind === 'number' && !Number.isNaN(Number(value));
  return isNumber ? Number(value) : value;
}

function windowOf(key: string, value: string): number {
  try {
    return wholeDays(value);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Refusal(`${key}: "${value}". ${message}`, { exitCode: 2 });
  }
}

function parsedWeight(kpi: string, value: string): number {
  try {
    return weightOf(value);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Refusal(`${weightKey}${kpi}: "${value}". ${message}`, { exitCode: 2 });
  }
}
