import { type TicketRow, ticketRows } from '../facts/ticket-export.ts';
import type { RegisterCommand } from './command.ts';
import { printTable } from './print-table.ts';

const instants = ['first_solved_at', 'last_solved_at'] as const;
const figures = [
  'public_agent_comments',
  'public_agent_replies',
  'customer_replies',
  'reopens',
  'first_reply_minutes',
  'first_reply_business_minutes',
  'requester_wait_minutes',
  'requester_wait_business_minutes',
  'agent_wait_minutes',
  'agent_wait_business_minutes',
  'agent_work_minutes',
  'agent_work_business_minutes',
  'on_hold_minutes',
  'on_hold_business_minutes',
  'full_resolution_minutes',
  'full_resolution_business_minutes',
  'first_satisfaction',
  'last_satisfaction',
] as const satisfies (keyof TicketRow)[];

const columns = ['ticket_id', 'account_id', 'opened_at', ...instants, ...figures] as const;

const instant = (at: number | null): Date | null => (at === null ? null : new Date(at));

const cellsOf = (row: TicketRow) => [
  row.ticket_id,
  row.account_id,
  instant(row.opened_at),
  ...instants.map((name) => instant(row[name])),
  ...figures.map((name) => row[name]),
];

export const registerTickets: RegisterCommand = (program, context) => {
  printTable(program.command('tickets').description('print a row of figures per ticket'), context, {
    columns,
    rows: async function* (db) {
      for await (const row of ticketRows(db, new Date())) yield cellsOf(row);
    },
  });
};
