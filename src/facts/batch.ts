/** Plain names of the interchange files (definitions.md 3), and of the calendars only sources deliver. */
export type FactFile =
  | 'accounts'
  | 'contacts'
  | 'tickets'
  | 'ticket_messages'
  | 'ticket_events'
  | 'sla_clocks'
  | 'time_entries'
  | 'costs'
  | 'subscriptions'
  | 'renewals'
  | 'invoices'
  | 'usage_events'
  | 'usage_daily'
  | 'survey_responses'
  | 'interactions'
  | 'ratings'
  | 'opportunities'
  | 'milestones'
  | 'series'
  | 'fx_rates'
  | 'targets'
  | 'calendar_hours'
  | 'calendar_holidays'
  | 'ticket_calendars';

/** A record no fact can be made of; `raw` is the record as read. */
export interface BadRow {
  record: number;
  line: number;
  column: string;
  value: string;
  reason: string;
  raw: string;
}

/**
 * Canonical rows of one fact, as text in the form of definitions.md 3, each with its place in the file it came from:
 * `cells[i]` belongs to record `records[i]` (data records from 1) that starts on physical line `lines[i]` (header = 1).
 */
export interface FactBatch {
  fact: FactFile;
  /** Plain name of the file the rows were read from, for accounting and quarantine. */
  file: string;
  columns: readonly string[];
  records: readonly number[];
  lines: readonly number[];
  cells: readonly (readonly string[])[];
  /** Records of `file` that are broken as text (bad_row) or that the source itself must refuse. */
  bad: readonly BadRow[];
  /** How many further records of `file` this source passes over by rule. */
  ignored: number;
  /** The rows are made of records of `file` that another batch counts: they are stored, but not counted as read. */
  derived?: boolean;
}
