import { inBatches, nothingLeft, type PlacedRow } from '../batch.ts';
import type { FactBatch } from '../source.ts';
import type { Folder } from './folder.ts';
import { isTrue, type User } from './people.ts';
import { utcInstant, utcText } from './utc-time.ts';

/** What comments and history need of a ticket. */
export interface Ticket {
  /** Epoch ms; null where the ticket's time is none. */
  openedAt: number | null;
  accountId: string;
  requesterId: string;
}

/** Kept as custom fields, by their own names. */
const CUSTOM = [
  'type',
  'group_id',
  'brand_id',
  'ticket_form_id',
  'submitter_id',
  'updated_at',
] as const;

/** Tickets, of the organization they name. Notes each in `tickets` by id. */
export async function* ticketsOf(
  folder: Folder,
  users: ReadonlyMap<string, User>,
  tickets: Map<string, Ticket>,
): AsyncGenerator<FactBatch> {
  const file = folder.fileOf('ticket');
  if (file === null) return;
  const left = nothingLeft();
  async function* rows(): AsyncGenerator<PlacedRow> {
    const pieces = folder.read('ticket', {
      required: ['id', 'organization_id', 'created_at'],
      all: [
        'id',
        'organization_id',
        'created_at',
        'subject',
        'status',
        'priority',
        'via_channel',
        'requester_id',
        'assignee_id',
        '_fivetran_deleted',
        ...CUSTOM,
      ],
    });
    for await (const piece of pieces) {
      left.bad.push(...piece.bad);
      for (const { record, line, cells } of piece.rows) {
        if (isTrue(cells._fivetran_deleted)) {
          left.ignored += 1;
          continue;
        }
        tickets.set(cells.id, {
          openedAt: utcInstant(cells.created_at),
          accountId: cells.organization_id,
          requesterId: cells.requester_id,
        });
        yield {
          record,
          line,
          cells: [
            cells.id,
            cells.organization_id,
            utcText(cells.created_at),
            cells.subject,
            cells.status,
            cells.priority,
            cells.via_channel,
            cells.requester_id,
            users.get(cells.assignee_id)?.email ?? '',
            ...CUSTOM.map((name) => (name === 'updated_at' ? utcText(cells[name]) : cells[name])),
          ],
        };
      }
    }
  }
  const columns = [
    'ticket_id',
    'account_id',
    'opened_at',
    'subject',
    'status',
    'priority',
    'channel',
    'requester_id',
    'assignee_email',
    ...CUSTOM,
  ];
  yield* inBatches({ fact: 'tickets', file, columns }, rows(), left);
}
