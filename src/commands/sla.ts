import { type SlaClockRow, slaClockRows } from '../facts/sla-export.ts';
import type { RegisterCommand } from './command.ts';
import { printTable } from './print-table.ts';

const columns = [
  'ticket_id',
  'metric',
  'applied_at',
  'target_minutes',
  'in_business_hours',
  'breached',
  'breached_at',
  'elapsed_minutes',
] as const satisfies (keyof SlaClockRow)[];

export const registerSla: RegisterCommand = (program, context) => {
  printTable(program.command('sla').description('print a row per SLA clock'), context, {
    columns,
    rows: async function* (db) {
      for await (const row of slaClockRows(db, new Date()))
        yield columns.map((column) => row[column]);
    },
  });
};
