import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../db/connect.ts';
import { Accounting, type RowState } from './import-report.ts';
import type { Layout } from './layout.ts';
import type { StageContent } from './stage.ts';

/** One import, as the steps of settling see it. */
export interface SettleContext {
  db: Db;
  sourceId: number;
  runId: number;
  /** The company's IANA time zone. */
  timeZone: string;
  accounting: Accounting;
  /** Whether earlier imports of the source left anything in quarantine; where not, nobody looks there. */
  hasEarlierQuarantine: boolean;
  /** Facts of which this import put rows into quarantine. */
  quarantined: Set<string>;
  /** Rows that this import took out of quarantine and had to put back. */
  returned: number;
  /** Facts of which rows in quarantine wait for something that this import made known. */
  waiting: Set<string>;
  /** Temporary tables of the connection that are known to be there. */
  tables: Set<string>;
}

export const newContext = (
  run: Pick<SettleContext, 'db' | 'sourceId' | 'runId' | 'timeZone'> & { tables?: Set<string> },
): SettleContext => ({
  tables: new Set(),
  ...run,
  accounting: new Accounting(),
  hasEarlierQuarantine: true,
  quarantined: new Set(),
  returned: 0,
  waiting: new Set(),
});

/** The readable rows of one fact in their stage. */
export interface Staged extends Readonly<StageContent> {
  layout: Layout;
  /** Columns of the definition that the files have: the others keep what is stored. */
  columns: ReadonlySet<string>;
  /** Custom fields that the files have. */
  customFields: ReadonlySet<string>;
  /** They waited in quarantine: no newer word on their keys than what stands there. */
  areReleased: boolean;
}

/** Rows of a file that count: derived ones do not. */
export interface Taken {
  file_number: number;
  rows: number;
}

export const countedRows = sql`file_number, (count(*) filter (where not derived))::int as rows`;

export function count(context: SettleContext, state: RowState, taken: readonly Taken[]): void {
  for (const { file_number, rows } of taken) context.accounting.add(file_number, state, rows);
}

/** Makes the table of a fact known as large where it is. Believed to be empty, it would be searched for each row of many. */
export async function countRows(
  { db }: SettleContext,
  { layout: { fact }, rows }: Staged,
): Promise<void> {
  await sql`select fact.count_rows(${fact.table}::regclass, ${rows})`.execute(db);
}

const ownerTables = { account: 'account.account', ticket: 'fact.ticket' } as const;

export const ownerTable = (owner: 'account' | 'ticket'): RawBuilder<unknown> =>
  sql.table(ownerTables[owner]);

/** The staged rows `s` with what they hang on as `owner`. */
export function resolved({ sourceId }: SettleContext, layout: Layout): RawBuilder<unknown> {
  if (layout.owner === null) return sql`${layout.stage} s`;
  return sql`${layout.stage} s join ${ownerTable(layout.owner)} owner
    on owner.source_id = ${sourceId} and owner.external_id = ${sql.ref(`s.${layout.owner}_id`)}`;
}

/** The account that a row of `resolved` belongs to now; null where the fact hangs on none. */
export function ownAccount(layout: Layout): RawBuilder<unknown> | null {
  if (layout.owner === null) return null;
  return layout.owner === 'ticket' ? sql`owner.account_id` : sql`owner.id`;
}
