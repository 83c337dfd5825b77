import type { FactBatch } from '../src/facts/batch.ts';
import type { Day } from '../src/lib/day.ts';

type NewRow = Pick<FactBatch, 'fact' | 'columns'> & { cells: string[] };

const timeOf = (day: Day, number: number): string =>
  `${day}T12:${String(Math.floor(number / 60) % 60).padStart(2, '0')}:${String(number % 60).padStart(2, '0')}Z`;

const kinds: readonly ((number: number, account: string, day: Day) => NewRow)[] = [
  (number, account, day) => ({
    fact: 'survey_responses',
    columns: ['response_id', 'account_id', 'kind', 'sent_at', 'responded_at', 'score', 'scale_max'],
    cells: [`new-${number}`, account, 'csat', timeOf(day, number), timeOf(day, number), '5', '5'],
  }),
  (number, account, day) => ({
    fact: 'ratings',
    columns: ['account_id', 'csm_email', 'at', 'rating'],
    cells: [account, 'new@hale.example', timeOf(day, number), String(1 + (number % 5))],
  }),
  (number, account, day) => ({
    fact: 'tickets',
    columns: ['ticket_id', 'account_id', 'opened_at', 'solved_at', 'agent_replies'],
    cells: [`new-${number}`, account, timeOf(day, number), timeOf(day, number), '1'],
  }),
  (number, account, day) => ({
    fact: 'invoices',
    columns: ['invoice_id', 'account_id', 'issued_on', 'due_on', 'amount', 'currency'],
    cells: [`new-${number}`, account, day, day, '10.00', 'EUR'],
  }),
  (number, account, day) => ({
    fact: 'usage_events',
    columns: ['account_id', 'user_id', 'at', 'feature'],
    cells: [account, `new-${number}`, timeOf(day, number), 'search'],
  }),
];

/** The nth new fact of a day, of changing kinds, as a batch of one row. */
export function newFact(number: number, account: string, day: Day): FactBatch {
  const row = kinds[number % kinds.length]?.(number, account, day);
  if (row === undefined) throw new RangeError(`no kind for fact ${number}`);
  return {
    fact: row.fact,
    file: `${row.fact}.csv`,
    columns: row.columns,
    records: [1],
    lines: [2],
    cells: [row.cells],
    bad: [],
    ignored: 0,
  };
}
