import { Option } from 'commander';
import { readCompany, toReadingSettings } from '../accounts/company.ts';
import { accountOf, type FoundAccount } from '../api/account-of.ts';
import type { Cell } from '../api/contract/kpi.ts';
import { ApiProblem } from '../api/errors.ts';
import { rowsOf } from '../api/kpi-rows.route.ts';
import type { Db } from '../db/connect.ts';
import { type ExplainedPart, explain } from '../health/explain.ts';
import { scorerOf } from '../health/scorer.ts';
import { type Figure, figuresOf } from '../jobs/kpi-figures.ts';
import { readingHistory } from '../jobs/reading-history.ts';
import { bringUpToDate } from '../jobs/restate.ts';
import { usedParameter } from '../kpis/parameter.ts';
import { csvLine } from '../lib/csv-line.ts';
import { Day } from '../lib/day.ts';
import { Refusal } from '../lib/refusal.ts';
import type { RegisterCommand } from './command.ts';
import { withSession } from './session.ts';

interface Options {
  asOf?: string;
  source?: string;
  format: 'json' | 'csv';
  figures?: true;
}

interface Shown {
  account: FoundAccount;
  day: Day;
  part: ExplainedPart;
  figures: readonly Figure[];
  rows: readonly (readonly Cell[])[];
}

const figureColumns = ['figure', 'unit', 'value', 'currency'];

export const registerKpi: RegisterCommand = (program, context) => {
  program
    .command('kpi')
    .description(
      'one KPI of an account at the end of a day: reading, figures and the rows behind it',
    )
    .argument('<account>', "the account's id")
    .argument('<kpi>', 'such as sla')
    .option('--as-of <date>', 'the day, as YYYY-MM-DD; today where absent')
    .option('--source <name>', 'the source of the account, where several have one of this id')
    .option('--figures', 'as CSV, print the figures instead of the rows')
    .addOption(new Option('--format <format>').choices(['json', 'csv']).default('json'))
    .action(async (accountId: string, kpi: string, options: Options) => {
      const asked = options.asOf === undefined ? null : dayOf(options.asOf);
      await withSession(context, 'kpi', async ({ db }) => {
        const today = await bringUpToDate(db);
        const account = await found(db, accountId, options.source);
        const shown = await shownOn(db, { account, kpi, day: asked ?? today });
        if (options.format === 'json') await context.print(`${JSON.stringify(jsonOf(shown))}\n`);
        else await context.print(options.figures === true ? figuresCsv(shown) : rowsCsv(shown));
      });
    });
};

function dayOf(text: string): Day {
  const day = Day.safeParse(text);
  if (day.success) return day.data;
  throw new Refusal(`--as-of: "${text}" is no day; write it as 2026-03-31.`, { exitCode: 2 });
}

async function found(db: Db, id: string, source: string | undefined): Promise<FoundAccount> {
  try {
    return await accountOf(db, id, source);
  } catch (error) {
    throw error instanceof ApiProblem ? new Refusal(error.message, { cause: error }) : error;
  }
}

async function shownOn(
  db: Db,
  { account, kpi, day }: { account: FoundAccount; kpi: string; day: Day },
): Promise<Shown> {
  const company = await readCompany(db);
  const history = await readingHistory(db, company)([account.id], day);
  const scorer = await scorerOf(db, [account.id]);
  const { parts } = explain(history.get(account.id) ?? [], { accountId: account.id, day, scorer });
  const part = parts.find(({ id }) => id === kpi);
  if (part === undefined) {
    const known = parts.map(({ id }) => id).join(', ');
    throw new Refusal(`There is no KPI "${kpi}"; there are ${known}.`, { exitCode: 2 });
  }
  const request = { company, accountId: account.id, day, kpis: [part.kpi] };
  const rows = await rowsOf(db, part.kpi, {
    accountId: account.id,
    asOf: day,
    timeZone: company.time_zone,
    settings: toReadingSettings(company),
    windowDays: part.kpi.windowDays ?? 0,
  });
  return { account, day, part, figures: (await figuresOf(db, request)).get(kpi) ?? [], rows };
}

function jsonOf({ account, day, part, figures, rows }: Shown) {
  const columns = part.kpi.rows.columns.map(({ id }) => id);
  return {
    account_id: account.account_id,
    name: account.name,
    kpi: part.id,
    as_of: day,
    window_days: part.kpi.windowDays,
    parameter: usedParameter(part.kpi),
    reading: part.value,
    n: part.n,
    score: part.score,
    weight: part.weight,
    figures,
    rows: rows.map((cells) =>
      Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? null])),
    ),
  };
}

const rowsCsv = ({ part, rows }: Shown): string =>
  [part.kpi.rows.columns.map(({ id }) => id), ...rows].map(csvLine).join('');

const figuresCsv = ({ figures }: Shown): string =>
  [figureColumns, ...figures.map(({ id, unit, value, currency }) => [id, unit, value, currency])]
    .map(csvLine)
    .join('');
