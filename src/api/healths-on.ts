import { sql } from 'kysely';
import type { Company } from '../accounts/company.ts';
import type { Db } from '../db/connect.ts';
import { readingsOf, type StoredReadings } from '../health/current.ts';
import { shippedSettings } from '../health/scoring-settings.ts';
import { readingHistory } from '../jobs/reading-history.ts';
import { readingState } from '../jobs/reading-state.ts';
import type { Day } from '../lib/day.ts';
import { healthOf } from '../scoring/health.ts';

interface Request {
  company: Company;
  accountIds: readonly number[];
  /** Ascending. */
  days: readonly Day[];
}

type Stored = Pick<StoredReadings, 'readings' | 'row_counts'>;

/** The readings that hold on each day; null before an account's first. */
export async function readingsOn(
  db: Db,
  { company, accountIds, days }: Request,
): Promise<Map<number, (Stored | null)[]>> {
  const { currentDay } = await readingState(db);
  const last = days.at(-1);
  if (accountIds.length === 0 || last === undefined) return new Map();
  if (currentDay === null || last > currentDay) {
    const history = await readingHistory(db, company)(accountIds, last);
    return new Map(
      accountIds.map((id) => {
        const rows = history.get(id) ?? [];
        return [id, days.map((day) => rows.findLast((row) => row.day <= day) ?? null)];
      }),
    );
  }
  const { rows } = await sql<{ id: number; place: number; readings: string; row_counts: string }>`
    select asked.id, place::int, held.readings::text, held.row_counts::text
    from unnest(${accountIds}::int[]) asked (id)
    cross join unnest(${days}::date[]) with ordinality on_day (day, place)
    cross join lateral (
      select readings, row_counts from reading.day
      where day.account_id = asked.id and day.day <= on_day.day
      order by day.day desc
      limit 1
    ) held`.execute(db);
  const byAccount = new Map(accountIds.map((id) => [id, days.map((): Stored | null => null)]));
  for (const { id, place, readings, row_counts } of rows) {
    const held = { readings: numbersIn(readings), row_counts: numbersIn(row_counts).map(Number) };
    byAccount.get(id)?.splice(place - 1, 1, held);
  }
  return byAccount;
}

/** An array of numbers as the database writes it; read here because a page holds hundreds of them. */
export const numbersIn = (array: string): (number | null)[] =>
  array
    .slice(1, -1)
    .split(',')
    .map((item) => (item === 'NULL' ? null : Number(item)));

/** Health on each day; null where there is none. */
export async function healthsOn(db: Db, request: Request): Promise<Map<number, (number | null)[]>> {
  const readings = await readingsOn(db, request);
  return new Map(
    [...readings].map(([id, held]) => [
      id,
      held.map((row) => (row === null ? null : healthOf(readingsOf(row), shippedSettings).health)),
    ]),
  );
}
