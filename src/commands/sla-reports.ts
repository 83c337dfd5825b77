import { InvalidArgumentError, Option } from 'commander';
import { readCompany } from '../accounts/company.ts';
import { SlaMetric } from '../api/contract/sla.ts';
import { bringUpToDate } from '../jobs/restate.ts';
import { breachedAccounts, permanentlyBreached } from '../kpis/sla-breaches.ts';
import { slaWhatIf } from '../kpis/sla-what-if.ts';
import { Day } from '../lib/day.ts';
import type { CommandContext, RegisterCommand } from './command.ts';
import { withSession } from './session.ts';

const weekDays = 7;

interface WhatIfOptions {
  metric: SlaMetric;
  targetMinutes: number;
  createdWithin: number;
  window: number;
  asOf?: Day;
}

export const registerSlaReports: RegisterCommand = (program, context) => {
  program
    .command('sla-breaches')
    .description('customers with a breach in the last seven days, and those breached all the time')
    .option('--as-of <date>', 'the day, as YYYY-MM-DD; today where absent', dayOf)
    .action(({ asOf }: { asOf?: Day }) =>
      reported(context, asOf, async ({ db, day, company }) => {
        const request = { asOf: day, timeZone: company.time_zone };
        const threshold = company.sla_threshold;
        return {
          as_of: day,
          systemic: await breachedAccounts(db, { ...request, days: weekDays }),
          threshold,
          permanent: await permanentlyBreached(db, { ...request, threshold }),
        };
      }),
    );
  program
    .command('sla-what-if')
    .description('compliance as it would have been with another target')
    .addOption(new Option('--metric <metric>').choices(SlaMetric.options).default('first_reply'))
    .requiredOption('--target-minutes <minutes>', 'the target that is tried', minutesOf)
    .option('--created-within <days>', 'customers created so lately are new', daysOf, 90)
    .option('--window <days>', 'trailing days in which a promise fell due', daysOf, 90)
    .option('--as-of <date>', 'the day, as YYYY-MM-DD; today where absent', dayOf)
    .action(({ asOf, metric, targetMinutes, createdWithin, window }: WhatIfOptions) =>
      reported(context, asOf, async ({ db, day, company }) => ({
        as_of: day,
        metric,
        target_minutes: targetMinutes,
        groups: await slaWhatIf(db, {
          asOf: day,
          timeZone: company.time_zone,
          windowDays: window,
          metric,
          targetMinutes,
          createdWithinDays: createdWithin,
        }),
      })),
    );
};

interface ReportContext {
  db: Parameters<typeof readCompany>[0];
  day: Day;
  company: Awaited<ReturnType<typeof readCompany>>;
}

/** Prints what `report` finds as JSON, with everything up to date. */
const reported = (
  context: CommandContext,
  asked: Day | undefined,
  report: (found: ReportContext) => Promise<object>,
): Promise<void> =>
  withSession(context, 'sla', async ({ db }) => {
    const today = await bringUpToDate(db);
    const found = { db, day: asked ?? today, company: await readCompany(db) };
    await context.print(`${JSON.stringify(await report(found))}\n`);
  });

/** Argument parsers; each throws InvalidArgumentError with the mend. */
function dayOf(text: string): Day {
  const day = Day.safeParse(text);
  if (day.success) return day.data;
  throw new InvalidArgumentError('A day is written as 2026-03-31.');
}

function minutesOf(text: string): number {
  const minutes = Number(text);
  if (text.trim() !== '' && Number.isFinite(minutes) && minutes >= 0) return minutes;
  throw new InvalidArgumentError('A target is a number of minutes of 0 or more, such as 480.');
}

function daysOf(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= 1095) return days;
  throw new InvalidArgumentError('Give a whole number of days from 1 to 1095.');
}
