import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { StoredReadings } from '../health/reading-rows.ts';
import type { Day } from '../lib/day.ts';

export type HeldReadings = Pick<StoredReadings, 'readings' | 'row_counts'>;

interface FurtherValue {
  id: number;
  at: number;
  place: number;
  value: number | null;
  n: number;
}

/** The stored readings that hold at the end of each day, in the order of `days`; null before an account's first row. */
export async function readingsHeldOn(
  db: Db,
  accountIds: readonly number[],
  days: readonly Day[],
): Promise<Map<number, (HeldReadings | null)[]>> {
  const asked = sql`
    unnest(${accountIds}::int[]) asked (id)
    cross join unnest(${days}::date[]) with ordinality on_day (day, at)`;
  const [{ rows }, { rows: further }] = await Promise.all([
    sql<{ id: number; at: number } & HeldReadings>`
      select asked.id, at::int, held.readings, held.row_counts
      from ${asked}
      cross join lateral (
        select readings, row_counts from reading.day
        where day.account_id = asked.id and day.day <= on_day.day
        order by day.day desc
        limit 1
      ) held`.execute(db),
    sql<FurtherValue>`
      select distinct on (id, at, place) asked.id, at::int, place, value, n
      from ${asked}
      join reading.further on further.account_id = asked.id and further.day <= on_day.day
      order by id, at, place, further.day desc`.execute(db),
  ]);
  const held = new Map(accountIds.map((id) => [id, days.map((): HeldReadings | null => null)]));
  for (const { id, at, ...readings } of rows) held.get(id)?.splice(at - 1, 1, readings);
  for (const { id, at, place, value, n } of further) {
    const days = held.get(id);
    const base = days?.[at - 1] ?? { readings: [], row_counts: [] };
    const readings = base.readings.slice();
    const row_counts = base.row_counts.slice();
    readings[place] = value;
    row_counts[place] = n;
    days?.splice(at - 1, 1, { readings, row_counts });
  }
  return held;
}
