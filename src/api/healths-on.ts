import { sql } from 'kysely';
import type { Company } from '../accounts/company.ts';
import type { Db } from '../db/connect.ts';
import { readingsOf } from '../health/current.ts';
import type { StoredReadings } from '../health/reading-rows.ts';
import { scorerOf } from '../health/scorer.ts';
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
  await putFurther(db, byAccount, days);
  return byAccount;
}

/** The readings of further places beside the shipped ones, on each day. */
async function putFurther(
  db: Db,
  byAccount: Map<number, (Stored | null)[]>,
  days: readonly Day[],
): Promise<void> {
  const { rows } = await sql<FurtherOnDay>`
    select asked.id, on_day.index::int, place.place, held.value, held.n
    from reading.place
    cross join unnest(${[...byAccount.keys()]}::int[]) asked (id)
    cross join unnest(${days}::date[]) with ordinality on_day (day, index)
    cross join lateral (
      select value, n from reading.further
      where further.account_id = asked.id and further.place = place.place and further.day <= on_day.day
      order by further.day desc
      limit 1
    ) held`.execute(db);
  for (const { id, index, place, value, n } of rows) {
    const held = byAccount.get(id);
    const { readings, row_counts } = held?.[index - 1] ?? { readings: [], row_counts: [] };
    const [withReading, withCount] = [readings.slice(), row_counts.slice()];
    withReading[place] = value;
    withCount[place] = n;
    held?.splice(index - 1, 1, { readings: withReading, row_counts: withCount });
  }
}

interface FurtherOnDay {
  id: number;
  /** Of the day, from 1. */
  index: number;
  place: number;
  value: number | null;
  n: number;
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
  const scorer = await scorerOf(db, request.accountIds);
  const healthOn = (id: number, day: Day, row: Stored) =>
    healthOf(readingsOf(row), scorer.profileOn(id, day)).health;
  return new Map(
    [...readings].map(([id, held]) => [
      id,
      request.days.map((day, index) => {
        const row = held[index] ?? null;
        return row === null ? null : healthOn(id, day, row);
      }),
    ]),
  );
}
