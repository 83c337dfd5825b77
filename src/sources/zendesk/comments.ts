import { inBatches, nothingLeft, type PlacedRow } from '../batch.ts';
import type { FactBatch } from '../source.ts';
import type { TableRow } from '../table.ts';
import type { Folder } from './folder.ts';
import { isTrue, type User } from './people.ts';
import type { Ticket } from './tickets.ts';
import { utcInstant, utcText } from './utc-time.ts';

const REQUIRED = ['id', 'ticket_id', 'created', 'public', 'user_id'] as const;
const COLUMNS = { required: REQUIRED, all: [...REQUIRED, '_fivetran_deleted'] as const };
type Comment = TableRow<(typeof COLUMNS.all)[number]>;

/** What the comments of a ticket say to its clocks. */
export interface Conversation {
  /** Time and record of the first comment, which is the opening message. */
  opening: { at: number; record: number };
  /** Public comments by agents, in the order of the file; `at` in epoch ms. */
  byAgents: { at: number; record: number }[];
}

interface Known {
  users: ReadonlyMap<string, User>;
  tickets: ReadonlyMap<string, Ticket>;
}

/** First reading: which comment opens each ticket, and when agents answered. By ticket id. */
export async function conversationsOf(
  folder: Folder,
  known: Known,
): Promise<ReadonlyMap<string, Conversation>> {
  const conversations = new Map<string, Conversation>();
  for await (const { rows } of folder.read('ticket_comment', COLUMNS)) {
    for (const row of rows) {
      const at = utcInstant(row.cells.created);
      if (at !== null && !isTrue(row.cells._fivetran_deleted)) note(conversations, row, at, known);
    }
  }
  return conversations;
}

function note(
  conversations: Map<string, Conversation>,
  row: Comment,
  at: number,
  known: Known,
): void {
  const place = { at, record: row.record };
  let conversation = conversations.get(row.cells.ticket_id);
  if (conversation === undefined) {
    conversation = { opening: place, byAgents: [] };
    conversations.set(row.cells.ticket_id, conversation);
  }
  if (at < conversation.opening.at) conversation.opening = place;
  if (authorOf(row, known) === 'agent' && isPublic(row)) conversation.byAgents.push(place);
}

/** Second reading: the messages. */
export async function* messagesOf(
  folder: Folder,
  known: Known,
  conversations: ReadonlyMap<string, Conversation>,
): AsyncGenerator<FactBatch> {
  const file = folder.fileOf('ticket_comment');
  if (file === null) return;
  const left = nothingLeft();
  async function* rows(): AsyncGenerator<PlacedRow> {
    for await (const piece of folder.read('ticket_comment', COLUMNS)) {
      left.bad.push(...piece.bad);
      for (const row of piece.rows) {
        const { record, line, cells } = row;
        if (isTrue(cells._fivetran_deleted)) {
          left.ignored += 1;
          continue;
        }
        const opening = conversations.get(cells.ticket_id)?.opening.record === record;
        const author = authorOf(row, known);
        const { id, ticket_id, created } = cells;
        const message = [
          id,
          ticket_id,
          utcText(created),
          author,
          String(isPublic(row)),
          String(opening),
        ];
        yield { record, line, cells: message };
      }
    }
  }
  const columns = ['message_id', 'ticket_id', 'at', 'author', 'public', 'opening'];
  yield* inBatches({ fact: 'ticket_messages', file, columns }, rows(), left);
}

const isPublic = ({ cells }: Comment): boolean => cells.public === '' || isTrue(cells.public);

/** A user the table of users does not know is the customer where it is the ticket's requester, else nobody. */
function authorOf({ cells }: Comment, { users, tickets }: Known): 'customer' | 'agent' | 'system' {
  const user = users.get(cells.user_id);
  if (user !== undefined) return user.isAgent ? 'agent' : 'customer';
  const requester = tickets.get(cells.ticket_id)?.requesterId;
  return cells.user_id !== '' && cells.user_id === requester ? 'customer' : 'system';
}
