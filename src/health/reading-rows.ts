import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { Day } from '../lib/day.ts';

export interface StoredReadings {
  account_id: number;
  day: Day;
  readings: readonly (number | null)[];
  row_counts: readonly number[];
}

/** Rows of readings of accounts up to a day, by account and day. */
export type ReadingHistory = (
  accountIds: readonly number[],
  day: Day,
) => Promise<Map<number, StoredReadings[]>>;

/** A reading of a further place; it holds until the account's next one there. */
export interface FurtherRow {
  account_id: number;
  place: number;
  day: Day;
  value: number | null;
  n: number;
}

/**
 * All rows of these accounts up to `day`, by account and day: those of the shipped KPIs with those of the further places put
 * in, a row per day on which either changes. A row holds until the next one.
 */
export async function readingRows(
  db: Db,
  accountIds: readonly number[],
  day: Day,
): Promise<Map<number, StoredReadings[]>> {
  const ofAccounts = sql`account_id = any(${accountIds}::int[]) and day <= ${day}::date`;
  const { rows: shipped } = await sql<StoredReadings>`
    select account_id, day, readings, row_counts from reading.day where ${ofAccounts}
    order by account_id, day`.execute(db);
  return withFurther(
    db,
    Map.groupBy(shipped, (row) => row.account_id),
    accountIds,
    day,
  );
}

/** The same for rows of the shipped KPIs that are at hand already. */
export async function withFurther(
  db: Db,
  byAccount: Map<number, StoredReadings[]>,
  accountIds: readonly number[],
  day: Day,
): Promise<Map<number, StoredReadings[]>> {
  const { rows } = await sql<FurtherRow>`
    select account_id, place, day, value, n
    from reading.further
    where account_id = any(${accountIds}::int[]) and day <= ${day}::date
    order by account_id, day`.execute(db);
  if (rows.length === 0) return byAccount;
  const merged = new Map(byAccount);
  for (const [accountId, further] of Map.groupBy(rows, (row) => row.account_id)) {
    merged.set(accountId, mergedRows(accountId, byAccount.get(accountId) ?? [], further));
  }
  return merged;
}

/** Both in order of days. */
export function mergedRows(
  accountId: number,
  shipped: readonly StoredReadings[],
  further: readonly FurtherRow[],
): StoredReadings[] {
  const merged: StoredReadings[] = [];
  let readings: (number | null)[] = [];
  let rowCounts: number[] = [];
  const held = new Map<number, FurtherRow>();
  let nextShipped = 0;
  let nextFurther = 0;
  for (;;) {
    const base = shipped[nextShipped];
    const beside = further[nextFurther];
    const day =
      base === undefined || (beside !== undefined && beside.day < base.day)
        ? beside?.day
        : base.day;
    if (day === undefined) return merged;
    if (base?.day === day) {
      readings = [...base.readings];
      rowCounts = [...base.row_counts];
      for (const { place, value, n } of held.values()) {
        readings[place] = value;
        rowCounts[place] = n;
      }
      nextShipped += 1;
    } else {
      readings = readings.slice();
      rowCounts = rowCounts.slice();
    }
    for (let row = further[nextFurther]; row?.day === day; row = further[nextFurther]) {
      readings[row.place] = row.value;
      rowCounts[row.place] = row.n;
      held.set(row.place, row);
      nextFurther += 1;
    }
    merged.push({ account_id: accountId, day, readings, row_counts: rowCounts });
  }
}
