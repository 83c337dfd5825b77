import { type Command, Option } from 'commander';
import type { Pool } from 'pg';
import type { Db } from '../db/connect.ts';
import type { FileReport, ImportReport } from '../facts/store/import-report.ts';
import { type ImportRequest, runImport } from '../jobs/import.ts';
import { refresh } from '../jobs/refresh.ts';
import { Refusal } from '../lib/refusal.ts';
import { type CsvOptions, csvSource } from '../sources/csv/csv.source.ts';
import { sourceOfId, sources } from '../sources/index.ts';
import type { Source } from '../sources/source.ts';
import type { CommandContext, RegisterCommand } from './command.ts';
import { type Progress, percent, progressLine } from './progress-line.ts';
import { withSession } from './session.ts';

interface Options {
  source: string;
  json: boolean;
  readings: boolean;
  decimalComma: boolean;
  dateOrder?: 'dmy' | 'mdy' | 'ymd';
}

export const registerImport: RegisterCommand = (program: Command, context: CommandContext) => {
  program
    .command('import')
    .description('take records in; importing again changes only what differs')
    .argument('<path>', 'a folder of CSV files, or a file where the source reads one')
    .addOption(
      new Option('--source <name>', 'where the records come from')
        .choices(['csv', ...sources.map(({ id }) => id)])
        .default('csv'),
    )
    .option('--decimal-comma', 'numbers are written 1.234,56', false)
    .addOption(
      new Option(
        '--date-order <order>',
        'how dates without a year in front are to be read',
      ).choices(['dmy', 'mdy', 'ymd']),
    )
    .option('--json', 'print the account of every file as JSON', false)
    .option('--no-readings', 'leave the readings to the next command or to the server')
    .action(async (path: string, options: Options) => {
      const refused: { file: string; problem: string }[] = [];
      const source = sourceFor(options, {
        onRefused: (file, problem) => refused.push({ file, problem }),
        onUnknownFiles: (names) =>
          context.tell(`Not read, because Hale knows no such file: ${names.join(', ')}`),
      });
      await withSession(context, 'import', async ({ db, pool }) => {
        const progress = progressLine(context);
        try {
          const report = await importInto(pool, { source, path, refused }, context, progress);
          progress.clear();
          await print(context, report, options.json);
          if (options.readings) await refreshed(db, progress);
        } finally {
          progress.clear();
        }
      });
    });
};

function sourceFor({ source, decimalComma, dateOrder }: Options, hearing: CsvOptions): Source {
  const other = sourceOfId(source);
  if (other === undefined) {
    return csvSource({ decimalComma, ...(dateOrder && { dateOrder }), ...hearing });
  }
  if (decimalComma || dateOrder !== undefined) {
    throw new Refusal(
      `--decimal-comma and --date-order are for CSV files in Hale's own format: ${source} says itself how it writes them.`,
      { exitCode: 2 },
    );
  }
  return other;
}

async function importInto(
  pool: Pool,
  request: Pick<ImportRequest, 'source' | 'path' | 'refused'>,
  { signal }: CommandContext,
  progress: Progress,
): Promise<ImportReport> {
  try {
    return await runImport(pool, {
      ...request,
      signal,
      onReading: ({ file, bytesRead, bytesTotal }) =>
        progress.show(`Reading ${file} … ${percent(bytesRead, bytesTotal)}`),
      onStoring: (file) => progress.show(`Storing ${file} …`),
    });
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new Refusal('Stopped: nothing was taken in. Run the import again.', { cause: error });
  }
}

async function refreshed(db: Db, progress: Progress): Promise<void> {
  await refresh(db, {
    onProgress: ({ step, done, total }) =>
      progress.show(
        `${step === 'rollups' ? 'Adding up' : 'Reading KPIs of'} accounts … ${done} of ${total}`,
      ),
  });
}

async function print(
  context: CommandContext,
  report: ImportReport,
  asJson: boolean,
): Promise<void> {
  for (const { file, refused } of report.files) {
    if (refused !== null) context.tell(`${file} was not read: ${refused}`);
  }
  if (asJson) await context.print(`${JSON.stringify(report, null, 2)}\n`);
  else await context.print(tableOf(report));
  if (report.files.every(({ refused }) => refused !== null)) context.setExitCode(1);
}

const states = [
  'read',
  'created',
  'updated',
  'unchanged',
  'duplicate',
  'quarantined',
  'ignored',
] as const;

function tableOf(report: ImportReport): string {
  const header = ['file', ...states];
  const rows = report.files.map((file: FileReport) => [
    file.file,
    ...states.map((state) => String(file[state])),
  ]);
  const widths = header.map((title, at) =>
    Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ');
  const remarks = report.files
    .filter(({ ignored_columns }) => ignored_columns.length > 0)
    .map(({ file, ignored_columns }) => `${file}: columns not used: ${ignored_columns.join(', ')}`);
  for (const { file, column, rows: count } of report.unknown_references) {
    remarks.push(
      `${file}: ${rowsOf(count, 'names', 'name')} a ${column} that is not known; taken all the same`,
    );
  }
  if (report.released > 0) {
    remarks.push(
      `${rowsOf(report.released, 'came', 'came')} out of quarantine: what they waited for is known now`,
    );
  }
  const quarantined = report.files.reduce((sum, file) => sum + file.quarantined, 0);
  if (quarantined > 0) remarks.push('See the quarantined rows with: hale quarantine');
  return `${[line(header), ...rows.map(line), ...remarks].join('\n')}\n`;
}

const rowsOf = (count: number, one: string, several: string): string =>
  count === 1 ? `1 row ${one}` : `${count} rows ${several}`;
