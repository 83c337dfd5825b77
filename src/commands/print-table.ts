import { type Command, Option } from 'commander';
import type { Db } from '../db/connect.ts';
import { csvLine } from '../lib/csv-line.ts';
import type { CommandContext } from './command.ts';
import { withSession } from './session.ts';

type Cell = Parameters<typeof csvLine>[0][number];

interface Table {
  columns: readonly string[];
  /** Cells in the order of the columns. */
  rows(db: Db): AsyncIterable<readonly Cell[]>;
}

/** Lets a command print rows as they come: CSV (empty = null, times in UTC), or a JSON array of objects. */
export function printTable(command: Command, context: CommandContext, table: Table): void {
  command
    .addOption(new Option('--format <format>').choices(['csv', 'json']).default('csv'))
    .action(({ format }: { format: 'csv' | 'json' }) =>
      withSession(context, command.name(), async ({ db }) => {
        if (format === 'csv') await context.print(csvLine(table.columns));
        let printed = 0;
        for await (const cells of table.rows(db)) {
          if (format === 'csv') await context.print(csvLine(cells));
          else
            await context.print(`${printed === 0 ? '[\n' : ',\n'}${jsonOf(table.columns, cells)}`);
          printed += 1;
        }
        if (format === 'json') await context.print(printed === 0 ? '[]\n' : '\n]\n');
      }),
    );
}

const jsonOf = (columns: readonly string[], cells: readonly Cell[]): string =>
  JSON.stringify(Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? null])));
