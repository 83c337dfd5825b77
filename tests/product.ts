import { sql } from 'kysely';
import type pg from 'pg';
import { connectPool, type Db } from '../src/db/connect.ts';
import type { FactBatch, FactFile } from '../src/facts/batch.ts';
import type { ImportReport } from '../src/facts/store/import-report.ts';
import { storeFacts } from '../src/facts/store/store-facts.ts';
import { readingRows, type StoredReadings } from '../src/health/reading-rows.ts';
import { parseDay } from '../src/lib/day.ts';
import type { Settings } from './naive/columns.ts';
import type { Table } from './naive/parse.ts';

/** Rows of a table as a source would hand them over. */
export const batchOf = ({
  fact,
  columns,
  cells,
}: Omit<Table, 'fact'> & { fact: FactFile }): FactBatch => ({
  fact,
  file: `${fact}.csv`,
  columns,
  records: cells.map((_, index) => index + 1),
  lines: cells.map((_, index) => index + 2),
  cells,
  bad: [],
  ignored: 0,
});

/** Records by file, each naming only the columns it fills, as a source would hand them over. */
export const batchesOf = (
  facts: Partial<Record<FactFile, readonly Readonly<Record<string, string>>[]>>,
): FactBatch[] =>
  Object.entries(facts).map(([fact, rows]) => {
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const cells = rows.map((row) => columns.map((column) => row[column] ?? ''));
    return batchOf({ fact: fact as FactFile, columns, cells });
  });

/** Stores batches as one import of the source `csv`. */
export async function store(
  config: pg.PoolConfig,
  batches: readonly FactBatch[],
): Promise<ImportReport> {
  const pool = connectPool(config);
  const client = await pool.connect();
  try {
    return await storeFacts(client, { source: 'csv', batches });
  } finally {
    client.release();
    await pool.end();
  }
}

export async function applySettings(db: Db, settings: Settings): Promise<void> {
  const values = {
    time_zone: settings.timeZone,
    currency: settings.currency,
    default_hourly_cost: settings.defaultHourlyCost,
    minutes_per_reply: settings.minutesPerReply,
  };
  for (const [key, value] of Object.entries(values)) {
    await sql`insert into app.setting values (${key}, ${String(value)})
      on conflict (key) do update set value = excluded.value`.execute(db);
  }
}

/** Every stored row of readings by outside account id, in order of days. */
export async function storedReadings(
  db: Db,
  until: string,
): Promise<Map<string, StoredReadings[]>> {
  const { rows } = await sql<{ id: number; external_id: string }>`
    select id, external_id from account.account`.execute(db);
  const byId = await readingRows(
    db,
    rows.map(({ id }) => id),
    parseDay(until),
  );
  return new Map(rows.map(({ id, external_id }) => [external_id, byId.get(id) ?? []]));
}

/** The row that holds on a day; null before the account's first. */
export const rowOn = (rows: readonly StoredReadings[], day: string): StoredReadings | null =>
  rows.findLast((row) => row.day <= day) ?? null;
