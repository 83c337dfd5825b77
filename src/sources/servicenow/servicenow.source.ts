import { stat } from 'node:fs/promises';
import { ticket } from '../../facts/ticket.fact.ts';
import { inBatches, nothingLeft, type PlacedRow } from '../batch.ts';
import { type BadRow, type Source, UnreadableInput } from '../source.ts';
import { plainName, refused } from '../table.ts';
import { type LastRow, type LastRows, lastRowsOf } from './last-rows.ts';
import { utcText } from './local-time.ts';

/**
 * The incident audit log of ServiceNow: one file, several rows per incident, of which the last one is the ticket. The
 * caller is the account; made_sla is the verdict of a resolution clock, whose target the log does not tell.
 */
export const servicenow: Source = {
  id: 'servicenow',
  reads: 'file',
  async *read({ path, onProgress }) {
    await mustBeFile(path);
    const file = plainName(path);
    const left = nothingLeft();
    const last = await lastRowsOf(path, left, onProgress);
    const incidents = last.rows.map((row) => incidentOf(last, row));
    const known = incidents.filter(({ caller }) => caller !== '');
    const unknown = incidents.filter(({ caller }) => caller === '');
    left.bad.push(...unknown.map((row) => withoutCaller(last, row)));
    left.bad.sort((a, b) => a.record - b.record);

    const derived = { file, derived: true };
    yield* inBatches(
      { fact: 'accounts', columns: ACCOUNT_COLUMNS, ...derived },
      accountRows(known),
    );
    const custom = customFields(last.header);
    const columns = [...TICKET_COLUMNS, ...custom.map(({ name }) => name)];
    const tickets = known.map((incident) => ticketRow(incident, custom));
    yield* inBatches({ fact: 'tickets', file, columns }, tickets, left);
    yield* inBatches(
      { fact: 'sla_clocks', columns: CLOCK_COLUMNS, ...derived },
      known.map(clockRow),
    );
  },
};

interface Incident extends LastRow {
  /** Empty where it is not known. */
  caller: string;
  cell(column: string): string;
}

function incidentOf({ header }: LastRows, row: LastRow): Incident {
  const cell = (column: string): string => row.cells[header.indexOf(column)] ?? '';
  return { ...row, caller: cell('caller_id'), cell };
}

const withoutCaller = ({ header }: LastRows, { record, line, whole }: LastRow): BadRow => {
  const value = whole[header.indexOf('caller_id')]?.trim() ?? '';
  return refused(
    { record, line, cells: { caller_id: value }, whole },
    'caller_id',
    'missing_value',
  );
};

const ACCOUNT_COLUMNS = ['account_id', 'name'];

/** Each caller once, where it comes first. The log names callers by number alone. */
function accountRows(incidents: readonly Incident[]): PlacedRow[] {
  const seen = new Set<string>();
  return incidents.flatMap(({ caller, record, line }) => {
    if (seen.has(caller)) return [];
    seen.add(caller);
    const name = /^\d+$/.test(caller) ? `Caller ${caller}` : caller;
    return [{ record, line, cells: [caller, name] }];
  });
}

const TICKET_COLUMNS = [
  'ticket_id',
  'account_id',
  'opened_at',
  'solved_at',
  'status',
  'priority',
  'channel',
  'reopen_count',
];

/** Columns of the log that have a column of the ticket's own, or are an account. */
const MAPPED = [
  'number',
  'caller_id',
  'opened_at',
  'incident_state',
  'priority',
  'contact_type',
  'reopen_count',
];
const TIMES = ['sys_created_at', 'sys_updated_at', 'resolved_at', 'closed_at'];

/** Where each custom field stands in the log, and its name: one of ours would be read as our own column. */
const customFields = (header: readonly string[]): { name: string; at: number }[] =>
  header.flatMap((column, at) => {
    if (MAPPED.includes(column) || header.indexOf(column) !== at) return [];
    const isOurs = column === 'deleted' || Object.hasOwn(ticket.columns, column);
    return [{ name: isOurs ? `servicenow_${column}` : column, at }];
  });

const ticketRow = (incident: Incident, custom: ReturnType<typeof customFields>): PlacedRow => ({
  record: incident.record,
  line: incident.line,
  cells: [
    incident.cell('number'),
    incident.caller,
    utcText(incident.cell('opened_at')),
    utcText(solvedAt(incident)),
    incident.cell('incident_state'),
    incident.cell('priority'),
    incident.cell('contact_type'),
    incident.cell('reopen_count'),
    ...custom.map(({ name, at }) => {
      const cell = incident.cells[at] ?? '';
      return TIMES.includes(name) ? utcText(cell) : cell;
    }),
  ],
});

const solvedAt = ({ cell }: Incident): string => cell('resolved_at') || cell('closed_at');

const CLOCK_COLUMNS = ['ticket_id', 'metric', 'started_at', 'stopped_at', 'promised_met'];

const clockRow = (incident: Incident): PlacedRow => ({
  record: incident.record,
  line: incident.line,
  cells: [
    incident.cell('number'),
    'resolution',
    utcText(incident.cell('opened_at')),
    utcText(solvedAt(incident)),
    incident.cell('made_sla'),
  ],
});

async function mustBeFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile()) return;
  throw new UnreadableInput(
    `${path} is no file that can be read: name the audit log, .csv or .csv.gz.`,
  );
}
