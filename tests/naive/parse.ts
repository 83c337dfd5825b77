import { columns, type Facts, type FileName, keys, type Row } from './columns.ts';
import { type Zone, zoneOf } from './zone.ts';

/** Canonical rows of one file as text: `cells[i][j]` belongs to `columns[j]`; absent columns are empty. */
export interface Table {
  fact: FileName;
  columns: readonly string[];
  cells: readonly (readonly string[])[];
}

export const fileNames = Object.keys(columns) as FileName[];

const TIME =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** Epoch milliseconds; a time without offset, or a plain date, is in the company's zone. Throws on another form. */
export function instantOf(text: string, zone: Zone): number {
  const match = TIME.exec(text);
  if (match === null) throw new Error(`not a time: ${text}`);
  const [, date = '', clock = '00:00', seconds = '00', fraction = '', offset] = match;
  const wallClock = Date.parse(`${date}T${clock}:${seconds}Z`);
  if (Number.isNaN(wallClock)) throw new Error(`not a time: ${text}`);
  const milliseconds = fraction === '' ? 0 : Number(fraction) * 1000;
  if (offset === undefined) return zone.instantOf(wallClock) + milliseconds;
  if (offset.toUpperCase() === 'Z') return wallClock + milliseconds;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return wallClock - (offset.startsWith('-') ? -minutes : minutes) * 60_000 + milliseconds;
}

function parseCell(kind: string, text: string, zone: Zone): string | number | boolean | null {
  if (text === '') {
    if (kind.endsWith('!')) throw new Error('a required cell is empty');
    return null;
  }
  switch (kind.replace('!', '')) {
    case 'time':
      return instantOf(text, zone);
    case 'number':
      return Number(text);
    case 'boolean':
      return text.toLowerCase() === 'true' || text === '1';
    case 'word':
      return text.toLowerCase();
    default:
      return text;
  }
}

function parseRow<F extends FileName>(
  file: F,
  cell: (column: string) => string,
  zone: Zone,
): Row<F> {
  const entries = Object.entries(columns[file]).map(([column, kind]) => [
    column,
    parseCell(kind, cell(column).trim(), zone),
  ]);
  return Object.fromEntries(entries) as Row<F>;
}

/** What makes a row the same row in two imports, as text; equal instants are equal however they are written. */
export function keyOf(file: FileName, cell: (column: string) => string, zone: Zone): string {
  const values = new Map(Object.entries(parseRow(file, cell, zone)));
  return JSON.stringify(keys[file].map((column) => values.get(column)));
}

function parseTable<F extends FileName>(file: F, tables: readonly Table[], zone: Zone): Row<F>[] {
  const firstOfKey = new Map<string, Row<F>>();
  for (const table of tables) {
    if (table.fact !== file) continue;
    for (const cells of table.cells) {
      const cell = (column: string) => cells[table.columns.indexOf(column)] ?? '';
      if (['true', '1'].includes(cell('deleted').trim().toLowerCase())) continue;
      const key = keyOf(file, cell, zone);
      if (!firstOfKey.has(key)) firstOfKey.set(key, parseRow(file, cell, zone));
    }
  }
  return [...firstOfKey.values()];
}

/**
 * Parsed facts of valid canonical rows. Of rows with the same key the first stays, rows marked deleted and rows whose
 * account or ticket is missing are left out. Throws on a malformed time or an empty required cell: bad rows are the
 * importer's own business and are not judged here.
 */
export function factsOf(tables: readonly Table[], timeZone: string): Facts {
  const zone = zoneOf(timeZone);
  const rows = <F extends FileName>(file: F) => parseTable(file, tables, zone);
  const accounts = rows('accounts');
  const accountIds = new Set(accounts.map(({ account_id }) => account_id));
  const ofKnownAccount = ({ account_id }: { account_id: string }) => accountIds.has(account_id);
  const tickets = rows('tickets').filter(ofKnownAccount);
  const ticketIds = new Set(tickets.map(({ ticket_id }) => ticket_id));
  const ofKnownTicket = ({ ticket_id }: { ticket_id: string }) => ticketIds.has(ticket_id);
  return {
    accounts,
    contacts: rows('contacts').filter(ofKnownAccount),
    tickets,
    ticket_messages: rows('ticket_messages').filter(ofKnownTicket),
    ticket_events: rows('ticket_events').filter(ofKnownTicket),
    sla_clocks: rows('sla_clocks').filter(ofKnownTicket),
    time_entries: rows('time_entries').filter(ofKnownAccount),
    costs: rows('costs').filter(ofKnownAccount),
    subscriptions: rows('subscriptions').filter(ofKnownAccount),
    renewals: rows('renewals').filter(ofKnownAccount),
    invoices: rows('invoices').filter(ofKnownAccount),
    usage_events: rows('usage_events').filter(ofKnownAccount),
    usage_daily: rows('usage_daily').filter(ofKnownAccount),
    survey_responses: rows('survey_responses').filter(ofKnownAccount),
    interactions: rows('interactions').filter(ofKnownAccount),
    ratings: rows('ratings').filter(ofKnownAccount),
    opportunities: rows('opportunities').filter(ofKnownAccount),
    milestones: rows('milestones').filter(ofKnownAccount),
    series: rows('series').filter(ofKnownAccount),
    fx_rates: rows('fx_rates'),
    targets: rows('targets'),
  };
}
