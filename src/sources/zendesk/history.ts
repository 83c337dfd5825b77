import { z } from 'zod';
import { type Leftover, nothingLeft } from '../batch.ts';
import { refused, type TableRow } from '../table.ts';
import type { Folder } from './folder.ts';
import { push } from './push.ts';
import type { Application, SlaMetric } from './sla-clocks.ts';
import { isZendeskStatus, type StatusChange } from './status-events.ts';
import { utcInstant } from './utc-time.ts';

/** An answer to the satisfaction survey. `at` in epoch ms. */
export interface Answer {
  at: number;
  record: number;
  line: number;
  isGood: boolean;
}

/** The field history, as far as facts are made of it, by ticket id; all else is left over. */
export interface History {
  statuses: Map<string, StatusChange[]>;
  applications: Map<string, Application[]>;
  answers: Map<string, Answer[]>;
  leftover: Leftover;
}

const METRICS: ReadonlyMap<string, SlaMetric> = new Map([
  ['first_reply_time', 'first_reply'],
  ['next_reply_time', 'next_reply'],
  ['agent_work_time', 'agent_work'],
  ['requester_wait_time', 'requester_wait'],
]);

const Target = z.object({ minutes: z.number().min(0), in_business_hours: z.boolean() });
const COLUMNS = ['ticket_id', 'field_name', 'value', 'updated'] as const;
type Change = TableRow<(typeof COLUMNS)[number]>;

export async function historyOf(folder: Folder): Promise<History> {
  const history: History = {
    statuses: new Map(),
    applications: new Map(),
    answers: new Map(),
    leftover: nothingLeft(),
  };
  const pieces = folder.read('ticket_field_history', { required: COLUMNS, all: COLUMNS });
  for await (const { rows, bad } of pieces) {
    history.leftover.bad.push(...bad);
    for (const row of rows) note(history, row);
  }
  return history;
}

function note(history: History, row: Change): void {
  const { field_name } = row.cells;
  const metric = METRICS.get(field_name);
  const isOfUse =
    metric !== undefined || field_name === 'status' || field_name === 'satisfaction_score';
  const isEmpty = row.cells.value === '' || row.cells.value === 'null';
  if (!isOfUse || isEmpty) {
    history.leftover.ignored += 1;
    return;
  }
  const at = utcInstant(row.cells.updated);
  if (at === null) {
    history.leftover.bad.push(refused(row, 'updated', 'bad_time'));
    return;
  }
  if (metric !== undefined) noteTarget(history, row, at, metric);
  else if (field_name === 'status') noteStatus(history, row, at);
  else noteAnswer(history, row, at);
}

function noteTarget(history: History, row: Change, at: number, metric: SlaMetric): void {
  const target = Target.safeParse(parseJson(row.cells.value));
  if (!target.success) {
    history.leftover.bad.push(refused(row, 'value', 'bad_number'));
    return;
  }
  const { minutes, in_business_hours: inBusinessHours } = target.data;
  const { record, line } = row;
  push(history.applications, row.cells.ticket_id, {
    at,
    record,
    line,
    metric,
    minutes,
    inBusinessHours,
  });
}

function noteStatus(history: History, row: Change, at: number): void {
  const status = row.cells.value.toLowerCase();
  const { record, line } = row;
  if (isZendeskStatus(status))
    push(history.statuses, row.cells.ticket_id, { at, record, line, status });
  else history.leftover.bad.push(refused(row, 'value', 'bad_enum'));
}

function noteAnswer(history: History, row: Change, at: number): void {
  const value = row.cells.value.toLowerCase();
  const { record, line } = row;
  if (value === 'good' || value === 'bad') {
    push(history.answers, row.cells.ticket_id, { at, record, line, isGood: value === 'good' });
  } else if (value === 'offered' || value === 'unoffered') {
    history.leftover.ignored += 1;
  } else {
    history.leftover.bad.push(refused(row, 'value', 'bad_enum'));
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
