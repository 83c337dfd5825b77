import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { addDays, type Day } from '../src/lib/day.ts';
import type { FileName } from './naive/columns.ts';
import type { Table } from './naive/parse.ts';

type Cells = Record<string, string>;

/** The folder of a data set; undefined where HALE_TEST_DATA names none that holds it. */
export function dataSet(name: string): string | undefined {
  const folder = process.env.HALE_TEST_DATA;
  const path = folder === undefined ? undefined : join(folder, name);
  return path !== undefined && existsSync(path) ? path : undefined;
}

const recordsOf = (path: string): Cells[] =>
  parse(readFileSync(path, 'utf8'), { columns: true, bom: true, skip_empty_lines: true });

/** A table of records, each made of another one; those that give nothing are left out. */
function table(
  fact: FileName,
  records: readonly Cells[],
  rowOf: (record: (column: string) => string) => Cells | null,
): Table {
  const rows = records
    .map((record) => rowOf((column) => record[column] ?? ''))
    .filter((row) => row !== null);
  const columns = Object.keys(rows[0] ?? {});
  return { fact, columns, cells: rows.map((row) => columns.map((column) => row[column] ?? '')) };
}

/** RavenStack as facts: churned_at is the first churn event, a user is a subscription. */
export function ravenstackTables(folder: string): Table[] {
  const file = (name: string) => recordsOf(join(folder, `ravenstack_${name}.csv`));
  const firstChurn = new Map<string, string>();
  for (const event of file('churn_events')) {
    const [account = '', day = ''] = [event.account_id, event.churn_date];
    const known = firstChurn.get(account);
    if (known === undefined || day < known) firstChurn.set(account, day);
  }
  const subscriptions = file('subscriptions');
  const accountOf = new Map(subscriptions.map((row) => [row.subscription_id, row.account_id]));
  const tickets = file('support_tickets');
  return [
    table('accounts', file('accounts'), (cell) => ({
      account_id: cell('account_id'),
      name: cell('account_name'),
      segment: cell('plan_tier'),
      industry: cell('industry'),
      country: cell('country'),
      created_at: cell('signup_date'),
      churned_at: firstChurn.get(cell('account_id')) ?? '',
    })),
    table('subscriptions', subscriptions, (cell) => ({
      subscription_id: cell('subscription_id'),
      account_id: cell('account_id'),
      starts_on: cell('start_date'),
      ends_on: cell('end_date'),
      mrr: cell('mrr_amount'),
      currency: 'USD',
      seats: cell('seats'),
    })),
    table('tickets', tickets, (cell) => ({
      ticket_id: cell('ticket_id'),
      account_id: cell('account_id'),
      opened_at: cell('submitted_at'),
      solved_at: cell('closed_at'),
      priority: cell('priority'),
    })),
    table('survey_responses', tickets, (cell) =>
      cell('satisfaction_score') === ''
        ? null
        : {
            response_id: cell('ticket_id'),
            account_id: cell('account_id'),
            kind: 'csat',
            sent_at: cell('closed_at'),
            responded_at: cell('closed_at'),
            score: cell('satisfaction_score'),
            scale_max: '5',
          },
    ),
    table('usage_daily', usageOnce(file('feature_usage')), (cell) => ({
      account_id: accountOf.get(cell('subscription_id')) ?? '',
      user_id: cell('subscription_id'),
      day: cell('usage_date'),
      feature: cell('feature_name'),
      count: cell('usage_count'),
    })),
  ];
}

/** One row of use for each user, day and feature. */
const usageOnce = (rows: readonly Cells[]): Cells[] => [
  ...new Map(
    rows.map((row) => [[row.subscription_id, row.usage_date, row.feature_name].join(' '), row]),
  ).values(),
];

/** A custom KPI of one column of telco-churn. */
export interface TelcoColumn {
  id: string;
  /** By customer; null where the cell is blank. */
  values: readonly (number | null)[];
  lowest: number;
  highest: number;
}

export interface Telco {
  customers: readonly string[];
  churned: readonly boolean[];
  columns: readonly TelcoColumn[];
}

const NUMBERS = new Set(['SeniorCitizen', 'tenure', 'MonthlyCharges', 'TotalCharges']);

/** Telco-churn by columns: numbers as they are, categories as 0 or 1, one less than their levels. */
export function telco(folder: string): Telco {
  const rows = recordsOf(join(folder, 'telco_customer_churn.csv'));
  const names = Object.keys(rows[0] ?? {}).filter(
    (name) => name !== 'customerID' && name !== 'Churn',
  );
  const columns = names.flatMap((name): Omit<TelcoColumn, 'lowest' | 'highest'>[] => {
    const cells = rows.map((row) => row[name]?.trim() ?? '');
    if (NUMBERS.has(name)) {
      const values = cells.map((cell) => (cell === '' ? null : Number(cell)));
      return [{ id: name.toLowerCase(), values }];
    }
    const levels = [...new Set(cells)].toSorted();
    return levels.slice(1).map((level, at) => ({
      id: `${name.toLowerCase()}_${at + 1}`,
      values: cells.map((cell) => (cell === level ? 1 : 0)),
    }));
  });
  return {
    customers: rows.map((row) => row.customerID ?? ''),
    churned: rows.map((row) => row.Churn === 'Yes'),
    columns: columns.map((column) => {
      const known = column.values.filter((value) => value !== null);
      return { ...column, lowest: Math.min(...known), highest: Math.max(...known) };
    }),
  };
}

/** Customers with all their columns on one day; who churns leaves 30 days later, and one last row ends the records. */
export function telcoTables(
  { customers, churned, columns }: Telco,
  { observed, ended }: { observed: Day; ended: Day },
): Table[] {
  const [first = ''] = customers;
  const series = columns.flatMap(({ id, values }) =>
    customers.flatMap((customer, at) => {
      const value = values[at];
      return value == null ? [] : [[customer, id, observed, String(value)]];
    }),
  );
  return [
    {
      fact: 'accounts',
      columns: ['account_id', 'name', 'churned_at'],
      cells: customers.map((id, at) => [id, id, churned[at] ? addDays(observed, 30) : '']),
    },
    {
      fact: 'series',
      columns: ['account_id', 'series', 'day', 'value'],
      cells: [...series, [first, 'end', ended, '0']],
    },
  ];
}
