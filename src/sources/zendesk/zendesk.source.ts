import { inBatches, nothingLeft, type PlacedRow, passedOver } from '../batch.ts';
import type { FactBatch, Source } from '../source.ts';
import { type Conversation, conversationsOf, messagesOf } from './comments.ts';
import { type Folder, openFolder } from './folder.ts';
import { type Answer, historyOf } from './history.ts';
import { accountsOf, contactsOf, type User } from './people.ts';
import { type Schedules, schedulesOf } from './schedules.ts';
import { type Application, type SlaClock, slaClocks } from './sla-clocks.ts';
import { type StatusEvent, statusEvents } from './status-events.ts';
import { type Ticket, ticketsOf } from './tickets.ts';
import { instantText } from './utc-time.ts';

/**
 * Zendesk's tables in the column layout of a Fivetran export: one CSV file each, times in UTC. Organizations are the
 * accounts. Every record makes at most one fact; the rest of its table is ignored.
 */
export const zendesk: Source = {
  id: 'zendesk',
  async *read(input) {
    const folder = await openFolder(input);
    const users = new Map<string, User>();
    const tickets = new Map<string, Ticket>();

    yield* accountsOf(folder);
    yield* contactsOf(folder, users);
    const schedules = yield* schedulesOf(folder);
    yield* ticketsOf(folder, users, tickets);
    const conversations = await conversationsOf(folder, { users, tickets });
    yield* messagesOf(folder, { users, tickets }, conversations);
    yield* factsOfHistory(folder, { tickets, schedules, conversations });
    yield* unused(folder);
  },
};

interface Known {
  tickets: ReadonlyMap<string, Ticket>;
  schedules: Schedules;
  conversations: ReadonlyMap<string, Conversation>;
}

async function* factsOfHistory(folder: Folder, known: Known): AsyncGenerator<FactBatch> {
  const file = folder.fileOf('ticket_field_history');
  if (file === null) return;
  const history = await historyOf(folder);
  const { leftover, statuses, applications, answers } = history;

  const events = [...statuses].flatMap(([ticketId, changes]) => {
    const made = statusEvents(changes);
    leftover.ignored += changes.length - made.length;
    return made.map((event) => ({ ticketId, ...event }));
  });
  const byTicket = Map.groupBy(events, ({ ticketId }) => ticketId);
  const clocks = [...applications].flatMap(([ticketId, applied]) => {
    const made = clocksOf(known, ticketId, applied, byTicket.get(ticketId) ?? []);
    leftover.ignored += applied.length - made.length;
    return made.map((clock) => clockRow(ticketId, clock));
  });

  yield* inBatches(
    { fact: 'ticket_events', file, columns: ['ticket_id', 'at', 'event'] },
    inOrder(events.map(eventRow)),
    leftover,
  );
  yield* inBatches({ fact: 'sla_clocks', file, columns: CLOCK_COLUMNS }, inOrder(clocks));
  const responses = [...answers].flatMap(([ticketId, given]) =>
    responseRows(known, ticketId, given),
  );
  yield* inBatches(
    { fact: 'survey_responses', file, columns: RESPONSE_COLUMNS },
    inOrder(responses),
  );
}

function clocksOf(
  { tickets, schedules, conversations }: Known,
  ticketId: string,
  applied: readonly Application[],
  events: readonly StatusEvent[],
): SlaClock[] {
  const first = Math.min(...applied.map(({ at }) => at));
  // A ticket nobody knows waits in quarantine; its clocks still need a beginning.
  const openedAt = tickets.get(ticketId)?.openedAt ?? first;
  const conversation = conversations.get(ticketId);
  const replies = (conversation?.byAgents ?? [])
    .filter(({ record }) => record !== conversation?.opening.record)
    .map(({ at }) => at);
  const timeline = schedules.book.timelineOf(openedAt, schedules.named.get(ticketId) ?? []);
  return slaClocks({ openedAt, events, replies, timeline }, applied);
}

const eventRow = ({ ticketId, at, event, record, line }: StatusEvent & { ticketId: string }) => ({
  record,
  line,
  cells: [ticketId, instantText(at), event],
});

const CLOCK_COLUMNS = [
  'ticket_id',
  'metric',
  'started_at',
  'stopped_at',
  'elapsed_minutes',
  'promised_minutes',
  'promised_met',
  'breached_at',
  'superseded_at',
  'in_business_hours',
];

const clockRow = (ticketId: string, clock: SlaClock): PlacedRow => ({
  record: clock.record,
  line: clock.line,
  cells: [
    ticketId,
    clock.metric,
    instantText(clock.startedAt),
    instantText(clock.stoppedAt),
    String(clock.elapsedMinutes ?? ''),
    String(clock.minutes),
    String(clock.promisedMet ?? ''),
    instantText(clock.breachedAt),
    instantText(clock.supersededAt),
    String(clock.inBusinessHours),
  ],
});

const RESPONSE_COLUMNS = [
  'response_id',
  'account_id',
  'kind',
  'sent_at',
  'responded_at',
  'score',
  'scale_max',
  'contact_id',
  'ticket_id',
];

/** The history has no id of its own: ticket and time name an answer, and its number where two share them. */
function responseRows({ tickets }: Known, ticketId: string, given: readonly Answer[]): PlacedRow[] {
  const ticket = tickets.get(ticketId);
  const seen = new Map<string, number>();
  return given.map(({ at, isGood, record, line }) => {
    const time = instantText(at);
    const number = (seen.get(time) ?? 0) + 1;
    seen.set(time, number);
    const id = number === 1 ? `${ticketId}/${time}` : `${ticketId}/${time}/${number}`;
    const { accountId = '', requesterId = '' } = ticket ?? {};
    const score = isGood ? '1' : '0';
    const cells = [id, accountId, 'csat', time, time, score, '1', requesterId, ticketId];
    return { record, line, cells };
  });
}

const inOrder = (rows: readonly PlacedRow[]): PlacedRow[] =>
  rows.toSorted((a, b) => a.record - b.record);

/** Groups say nothing of a customer; offsets and switches of summer time are known better (IANA). */
async function* unused(folder: Folder): AsyncGenerator<FactBatch> {
  for (const table of ['group', 'time_zone', 'daylight_time']) {
    const file = folder.fileOf(table);
    if (file === null) continue;
    const left = nothingLeft();
    for await (const { rows, bad } of folder.read(table, { required: [], all: [] })) {
      left.bad.push(...bad);
      left.ignored += rows.length;
    }
    yield passedOver('calendar_hours', file, left);
  }
}
