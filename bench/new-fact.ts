import type { FactBatch } from '../src/facts/batch.ts';
import { AS_OF } from './sizes.ts';

type NewRow = Pick<FactBatch, 'fact' | 'columns'> & { cells: string[] };

const timeOf = (number: number): string =>
  `${AS_OF}T12:${String(Math.floor(number / 60) % 60).padStart(2, '0')}:${String(number % 60).padStart(2, '0')}Z`;

const kinds: readonly ((number: number, account: string) => NewRow)[] = [
  (number, account) => ({
    fact: 'survey_responses',
    columns: ['response_id', 'account_id', 'kind', 'sent_at', 'responded_at', 'score', 'scale_max'],
    cells: [`new-${number}`, account, 'csat', timeOf(number), timeOf(number), '5', '5'],
  }),
  (number, account) => ({
    fact: 'ratings',
    columns: ['account_id', 'csm_email', 'at', 'rating'],
    cells: [account, 'new@hale.example', timeOf(number), String(1 + (number % 5))],
  }),
  (number, account) => ({
    fact: 'tickets',
    columns: ['ticket_id', 'account_id', 'opened_at', 'solved_at', 'agent_replies'],
    cells: [`new-${number}`, account, timeOf(number), timeOf(number), '1'],
  }),
  (number, account) => ({
    fact: 'invoices',
    columns: ['invoice_id', 'account_id', 'issued_on', 'due_on', 'amount', 'currency'],
    cells: [`new-${number}`, account, AS_OF, AS_OF, '10.00', 'EUR'],
  }),
  (number, account) => ({
    fact: 'usage_events',
    columns: ['account_id', 'user_id', 'at', 'feature'],
    cells: [account, `new-${number}`, timeOf(number), 'search'],
  }),
];

/** The nth new fact of the as-of day, of changing kinds, as a batch of one row. */
export function newFact(number: number, account: string): FactBatch {
  const row = kinds[number % kinds.length]?.(number, account);
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
