import { DAYS, type Size } from '../sizes.ts';
import type { AccountBook, BenchAccount } from './accounts.ts';
import { writeClock } from './clocks.ts';
import { type CsvFile, createCsvFile } from './csv-file.ts';
import { dayOf, END_SECOND, instantText } from './instant.ts';
import { createRandom, type Random } from './random.ts';

const SUBJECTS = [
  'Question about the invoice',
  'Login does not work',
  'Export is slow',
  '"Report ""quarterly"", page 2"',
  'How do I add a colleague?',
  'Störung im Dashboard',
] as const;
const CHANNELS = ['email', 'web', 'chat', 'phone'] as const;
const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
const MINUTE = 60;
const DAY = 86_400;

interface TicketFiles {
  tickets: CsvFile;
  messages: CsvFile;
  events: CsvFile;
  clocks: CsvFile;
  timeEntries: CsvFile;
  surveys: CsvFile;
}

/** What happened to a ticket that the rows around it need; seconds, null where it has not happened. */
export interface TicketStory {
  id: string;
  account: BenchAccount;
  opened: number;
  firstReply: number | null;
  lastSolve: number | null;
  replies: number;
}

const replyCount = (random: Random): number => {
  const draw = random.next();
  if (draw < 0.06) return 0;
  if (draw < 0.52) return 1;
  if (draw < 0.78) return 2;
  return draw < 0.91 ? 3 : 4 + random.below(3);
};

const seconds = (random: Random, medianMinutes: number): number =>
  Math.max(1, Math.round(random.spread(medianMinutes, 1.2) * MINUTE));

let messageNumber = 0;

function writeMessage(
  files: TicketFiles,
  ticket: string,
  at: number,
  kind:
    | 'customer,true,true'
    | 'customer,true,'
    | 'customer,,'
    | 'agent,true,'
    | 'agent,false,'
    | 'system,false,',
): void {
  if (at >= END_SECOND) return;
  messageNumber += 1;
  files.messages.write(`m${messageNumber},${ticket},${instantText(at)},${kind}`);
}

function writeEvent(files: TicketFiles, ticket: string, at: number, event: string): void {
  if (at < END_SECOND) files.events.write(`${ticket},${instantText(at)},${event}`);
}

/** Writes one agent reply with the customer's message before it; returns its second. */
function writeReply(files: TicketFiles, id: string, from: number, turn: number, random: Random) {
  let at = from;
  if (turn > 0 && random.chance(0.6)) {
    at += seconds(random, 300);
    writeMessage(files, id, at, random.chance(0.5) ? 'customer,,' : 'customer,true,');
  }
  at += seconds(random, turn === 0 ? 74 : 240);
  writeMessage(files, id, at, 'agent,true,');
  if (random.chance(0.2)) writeMessage(files, id, at + random.below(MINUTE), 'agent,false,');
  return at;
}

/** Writes messages and events of one ticket up to the end of the data and returns what came of it. */
function tellTicket(files: TicketFiles, story: TicketStory, random: Random, silent: boolean): void {
  const { id, opened } = story;
  // Some help desks deliver no messages, or no events: then the ticket's own columns have to do.
  const spoken = silent ? mute(files) : files;
  const events = random.chance(0.02) ? deaf(spoken) : spoken;
  let at = opened;
  writeMessage(spoken, id, at, 'customer,true,true');
  if (random.chance(0.12)) writeMessage(spoken, id, at + 2, 'system,false,');
  const replies = replyCount(random);
  for (let turn = 0; turn < replies; turn += 1) {
    at = writeReply(spoken, id, at, turn, random);
    if (at < END_SECOND) story.replies += 1;
    if (turn === 0 && at < END_SECOND) story.firstReply = at;
    if (turn < replies - 1 && random.chance(0.6)) writeEvent(events, id, at + 1, 'pending');
  }
  if (random.chance(0.03)) writeEvent(events, id, at + 1, 'on_hold');
  if (random.chance(0.14)) writeMessage(spoken, id, at + seconds(random, 60), 'customer,true,');
  if (!random.chance(0.95)) return;
  at += random.chance(0.1) ? 0 : 2 + seconds(random, 120);
  writeEvent(events, id, at, 'solved');
  if (at < END_SECOND) story.lastSolve = at;
  if (random.chance(0.08)) tellReopening(events, story, at, random);
}

function tellReopening(files: TicketFiles, story: TicketStory, from: number, random: Random): void {
  // Reopenings fall days or, now and then, months after the solve: past the end of a window too.
  let at = from + 1 + Math.round(random.spread(4, 1.4) * DAY);
  if (at >= END_SECOND) return;
  writeMessage(files, story.id, at, 'customer,true,');
  writeEvent(files, story.id, at, 'reopened');
  story.lastSolve = null;
  at = writeReply(files, story.id, at, 1, random);
  if (at < END_SECOND) story.replies += 1;
  if (!random.chance(0.85)) return;
  at += seconds(random, 60);
  writeEvent(files, story.id, at, 'solved');
  if (at < END_SECOND) story.lastSolve = at;
}

const nowhere: CsvFile = { write() {}, close: () => ({ file: '', rows: 0, faults: 0 }) };
const mute = (files: TicketFiles): TicketFiles => ({ ...files, messages: nowhere });
const deaf = (files: TicketFiles): TicketFiles => ({ ...files, events: nowhere });

function writeTicketRow(files: TicketFiles, story: TicketStory, random: Random, silent: boolean) {
  const { id, account, opened, lastSolve } = story;
  const solved = lastSolve === null ? '' : instantText(lastSolve);
  const replies = silent && random.chance(0.8) ? String(story.replies) : '';
  files.tickets.write(
    `${id},${account.id},${instantText(opened)},${solved},${lastSolve === null ? 'open' : 'solved'},` +
      `${PRIORITIES[random.below(4)]},${CHANNELS[random.below(4)]},` +
      `${account.id}-c${1 + random.below(account.contacts)},${replies},${SUBJECTS[random.below(6)]}`,
  );
}

function writeAround(files: TicketFiles, story: TicketStory, random: Random, size: Size): void {
  const clocks = size.slaClocks / size.tickets;
  if (random.chance(clocks * 0.7)) writeClock(files.clocks, story, 'first_reply', random);
  if (random.chance(clocks * 0.3)) writeClock(files.clocks, story, 'resolution', random);
  const worked = story.lastSolve ?? story.firstReply;
  if (worked === null) return;
  if (random.chance((0.7 * size.timeEntries) / size.tickets)) {
    const cost = random.chance(0.2) ? `85.50,${story.account.currency}` : ',';
    files.timeEntries.write(
      `te-${story.id},${story.account.id},${instantText(worked)},${5 + random.below(60)},${story.id},${cost},support`,
    );
  }
  if (story.lastSolve !== null && random.chance((0.66 * size.surveys) / size.tickets))
    writeTicketSurvey(files.surveys, story, story.lastSolve, random);
}

function writeTicketSurvey(file: CsvFile, story: TicketStory, sent: number, random: Random): void {
  const answered = sent + seconds(random, 600);
  const { id, account } = story;
  const start = `csat-${id},${account.id},csat,${instantText(sent)}`;
  if (answered >= END_SECOND || random.chance(0.45)) file.write(`${start},,,,,${id}`);
  else if (random.chance(0.3))
    file.write(`${start},${instantText(answered)},${random.chance(0.88) ? 1 : 0},1,,${id}`);
  else {
    const score = 5 - Math.floor(random.next() ** 3 * 5);
    const scale = random.chance(0.5) ? '5' : '';
    file.write(`${start},${instantText(answered)},${score},${scale},,${id}`);
  }
}

/** Writes tickets with their messages, events, clocks, time entries and satisfaction answers. */
export function writeTickets(
  folder: string,
  book: AccountBook,
  size: Size,
  surveys: CsvFile,
  timeEntries: CsvFile,
): CsvFile[] {
  const random = createRandom(41);
  messageNumber = 0;
  const files = { ...createTicketFiles(folder), surveys, timeEntries };
  for (let number = 1; number <= size.tickets; number += 1) {
    const opened = Math.floor(((number - 1) / size.tickets) * END_SECOND);
    const account = book.pick(random, Math.min(DAYS - 1, dayOf(opened)));
    const story: TicketStory = {
      id: `t${number}`,
      account,
      opened,
      firstReply: null,
      lastSolve: null,
      replies: 0,
    };
    const silent = random.chance(0.03);
    tellTicket(files, story, random, silent);
    writeTicketRow(files, story, random, silent);
    writeAround(files, story, random, size);
  }
  return [files.tickets, files.messages, files.events, files.clocks];
}

function createTicketFiles(folder: string) {
  const clockColumns = [
    'ticket_id',
    'metric',
    'started_at',
    'stopped_at',
    'elapsed_minutes',
    'promised_minutes',
    'internal_minutes',
    'promised_met',
    'breached_at',
    'superseded_at',
  ];
  return {
    tickets: createCsvFile(
      folder,
      'tickets.csv',
      'ticket_id,account_id,opened_at,solved_at,status,priority,channel,requester_id,agent_replies,subject'.split(
        ',',
      ),
      { reference: 1, time: 2, number: 8, outsideKey: 4 },
    ),
    messages: createCsvFile(
      folder,
      'ticket_messages.csv',
      ['message_id', 'ticket_id', 'at', 'author', 'public', 'opening'],
      { reference: 1, time: 2 },
    ),
    events: createCsvFile(folder, 'ticket_events.csv', ['ticket_id', 'at', 'event'], {
      reference: 0,
      time: 1,
    }),
    clocks: createCsvFile(folder, 'sla_clocks.csv', clockColumns, {
      reference: 0,
      time: 2,
      number: 5,
      outsideKey: 6,
    }),
  };
}
