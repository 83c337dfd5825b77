import { InvalidArgumentError, Option } from 'commander';
import {
  addCustomKpi,
  type Change,
  type CustomKpi,
  customKpis,
  removeCustomKpi,
} from '../jobs/custom-kpis.ts';
import { bringUpToDate } from '../jobs/restate.ts';
import { Refusal } from '../lib/refusal.ts';
import type { Curve } from '../scoring/scoring.ts';
import type { RegisterCommand } from './command.ts';
import { withSession } from './session.ts';

interface AddOptions {
  series: string;
  aggregation: CustomKpi['aggregation'];
  window: number;
  curve: Curve;
  weight: number;
}

/** Who a version is said to be made by, when it was made here. */
export const commandLine = 'command line';

export const registerKpis: RegisterCommand = (program, context) => {
  const kpis = program
    .command('kpis')
    .description('KPIs of your own, made of any imported numeric series');
  kpis
    .command('list', { isDefault: true })
    .description('list them')
    .action(() =>
      withSession(context, 'kpis', async ({ db }) => {
        for (const { id, series, aggregation, windowDays, curve, weight } of await customKpis(db)) {
          const points = curve.map(([reading, score]) => `${reading}:${score}`).join(',');
          await context.print(
            `${id} --series ${series} --aggregation ${aggregation} --window ${windowDays} --curve ${points} --weight ${weight}\n`,
          );
        }
      }),
    );
  kpis
    .command('add')
    .description('add one; its readings are computed for every account and day')
    .argument('<id>', 'small letters, digits and _')
    .requiredOption('--series <name>', 'the series of series.csv')
    .addOption(
      new Option('--aggregation <how>', 'what the values of the window add up to')
        .choices(['last', 'sum', 'mean', 'distinct'])
        .makeOptionMandatory(),
    )
    .requiredOption('--window <days>', 'trailing days', wholeDays)
    .requiredOption('--curve <points>', 'reading:score,…, such as 0:0,50:40,100:100', curveOf)
    .requiredOption('--weight <weight>', '0 or more', weightOf)
    .action(async (id: string, { window: windowDays, ...rest }: AddOptions) => {
      await withSession(context, 'kpis', async ({ db }) => {
        await bringUpToDate(db);
        accept(await addCustomKpi(db, { id, windowDays, ...rest }, commandLine));
        await context.print(`${id} added\n`);
      });
    });
  kpis
    .command('remove')
    .description('take one out of the score')
    .argument('<id>')
    .action(async (id: string) => {
      await withSession(context, 'kpis', async ({ db }) => {
        await bringUpToDate(db);
        accept(await removeCustomKpi(db, id, commandLine));
        await context.print(`${id} removed\n`);
      });
    });
};

function accept(change: Change): void {
  if (change.outcome === 'refused') throw new Refusal(change.message, { exitCode: 2 });
}

/** Argument parsers; each throws InvalidArgumentError with the mend. */
export function weightOf(text: string): number {
  const weight = Number(text);
  if (text.trim() !== '' && Number.isFinite(weight) && weight >= 0) return weight;
  throw new InvalidArgumentError('A weight is a number of 0 or more, such as 10.');
}

export function wholeDays(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= 1095) return days;
  throw new InvalidArgumentError('A window is a whole number of days from 1 to 1095.');
}

function curveOf(text: string): Curve {
  const points = text.split(',').map((point) => {
    const [reading = '', score = '', ...rest] = point.split(':');
    if (reading.trim() === '' || score.trim() === '' || rest.length > 0)
      return [Number.NaN, 0] as const;
    return [Number(reading), Number(score)] as const;
  });
  const isFine = points.every(
    ([reading, score], index) =>
      Number.isFinite(reading) &&
      score >= 0 &&
      score <= 100 &&
      reading > (points[index - 1]?.[0] ?? -Infinity),
  );
  if (isFine) return points;
  throw new InvalidArgumentError(
    'A curve is a list reading:score,… with ascending readings and scores from 0 to 100, such as 0:0,50:40,100:100.',
  );
}
