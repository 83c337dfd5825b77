import { type Command, Option } from 'commander';
import { discardRows, type QuarantineChoice, restoreRows } from '../facts/store/discard.ts';
import { listQuarantine } from '../facts/store/quarantine.ts';
import { retryQuarantine } from '../facts/store/retry.ts';
import { bringUpToDate } from '../jobs/restate.ts';
import { csvLine } from '../lib/csv-line.ts';
import { Refusal } from '../lib/refusal.ts';
import type { CommandContext, RegisterCommand } from './command.ts';
import { withSession } from './session.ts';

const columns = ['file', 'record', 'line', 'column', 'value', 'reason'] as const;
const discardedColumns = [...columns, 'discarded_at', 'discarded_by'] as const;

interface ListOptions {
  format: 'json' | 'csv';
  ids: boolean;
  discarded: boolean;
}

export const registerQuarantine: RegisterCommand = (program, context) => {
  const quarantine = program
    .command('quarantine')
    .description('list the rows that were not taken, and why')
    .addOption(new Option('--format <format>').choices(['json', 'csv']).default('json'))
    .option('--ids', 'put the id of every row in front, for discard and restore', false)
    .option('--discarded', 'list the rows that were discarded', false)
    .action(({ format, ids, discarded }: ListOptions) =>
      withSession(context, 'quarantine', async ({ db }) => {
        const rows = await listQuarantine(db, {}, discarded ? 'discarded' : 'open');
        const listed = discarded ? discardedColumns : columns;
        const shown = ids ? (['id', ...listed] as const) : listed;
        if (format === 'csv') {
          await context.print(csvLine(shown));
          for (const row of rows) await context.print(csvLine(shown.map((column) => row[column])));
          return;
        }
        const objects = rows.map((row) =>
          Object.fromEntries(shown.map((column) => [column, row[column]])),
        );
        await context.print(`${JSON.stringify(objects, null, 2)}\n`);
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
  choosing(
    quarantine
      .command('discard')
      .description('give rows up: they leave the list, stay on record, and can be restored'),
    (choice) =>
      withSession(context, 'quarantine', async ({ db }) => {
        const changed = await discardRows(db, choice, 'command_line');
        await tellChanged(context, { changed, choice, done: 'discarded', state: 'in the list' });
      }),
  );
  choosing(
    quarantine.command('restore').description('undo discard: the rows are listed again'),
    (choice) =>
      withSession(context, 'quarantine', async ({ db }) => {
        const changed = await restoreRows(db, choice);
        await tellChanged(context, { changed, choice, done: 'restored', state: 'discarded' });
      }),
  );
};

/** Lets a command take ids of rows, or a file, a reason or both. Throws Refusal where nothing is chosen. */
function choosing(command: Command, act: (choice: QuarantineChoice) => Promise<void>): void {
  command
    .argument('[ids...]', 'ids of single rows, as `hale quarantine --ids` shows them')
    .option('--file <file>', 'all rows of a file, such as accounts.csv')
    .option('--reason <reason>', 'all rows with a reason, such as bad_row')
    .action((ids: string[], { file, reason }: Pick<QuarantineChoice, 'file' | 'reason'>) => {
      const isFiltered = file !== undefined || reason !== undefined;
      if (ids.length > 0 === isFiltered) {
        throw new Refusal('Give either ids of rows, or --file, --reason or both.', { exitCode: 2 });
      }
      const wrong = ids.find((id) => !/^\d{1,18}$/.test(id));
      if (wrong !== undefined) {
        throw new Refusal(`"${wrong}" is no id of a row: hale quarantine --ids shows them.`, {
          exitCode: 2,
        });
      }
      return act(isFiltered ? { file, reason } : { ids });
    });
}

interface Changed {
  changed: readonly string[];
  choice: QuarantineChoice;
  done: string;
  /** What a row has to be for the change. */
  state: string;
}

async function tellChanged(
  context: CommandContext,
  { changed, choice, done, state }: Changed,
): Promise<void> {
  const others = (choice.ids ?? []).filter((id) => !changed.includes(id));
  if (others.length > 0) context.tell(`Not ${state}: ${others.join(', ')}.`);
  await context.print(`Rows ${done}: ${changed.length}.\n`);
  if (others.length > 0) context.setExitCode(1);
}
